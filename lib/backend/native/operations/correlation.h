// Convolutions without patches: tiles of a product read their rows from the images themselves.
#pragma once

#include <vector>

#include "product.h"

// [count, height, width, channels]
struct Images {
  int64_t count, height, width, channels;
};

// Along one side: output `out + m out_step` sees `taps` pixels of the input from `in + m in_step` on, for m < count.
// Beyond the input's ends are zeros.
struct Axis {
  int64_t out, out_step, in, in_step, count, taps;
};

// A share of the output's pixels, and the weights [vertical.taps horizontal.taps channels, channels of the output] of
// what they see.
struct Pixels {
  Axis vertical, horizontal;
  Panels weights;
};

// The slopes [vertical.taps, horizontal.taps, channels of x, channels of y] of weights by which y's pixels see x, from
// those of y, on all cores. Each core adds up its images; the sums are added in their order, so that bits repeat.
void correlate_slopes(const float* x, const Images& of_x, const Axis& vertical, const Axis& horizontal, const float* dy,
                      const Images& of_y, float* slopes);

// All shares of y from x, on all cores.
void correlate(const float* x, const Images& of_x, const std::vector<Pixels>& shares, float* y, const Images& of_y);

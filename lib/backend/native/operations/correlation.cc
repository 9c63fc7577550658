#include "correlation.h"

#include <algorithm>
#include <cstring>

#include "parallel.h"

namespace {

// What one side of the input has to be padded to: [begin, end) holds all that anybody sees.
struct Frame {
  int64_t begin = 0, end;

  Frame(int64_t size) : end(size) {}
  void include(const Axis& axis) {
    begin = std::min(begin, axis.in);
    end = std::max(end, axis.in + (axis.count - 1) * axis.in_step + axis.taps);
  }
  int64_t size() const { return end - begin; }
};

struct Frames {
  Frame vertical, horizontal;
};

// An image [height, width, channels] with zeros about it.
void pad(const float* image, const Images& size, const Frames& frames, float* padded) {
  const int64_t row = frames.horizontal.size() * size.channels;
  std::fill_n(padded, frames.vertical.size() * row, 0.0f);
  float* to = padded - frames.vertical.begin * row - frames.horizontal.begin * size.channels;
  const int64_t length = size.width * size.channels;
  for (int64_t h = 0; h < size.height; h++)
    std::memcpy(to + h * row, image + h * length, length * sizeof(float));
}

// The m-th rows, begin <= m < end, of a share of one image's pixels.
void correlate_rows(const float* padded, const Frames& frames, int64_t channels, const Pixels& share, int64_t begin,
                    int64_t end, float* y, const Images& of_y) {
  const Axis &v = share.vertical, &h = share.horizontal;
  const int64_t row = frames.horizontal.size() * channels;
  for (int64_t panel = 0; panel < share.weights.count(); panel++)
    for (int64_t m = begin; m < end; m++) {
      const int64_t top = v.in + m * v.in_step - frames.vertical.begin, left = h.in - frames.horizontal.begin;
      const Rows rows{padded + top * row + left * channels, h.in_step * channels, 1, h.taps * channels, row, v.taps};
      float* to = y + ((v.out + m * v.out_step) * of_y.width + h.out) * of_y.channels;
      share.weights.multiply(panel, rows, h.count, to, h.out_step * of_y.channels);
    }
}

}  // namespace

void correlate(const float* x, const Images& of_x, const std::vector<Pixels>& shares, float* y, const Images& of_y) {
  Frames frames{of_x.height, of_x.width};
  double cost = 0;  // of an image
  for (const Pixels& share : shares) {
    frames.vertical.include(share.vertical);
    frames.horizontal.include(share.horizontal);
    cost += static_cast<double>(share.vertical.count) * share.horizontal.count * share.vertical.taps *
            share.horizontal.taps * of_x.channels * of_y.channels;
  }
  const int64_t of_image_x = of_x.height * of_x.width * of_x.channels;
  const int64_t of_image_y = of_y.height * of_y.width * of_y.channels;
  const int64_t parts = of_x.count < 2 * cores() ? cores() : 1;  // a few images are cut across
  parallel_for(of_x.count * parts, 1, cost / parts, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      float* padded = scratch<Frames>(frames.vertical.size() * frames.horizontal.size() * of_x.channels);
      pad(x + i / parts * of_image_x, of_x, frames, padded);
      for (const Pixels& share : shares) {
        const int64_t rows = share.vertical.count, part = i % parts;
        correlate_rows(padded, frames, of_x.channels, share, rows * part / parts, rows * (part + 1) / parts,
                       y + i / parts * of_image_y, of_y);
      }
    }
  });
}

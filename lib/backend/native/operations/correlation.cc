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

namespace {

// Images that stay in the processor's second cache while the weights pass by.
constexpr int64_t kFloats = 1 << 16;

}  // namespace

void correlate_slopes(const float* x, const Images& of_x, const Axis& v, const Axis& h, const float* dy,
                      const Images& of_y, float* slopes) {
  Frames frames{of_x.height, of_x.width};
  frames.vertical.include(v);
  frames.horizontal.include(h);
  const int64_t row = frames.horizontal.size() * of_x.channels, padded = frames.vertical.size() * row;
  const int64_t of_image_x = of_x.height * of_x.width * of_x.channels, pixels = of_y.height * of_y.width;
  const int64_t taps = h.taps * of_x.channels, weights = v.taps * taps * of_y.channels;
  const int64_t together = std::max<int64_t>(1, kFloats / (padded + pixels * of_y.channels));
  const int64_t parts = std::min(cores(), of_x.count), cuts = parts < cores() ? v.taps : 1;
  std::vector<std::vector<float>> sums(parts);
  for (auto& sum : sums) sum.resize(weights);
  const double cost = static_cast<double>(of_x.count) * pixels * weights / parts / cuts;
  parallel_for(parts * cuts, 1, cost, [&](int64_t begin, int64_t end) {
    for (int64_t unit = begin; unit < end; unit++) {
      const int64_t part = unit / cuts, cut = unit % cuts, last = of_x.count * (part + 1) / parts;
      for (int64_t image = of_x.count * part / parts; image < last; image += together) {
        const int64_t n = std::min(together, last - image);
        float* memory = scratch<Frame>(n * padded);
        std::vector<Panels> panels;
        for (int64_t i = 0; i < n; i++) {
          pad(x + (image + i) * of_image_x, of_x, frames, memory + i * padded);
          panels.push_back(Panels({{dy + (image + i) * pixels * of_y.channels, pixels, of_y.channels}}, false));
        }
        for (int64_t panel = 0; panel < panels[0].count(); panel++)
          for (int64_t k = v.taps * cut / cuts; k < v.taps * (cut + 1) / cuts; k++)
            for (int64_t i = 0; i < n; i++) {
              const float* from = memory + i * padded + (v.in - frames.vertical.begin + k) * row +
                                  (h.in - frames.horizontal.begin) * of_x.channels;
              const Rows rows{from, 1, h.in_step * of_x.channels, h.count, v.in_step * row, v.count};
              panels[i].multiply(panel, rows, taps, sums[part].data() + k * taps * of_y.channels, of_y.channels, true);
            }
      }
    }
  });
  std::copy(sums[0].begin(), sums[0].end(), slopes);
  for (int64_t part = 1; part < parts; part++)
    for (int64_t i = 0; i < weights; i++) slopes[i] += sums[part][i];
}

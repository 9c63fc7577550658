#include "correlation.h"

#include <algorithm>
#include <cstring>

#include "parallel.h"

namespace {

constexpr int64_t kFloats = 1 << 16;  // of images that stay in the processor's second cache while weights pass by

// Images with zeros about them, so that nobody looks beyond: along each side [begin, begin + size).
class Padded {
 public:
  explicit Padded(const Images& of_x) : of_x_(of_x), v_{0, of_x.height}, h_{0, of_x.width} {}

  void include(const Axis& vertical, const Axis& horizontal) {
    v_.include(vertical);
    h_.include(horizontal);
  }
  int64_t row() const { return h_.size() * of_x_.channels; }
  int64_t size() const { return v_.size() * row(); }

  // Image i of x.
  void fill(float* padded, const float* x, int64_t i) const {
    std::fill_n(padded, size(), 0.0f);
    const int64_t length = of_x_.width * of_x_.channels;
    for (int64_t y = 0; y < of_x_.height; y++)
      std::memcpy(padded + at(y, 0), x + (i * of_x_.height + y) * length, length * sizeof(float));
  }

  // Where the pixel lies.
  int64_t at(int64_t y, int64_t x) const { return (y - v_.begin) * row() + (x - h_.begin) * of_x_.channels; }

 private:
  struct Side {
    int64_t begin, end;
    int64_t size() const { return end - begin; }
    void include(const Axis& axis) {
      begin = std::min(begin, axis.in);
      end = std::max(end, axis.in + (axis.count - 1) * axis.in_step + axis.taps);
    }
  };

  const Images of_x_;
  Side v_, h_;
};

// The rows begin <= m < end of a share of an image's pixels.
void correlate_rows(const float* padded, const Padded& frame, int64_t channels, const Pixels& share, int64_t begin,
                    int64_t end, float* y, const Images& of_y) {
  const Axis &v = share.vertical, &h = share.horizontal;
  for (int64_t panel = 0; panel < share.weights.count(); panel++)
    for (int64_t m = begin; m < end; m++) {
      const float* from = padded + frame.at(v.in + m * v.in_step, h.in);
      float* to = y + ((v.out + m * v.out_step) * of_y.width + h.out) * of_y.channels;
      const Rows rows{from, h.in_step * channels, 1, h.taps * channels, frame.row(), v.taps};
      share.weights.multiply(panel, rows, h.count, to, h.out_step * of_y.channels);
    }
}

// What the slopes come from.
struct Slopes {
  const float *x, *dy;
  const Images of_x, of_y;
  const Axis v, h;
  const Padded frame;

  // Adds those of images [first, last) and of the vertical taps [begin, end) to the sum.
  void add(int64_t first, int64_t last, int64_t begin, int64_t end, float* sum) const {
    const int64_t pixels = of_y.height * of_y.width, taps = h.taps * of_x.channels;
    float* padded = scratch<Slopes>((last - first) * frame.size());
    std::vector<Panels> panels;
    for (int64_t i = first; i < last; i++) {
      frame.fill(padded + (i - first) * frame.size(), x, i);
      panels.push_back(Panels({{dy + i * pixels * of_y.channels, pixels, of_y.channels}}, false));
    }
    for (int64_t panel = 0; panel < panels[0].count(); panel++)
      for (int64_t k = begin; k < end; k++)
        for (int64_t i = 0; i < last - first; i++) {
          const float* from = padded + i * frame.size() + frame.at(v.in + k, h.in);
          const Rows rows{from, 1, h.in_step * of_x.channels, h.count, v.in_step * frame.row(), v.count};
          panels[i].multiply(panel, rows, taps, sum + k * taps * of_y.channels, of_y.channels, true);
        }
  }
};

}  // namespace

void correlate(const float* x, const Images& of_x, const std::vector<Pixels>& shares, float* y, const Images& of_y) {
  Padded frame(of_x);
  double cost = 0;  // of an image
  for (const Pixels& share : shares) {
    const Axis &v = share.vertical, &h = share.horizontal;
    frame.include(v, h);
    cost += static_cast<double>(v.count) * h.count * v.taps * h.taps * of_x.channels * of_y.channels;
  }
  const int64_t parts = of_x.count < 2 * cores() ? cores() : 1;  // a few images are cut across
  parallel_for(of_x.count * parts, 1, cost / parts, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      const int64_t image = i / parts, part = i % parts;
      float* padded = scratch<Padded>(frame.size());
      frame.fill(padded, x, image);
      for (const Pixels& share : shares) {
        const int64_t rows = share.vertical.count;
        correlate_rows(padded, frame, of_x.channels, share, rows * part / parts, rows * (part + 1) / parts,
                       y + image * of_y.height * of_y.width * of_y.channels, of_y);
      }
    }
  });
}

void correlate_slopes(const float* x, const Images& of_x, const Axis& v, const Axis& h, const float* dy,
                      const Images& of_y, float* slopes) {
  Padded frame(of_x);
  frame.include(v, h);
  const Slopes all{x, dy, of_x, of_y, v, h, frame};
  const int64_t pixels = of_y.height * of_y.width, weights = v.taps * h.taps * of_x.channels * of_y.channels;
  const int64_t together = std::max<int64_t>(1, kFloats / (frame.size() + pixels * of_y.channels));
  const int64_t parts = std::min(cores(), of_x.count), cuts = parts < cores() ? v.taps : 1;
  std::vector<std::vector<float>> sums(parts, std::vector<float>(weights));
  const double cost = static_cast<double>(of_x.count) * pixels * weights / parts / cuts;
  parallel_for(parts * cuts, 1, cost, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      const int64_t part = i / cuts, cut = i % cuts, last = of_x.count * (part + 1) / parts;
      for (int64_t image = of_x.count * part / parts; image < last; image += together)
        all.add(image, std::min(image + together, last), v.taps * cut / cuts, v.taps * (cut + 1) / cuts,
                sums[part].data());
    }
  });
  std::copy(sums[0].begin(), sums[0].end(), slopes);
  for (int64_t part = 1; part < parts; part++)
    for (int64_t i = 0; i < weights; i++) slopes[i] += sums[part][i];
}

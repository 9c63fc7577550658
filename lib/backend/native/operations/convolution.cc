// Convolutions of x [B, H, W, C] with a filter [kh, kw, C, N] to y [B, H', W', N], and their gradients: products of
// matrices, after the patches of x under the filter have been written out as rows, some at a time.
#include <algorithm>
#include <cstring>
#include <vector>

#include "correlation.h"
#include "operation.h"
#include "parallel.h"
#include "product.h"

namespace {

// Rows of patches that are written out at once: they stay in the processor's second cache.
constexpr int64_t kFloats = 1 << 17;
constexpr int64_t kFewChannels = 8;

class Convolution {
 public:
  // numbers = {stride along H, along W, padding above, padding to the left, ...}
  Convolution(const std::vector<int64_t>& numbers, const std::vector<int64_t>& x, const std::vector<int64_t>& filter,
              const std::vector<int64_t>& y)
      : stride_h_(numbers[0]), stride_w_(numbers[1]), top_(numbers[2]), left_(numbers[3]),
        height_(x[1]), width_(x[2]), channels_(x[3]), kh_(filter[0]), kw_(filter[1]), h_(y[1]), w_(y[2]),
        images(x[0]), image(x[1] * x[2] * x[3]), pixels(y[1] * y[2]), patch(kh_ * kw_ * channels_), outputs(y[3]) {}

  // work(pixel, n) for blocks of the pixels [begin, end) of all images of y.
  template <typename Work>
  void by_blocks(int64_t begin, int64_t end, const Work& work) const {
    const int64_t most = std::max<int64_t>(16, kFloats / patch / 16 * 16);
    for (int64_t pixel = begin; pixel < end; pixel += most) work(pixel, std::min(most, end - pixel));
  }

  // The patches that the filter sees at n pixels of y, to rows [n, patch].
  void read(const float* x, int64_t pixel, int64_t n, float* rows) const {
    each_run(pixel, n, rows, [&](float* row, int64_t at, int64_t before, int64_t inside, int64_t after) {
      std::fill_n(row, before, 0.0f);
      if (inside > 0) std::memcpy(row + before, x + at, inside * sizeof(float));
      std::fill_n(row + before + inside, after, 0.0f);
    });
  }

  // Back: adds rows to the pixels of x that they came from.
  void add(float* rows, int64_t pixel, int64_t n, float* x) const {
    each_run(pixel, n, rows, [&](float* row, int64_t at, int64_t before, int64_t inside, int64_t) {
      for (int64_t i = 0; i < inside; i++) x[at + i] += row[before + i];
    });
  }

 private:
  const int64_t stride_h_, stride_w_, top_, left_, height_, width_, channels_, kh_, kw_, h_, w_;

  // Numbers that lie side by side in a patch and in x: f(where in the patch's row, where in x, how many of the run lie
  // left of x, in it, and right of it).
  template <typename F>
  void each_run(int64_t pixel, int64_t n, float* rows, const F& f) const {
    const int64_t length = kw_ * channels_;
    for (int64_t p = pixel; p < pixel + n; p++) {
      const int64_t image = p / pixels, row = p % pixels / w_ * stride_h_ - top_, column = p % w_ * stride_w_ - left_;
      const int64_t first = std::min(kw_, std::max<int64_t>(0, -column));
      const int64_t last = std::max(first, std::min(kw_, width_ - column));
      for (int64_t k = 0; k < kh_; k++, rows += length) {
        const bool is_inside = row + k >= 0 && row + k < height_;
        const int64_t at = ((image * height_ + row + k) * width_ + column + first) * channels_;
        const int64_t inside = is_inside ? (last - first) * channels_ : 0, before = is_inside ? first * channels_ : 0;
        f(rows, at, before, inside, length - before - inside);
      }
    }
  }

 public:
  const int64_t images, image, pixels, patch, outputs;
};

// numbers = {..., H', W'}
void forward(Call& call) {
  const auto x = call.shape(0), filter = call.shape(1);
  const auto& n = call.numbers;
  float* y = call.output(0, {x[0], n[4], n[5], filter[3]});
  if (!call.is_ok()) return;
  const Matrix weights{call.floats(1), filter[0] * filter[1] * filter[2], filter[3]};
  std::vector<Pixels> all;
  all.push_back({{0, 1, -n[2], n[0], n[4], filter[0]}, {0, 1, -n[3], n[1], n[5], filter[1]}, Panels({weights})});
  correlate(call.floats(0), {x[0], x[1], x[2], x[3]}, all, y, {x[0], n[4], n[5], filter[3]});
}

// The pixels of x, along one side, that see the taps first, first + stride, ... of a kernel: from the last tap to the
// first, side by side, the pixels of y that see them.
Axis seen_by(int64_t first, int64_t size, int64_t kernel, int64_t stride, int64_t padding) {
  const int64_t taps = first < kernel ? (kernel - first + stride - 1) / stride : 0;
  const int64_t out = ((first - padding) % stride + stride) % stride;
  return {out, stride, (out + padding) / stride - (taps - 1), 1, out < size ? (size - out + stride - 1) / stride : 0,
          taps};
}

// The convolution of dy with the filter turned about, a share of x's pixels for each place in a stride.
void gather(const float* dy, const Images& of_y, const float* filter, const std::vector<int64_t>& kernel,
            const std::vector<int64_t>& n, float* dx, const Images& of_x) {
  if (kernel[0] < n[0] || kernel[1] < n[1])  // then nobody sees some of x
    std::fill_n(dx, of_x.count * of_x.height * of_x.width * of_x.channels, 0.0f);
  std::vector<Pixels> shares;
  for (int64_t top = 0; top < n[0]; top++)
    for (int64_t left = 0; left < n[1]; left++) {
      const Axis v = seen_by(top, of_x.height, kernel[0], n[0], n[2]);
      const Axis h = seen_by(left, of_x.width, kernel[1], n[1], n[3]);
      std::vector<Matrix> taps;
      for (int64_t k = top + (v.taps - 1) * n[0]; k >= 0; k -= n[0])
        for (int64_t l = left + (h.taps - 1) * n[1]; l >= 0; l -= n[1])
          taps.push_back(
              Matrix{filter + (k * kernel[1] + l) * kernel[2] * kernel[3], kernel[2], kernel[3]}.transposed());
      shares.push_back({v, h, Panels(taps)});
    }
  correlate(dy, of_y, shares, dx, of_x);
}

// dx by rows that are added to the pixels that they came from: faster for few channels.
void scatter(const Convolution& conv, const float* dy, const Matrix& w, float* dx) {
  const double cost = static_cast<double>(conv.pixels) * conv.patch * conv.outputs;
  parallel_for(conv.images, 1, cost, [&](int64_t begin, int64_t end) {
    std::fill(dx + begin * conv.image, dx + end * conv.image, 0.0f);
    conv.by_blocks(begin * conv.pixels, end * conv.pixels, [&](int64_t pixel, int64_t n) {
      float* rows = scratch<Convolution>(n * conv.patch);
      multiply({dy + pixel * conv.outputs, n, conv.outputs}, w.transposed(), rows, conv.patch);
      conv.add(rows, pixel, n, dx);
    });
  });
}

// numbers = {..., H, W}
void backward_x(Call& call) {
  const auto y = call.shape(0), filter = call.shape(1);
  const std::vector<int64_t> x{y[0], call.numbers[4], call.numbers[5], filter[2]};
  float* dx = call.output(0, x);
  if (!call.is_ok()) return;
  const Convolution conv(call.numbers, x, filter, y);
  if (filter[2] < kFewChannels)
    scatter(conv, call.floats(0), {call.floats(1), conv.patch, conv.outputs}, dx);
  else
    gather(call.floats(0), {y[0], y[1], y[2], y[3]}, call.floats(1), filter, call.numbers, dx,
           {x[0], x[1], x[2], x[3]});
}

// numbers = {..., kh, kw}
void backward_filter(Call& call) {
  const auto x = call.shape(0), y = call.shape(1);
  const auto& n = call.numbers;
  float* dfilter = call.output(0, {n[4], n[5], x[3], y[3]});
  if (!call.is_ok()) return;
  correlate_slopes(call.floats(0), {x[0], x[1], x[2], x[3]}, {0, 1, -n[2], n[0], y[1], n[4]},
                   {0, 1, -n[3], n[1], y[2], n[5]}, call.floats(1), {y[0], y[1], y[2], y[3]}, dfilter);
}

}  // namespace

void register_convolution() {
  register_operation<forward>("SaddlepointConv2D", {"x", "filter"}, {"y"});
  register_operation<backward_x>("SaddlepointConv2DGradX", {"dy", "filter"}, {"dx"});
  register_operation<backward_filter>("SaddlepointConv2DGradFilter", {"x", "dy"}, {"dfilter"});
}

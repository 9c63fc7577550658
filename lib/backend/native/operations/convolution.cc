// Convolutions of x [B, H, W, C] with a filter [kh, kw, C, N] to y [B, H', W', N], and their gradients. The operations'
// numbers begin with the stride along H and along W, the padding above and to the left.
#include <algorithm>
#include <vector>

#include "correlation.h"
#include "operation.h"
#include "parallel.h"
#include "product.h"

namespace {

using Shape = std::vector<int64_t>;

Images images(const Shape& shape) { return {shape[0], shape[1], shape[2], shape[3]}; }

// What y's pixels see of x, along one side.
Axis forwards(int64_t pixels, int64_t kernel, int64_t stride, int64_t padding) {
  return {0, 1, -padding, stride, pixels, kernel};
}

// numbers = {..., H', W'}
void forward(Call& call) {
  const auto x = call.shape(0), filter = call.shape(1);
  const auto& n = call.numbers;
  float* y = call.output(0, {x[0], n[4], n[5], filter[3]});
  if (!call.is_ok()) return;
  const Matrix weights{call.floats(1), filter[0] * filter[1] * filter[2], filter[3]};
  std::vector<Pixels> all;
  all.push_back({forwards(n[4], filter[0], n[0], n[2]), forwards(n[5], filter[1], n[1], n[3]), Panels({weights})});
  correlate(call.floats(0), images(x), all, y, {x[0], n[4], n[5], filter[3]});
}

// The pixels of x, along one side, that see the taps first, first + stride, ... of a kernel: from the last tap to the
// first, side by side, the pixels of y that see them.
Axis seen_by(int64_t first, int64_t size, int64_t kernel, int64_t stride, int64_t padding) {
  const int64_t taps = first < kernel ? (kernel - first + stride - 1) / stride : 0;
  const int64_t out = ((first - padding) % stride + stride) % stride;
  return {out, stride, (out + padding) / stride - (taps - 1), 1, out < size ? (size - out + stride - 1) / stride : 0,
          taps};
}

// dx as the convolution of dy with the filter turned about, a share of x's pixels for each place in a stride.
void gather(const float* dy, const Shape& y, const float* filter, const Shape& kernel, const Shape& n, float* dx,
            const Shape& x) {
  if (kernel[0] < n[0] || kernel[1] < n[1])  // then nobody sees some of x
    std::fill_n(dx, x[0] * x[1] * x[2] * x[3], 0.0f);
  std::vector<Pixels> shares;
  for (int64_t top = 0; top < n[0]; top++)
    for (int64_t left = 0; left < n[1]; left++) {
      const Axis v = seen_by(top, x[1], kernel[0], n[0], n[2]), h = seen_by(left, x[2], kernel[1], n[1], n[3]);
      std::vector<Matrix> taps;
      for (int64_t k = top + (v.taps - 1) * n[0]; k >= 0; k -= n[0])
        for (int64_t l = left + (h.taps - 1) * n[1]; l >= 0; l -= n[1])
          taps.push_back(
              Matrix{filter + (k * kernel[1] + l) * kernel[2] * kernel[3], kernel[2], kernel[3]}.transposed());
      shares.push_back({v, h, Panels(taps)});
    }
  correlate(dy, images(y), shares, dx, images(x));
}

constexpr int64_t kFewChannels = 8;
constexpr int64_t kFloats = 1 << 17;  // of patches at once: they stay in the processor's second cache

// Adds the patches [n, kh kw C] of y's pixels from `first` on, of all images, to the pixels of x that they lie over.
void add_patches(const float* patch, int64_t first, int64_t n, const Shape& y, const Shape& kernel,
                 const Shape& numbers, float* dx, const Shape& x) {
  const int64_t channels = x[3], length = kernel[1] * channels;
  for (int64_t p = first; p < first + n; p++) {
    const int64_t image = p / (y[1] * y[2]), top = p / y[2] % y[1] * numbers[0] - numbers[2];
    const int64_t left = p % y[2] * numbers[1] - numbers[3];
    const int64_t begin = std::max<int64_t>(0, -left) * channels, end = std::min(kernel[1], x[2] - left) * channels;
    for (int64_t k = 0; k < kernel[0]; k++, patch += length) {
      if (top + k < 0 || top + k >= x[1]) continue;
      float* to = dx + ((image * x[1] + top + k) * x[2] + left) * channels;
      for (int64_t i = begin; i < end; i++) to[i] += patch[i];
    }
  }
}

// dx by patches of slopes: faster for few channels.
void scatter(const float* dy, const Shape& y, const float* filter, const Shape& kernel, const Shape& n, float* dx,
             const Shape& x) {
  const int64_t patch = kernel[0] * kernel[1] * kernel[2], pixels = y[1] * y[2], image = x[1] * x[2] * x[3];
  const Matrix w{filter, patch, y[3]};
  parallel_for(x[0], 1, static_cast<double>(pixels) * patch * y[3], [&](int64_t begin, int64_t end) {
    std::fill(dx + begin * image, dx + end * image, 0.0f);
    const int64_t most = std::max<int64_t>(16, kFloats / patch);
    for (int64_t pixel = begin * pixels; pixel < end * pixels; pixel += most) {
      const int64_t some = std::min(most, end * pixels - pixel);
      float* patches = scratch<Shape>(some * patch);
      multiply({dy + pixel * y[3], some, y[3]}, w.transposed(), patches, patch);
      add_patches(patches, pixel, some, y, kernel, n, dx, x);
    }
  });
}

// numbers = {..., H, W}
void backward_x(Call& call) {
  const Shape y = call.shape(0), filter = call.shape(1);
  const Shape x{y[0], call.numbers[4], call.numbers[5], filter[2]};
  float* dx = call.output(0, x);
  if (!call.is_ok()) return;
  (filter[2] < kFewChannels ? scatter : gather)(call.floats(0), y, call.floats(1), filter, call.numbers, dx, x);
}

// numbers = {..., kh, kw}
void backward_filter(Call& call) {
  const auto x = call.shape(0), y = call.shape(1);
  const auto& n = call.numbers;
  float* dfilter = call.output(0, {n[4], n[5], x[3], y[3]});
  if (!call.is_ok()) return;
  correlate_slopes(call.floats(0), images(x), forwards(y[1], n[4], n[0], n[2]), forwards(y[2], n[5], n[1], n[3]),
                   call.floats(1), images(y), dfilter);
}

}  // namespace

void register_convolution() {
  register_operation<forward>("SaddlepointConv2D", {"x", "filter"}, {"y"});
  register_operation<backward_x>("SaddlepointConv2DGradX", {"dy", "filter"}, {"dx"});
  register_operation<backward_filter>("SaddlepointConv2DGradFilter", {"x", "dy"}, {"dfilter"});
}

// Sums, and rectifiers and their gradients, numbers = {the bits of the slope below zero}: TensorFlow has them all, but
// its threads have to be woken first.
#include <cstring>

#include "operation.h"
#include "parallel.h"

namespace {

constexpr double kCost = 8;  // of a number, in multiply-adds
constexpr int64_t kGrain = 1 << 12;

float slope_of(const Call& call) {
  const auto bits = static_cast<uint32_t>(call.numbers[0]);
  float slope;
  std::memcpy(&slope, &bits, sizeof slope);
  return slope;
}

// y = f(i) for all numbers.
template <typename F>
void each(Call& call, const F& f) {
  float* y = call.output(0, call.shape(0));
  if (!call.is_ok()) return;
  parallel_for(call.size(0), kGrain, kCost, [&](int64_t begin, int64_t end) {
    const F own = f;  // which no y can overlap, as far as the compiler knows: the loop becomes vectors
    float* __restrict to = y;
    for (int64_t i = begin; i < end; i++) to[i] = own(i);
  });
}

// a plus b, of a's shape or a row of it
void add(Call& call) {
  const float *a = call.floats(0), *b = call.floats(1);
  const int64_t row = call.size(1);
  if (row == call.size(0)) return each(call, [=](int64_t i) { return a[i] + b[i]; });
  float* y = call.output(0, call.shape(0));
  if (!call.is_ok()) return;
  parallel_for(call.size(0) / row, (kGrain + row - 1) / row, kCost * row, [=](int64_t begin, int64_t end) {
    float* __restrict to = y;
    for (int64_t r = begin; r < end; r++)
      for (int64_t i = 0; i < row; i++) to[r * row + i] = a[r * row + i] + b[i];
  });
}

void rectify(Call& call) {
  const float *x = call.floats(0), slope = slope_of(call);
  if (slope == 0)
    each(call, [=](int64_t i) { return x[i] <= 0 ? 0.0f : x[i]; });  // NaN stays, and -infinity is 0
  else
    each(call, [=](int64_t i) { return x[i] > 0 ? x[i] : slope * x[i]; });
}

void rectify_backward(Call& call) {
  const float *dy = call.floats(0), *x = call.floats(1), slope = slope_of(call);
  if (slope == 0)
    each(call, [=](int64_t i) { return x[i] > 0 ? dy[i] : 0.0f; });
  else
    each(call, [=](int64_t i) { return x[i] > 0 ? dy[i] : slope * dy[i]; });
}

}  // namespace

void register_elementwise() {
  register_operation<add>("SaddlepointAdd", {"a", "b"}, {"y"});
  register_operation<rectify>("SaddlepointRectifier", {"x"}, {"y"});
  register_operation<rectify_backward>("SaddlepointRectifierGrad", {"dy", "x"}, {"dx"});
}

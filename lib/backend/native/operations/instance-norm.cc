// Instance normalisation: see ../../instancenorm.ts. x [B, ..., C], gamma [C], beta [C], mean and inverse [B, C]; a scalar
// epsilon.
#include <cmath>
#include <vector>

#include "operation.h"
#include "parallel.h"

namespace {

constexpr double kCost = 64;  // of a number, in multiply-adds

struct Sizes {
  int64_t batch, rows, channels;
};

Sizes sizes_of(const std::vector<int64_t>& shape) {
  int64_t rows = 1;
  for (size_t axis = 1; axis + 1 < shape.size(); axis++) rows *= shape[axis];
  return {shape.front(), rows, shape.back()};
}

// One image: rows x channels. The mean comes first, so that nothing cancels in the variance.
void normalize(const float* x, const float* gamma, const float* beta, float epsilon, int64_t rows,
                          int64_t channels, float* y, float* mean, float* inverse) {
  for (int64_t c = 0; c < channels; c++) mean[c] = inverse[c] = 0;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) mean[c] += x[r * channels + c];
  for (int64_t c = 0; c < channels; c++) mean[c] /= rows;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) {
      const float centred = x[r * channels + c] - mean[c];
      inverse[c] += centred * centred;
    }
  for (int64_t c = 0; c < channels; c++) inverse[c] = 1 / std::sqrt(inverse[c] / rows + epsilon);
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) {
      const int64_t i = r * channels + c;
      y[i] = (x[i] - mean[c]) * (inverse[c] * gamma[c]) + beta[c];
    }
}

// One image; dgamma and dbeta are its part of them.
void backpropagate(const float* dy, const float* x, const float* gamma, const float* mean,
                              const float* inverse, int64_t rows, int64_t channels, float* dx, float* dgamma,
                              float* dbeta) {
  for (int64_t c = 0; c < channels; c++) dgamma[c] = dbeta[c] = 0;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) {
      const int64_t i = r * channels + c;
      dbeta[c] += dy[i];
      dgamma[c] += dy[i] * ((x[i] - mean[c]) * inverse[c]);
    }
  const float share = 1.0f / rows;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) {
      const int64_t i = r * channels + c;
      const float normal = (x[i] - mean[c]) * inverse[c];
      dx[i] = (dy[i] - share * (dbeta[c] + normal * dgamma[c])) * (inverse[c] * gamma[c]);
    }
}

void forward(Call& call) {
  const auto [batch, rows, channels] = sizes_of(call.shape(0));
  const float *x = call.floats(0), *gamma = call.floats(1), *beta = call.floats(2), *epsilon = call.floats(3);
  float* y = call.output(0, call.shape(0));
  float* mean = call.output(1, {batch, channels});
  float* inverse = call.output(2, {batch, channels});
  if (!call.is_ok()) return;
  parallel_for(batch, 1, kCost * rows * channels, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; b++) {
      const int64_t at = b * rows * channels, of = b * channels;
      normalize(x + at, gamma, beta, *epsilon, rows, channels, y + at, mean + of, inverse + of);
    }
  });
}

void backward(Call& call) {
  const auto [batch, rows, channels] = sizes_of(call.shape(1));
  const float *dy = call.floats(0), *x = call.floats(1), *gamma = call.floats(2);
  const float *mean = call.floats(3), *inverse = call.floats(4);
  float* dx = call.output(0, call.shape(1));
  float* dgamma = call.output(1, {channels});
  float* dbeta = call.output(2, {channels});
  if (!call.is_ok()) return;
  std::vector<float> scales(batch * channels), shifts(batch * channels);
  parallel_for(batch, 1, kCost * rows * channels, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; b++) {
      const int64_t at = b * rows * channels, of = b * channels;
      backpropagate(dy + at, x + at, gamma, mean + of, inverse + of, rows, channels, dx + at, &scales[of], &shifts[of]);
    }
  });
  for (int64_t c = 0; c < channels; c++) dgamma[c] = dbeta[c] = 0;
  for (int64_t b = 0; b < batch; b++)
    for (int64_t c = 0; c < channels; c++) {
      dgamma[c] += scales[b * channels + c];
      dbeta[c] += shifts[b * channels + c];
    }
}

}  // namespace

void register_instance_norm() {
  register_operation<forward>("SaddlepointInstanceNorm", {"x", "gamma", "beta", "epsilon"}, {"y", "mean", "inverse"});
  register_operation<backward>("SaddlepointInstanceNormGrad", {"dy", "x", "gamma", "mean", "inverse"},
                               {"dx", "dgamma", "dbeta"});
}

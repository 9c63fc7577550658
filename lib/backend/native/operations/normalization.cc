// Instance and batch normalisation: see ../../instancenorm.ts and ../../batchnorm.ts. x [..., C] is seen as [groups, rows,
// C], numbers = {groups}: an image each, or one of all; mean and variance [groups, C], gamma and beta [C], a scalar epsilon.
#include <algorithm>
#include <cmath>
#include <vector>

#include "moments.h"
#include "operation.h"
#include "parallel.h"

namespace {

constexpr double kCost = 16;     // of a number, in multiply-adds
constexpr int64_t kBlock = 128;  // rows that stay in the processor's first caches

// x, and how cores share it: each group in parts, the same on every run, since sums depend on them.
struct Sizes {
  int64_t groups, rows, channels, parts;

  Sizes(int64_t groups, const std::vector<int64_t>& shape)
      : groups(groups), rows(1), channels(shape.back()), parts((cores() + groups - 1) / groups) {
    for (size_t axis = 0; axis + 1 < shape.size(); axis++) rows *= shape[axis];
    rows /= groups;
  }

  // work(group, part, first row, row after the last) for every part of all groups.
  template <typename Work>
  void share(const Work& work) const {
    parallel_for(groups * parts, 1, kCost * rows * channels / parts, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; i++) {
        const int64_t first = i / parts * rows, part = i % parts;
        work(i / parts, i, first + rows * part / parts, first + rows * (part + 1) / parts);
      }
    });
  }
};

void measure(const float* x, const Sizes& sizes, float* mean, float* variance) {
  std::vector<Moments> parts(sizes.groups * sizes.parts, Moments(sizes.channels));
  sizes.share([&](int64_t, int64_t part, int64_t begin, int64_t end) {
    Moments block(sizes.channels);
    for (int64_t row = begin; row < end; row += kBlock) {
      block.measure(x + row * sizes.channels, std::min(kBlock, end - row));
      parts[part].merge(block);
    }
  });
  for (int64_t group = 0; group < sizes.groups; group++) {
    Moments& all = parts[group * sizes.parts];
    for (int64_t part = 1; part < sizes.parts; part++) all.merge(parts[group * sizes.parts + part]);
    std::copy(all.mean.begin(), all.mean.end(), mean + group * sizes.channels);
    for (int64_t c = 0; c < sizes.channels; c++) variance[group * sizes.channels + c] = all.squares[c] / sizes.rows;
  }
}

std::vector<float> inverse_roots(const float* variance, float epsilon, const Sizes& sizes) {
  std::vector<float> roots(sizes.groups * sizes.channels);
  for (size_t i = 0; i < roots.size(); i++) roots[i] = 1 / std::sqrt(variance[i] + epsilon);
  return roots;
}

void forward(Call& call) {
  const Sizes sizes(call.numbers[0], call.shape(0));
  const float *x = call.floats(0), *gamma = call.floats(1), *beta = call.floats(2), *epsilon = call.floats(3);
  const int64_t channels = sizes.channels;
  float* y = call.output(0, call.shape(0));
  float* mean = call.output(1, {sizes.groups, channels});
  float* variance = call.output(2, {sizes.groups, channels});
  if (!call.is_ok()) return;
  measure(x, sizes, mean, variance);
  const std::vector<float> inverse = inverse_roots(variance, *epsilon, sizes);
  sizes.share([&](int64_t group, int64_t, int64_t begin, int64_t end) {
    std::vector<float> slope(channels);
    for (int64_t c = 0; c < channels; c++) slope[c] = inverse[group * channels + c] * gamma[c];
    for (int64_t r = begin; r < end; r++)
      for (int64_t c = 0; c < channels; c++)
        y[r * channels + c] = (x[r * channels + c] - mean[group * channels + c]) * slope[c] + beta[c];
  });
}

// The sums over rows of dy, and of dy times the normalised x.
struct Slopes {
  std::vector<float> of_beta, of_gamma;

  explicit Slopes(int64_t channels) : of_beta(channels), of_gamma(channels) {}

  void add(const Slopes& other) {
    for (size_t c = 0; c < of_beta.size(); c++) {
      of_beta[c] += other.of_beta[c];
      of_gamma[c] += other.of_gamma[c];
    }
  }
};

void backward(Call& call) {
  const Sizes sizes(call.numbers[0], call.shape(1));
  const float *dy = call.floats(0), *x = call.floats(1), *gamma = call.floats(2), *mean = call.floats(3);
  const int64_t channels = sizes.channels;
  float* dx = call.output(0, call.shape(1));
  float* dgamma = call.output(1, {channels});
  float* dbeta = call.output(2, {channels});
  if (!call.is_ok()) return;
  const std::vector<float> inverse = inverse_roots(call.floats(4), *call.floats(5), sizes);
  const auto normal = [&](int64_t group, int64_t i, int64_t c) {
    return (x[i] - mean[group * channels + c]) * inverse[group * channels + c];
  };
  std::vector<Slopes> parts(sizes.groups * sizes.parts, Slopes(channels));
  sizes.share([&](int64_t group, int64_t part, int64_t begin, int64_t end) {
    Slopes& sums = parts[part];
    for (int64_t r = begin; r < end; r++)
      for (int64_t c = 0; c < channels; c++) {
        const int64_t i = r * channels + c;
        sums.of_beta[c] += dy[i];
        sums.of_gamma[c] += dy[i] * normal(group, i, c);
      }
  });
  Slopes all(channels);
  for (int64_t group = 0; group < sizes.groups; group++) {
    Slopes& sums = parts[group * sizes.parts];
    for (int64_t part = 1; part < sizes.parts; part++) sums.add(parts[group * sizes.parts + part]);
    all.add(sums);
  }
  std::copy(all.of_gamma.begin(), all.of_gamma.end(), dgamma);
  std::copy(all.of_beta.begin(), all.of_beta.end(), dbeta);
  const float share = 1.0f / sizes.rows;
  sizes.share([&](int64_t group, int64_t, int64_t begin, int64_t end) {
    const Slopes& sums = parts[group * sizes.parts];
    for (int64_t r = begin; r < end; r++)
      for (int64_t c = 0; c < channels; c++) {
        const int64_t i = r * channels + c;
        dx[i] = (dy[i] - share * (sums.of_beta[c] + normal(group, i, c) * sums.of_gamma[c])) *
                (inverse[group * channels + c] * gamma[c]);
      }
  });
}

}  // namespace

void register_normalization() {
  register_operation<forward>("SaddlepointNormalize", {"x", "gamma", "beta", "epsilon"}, {"y", "mean", "variance"});
  register_operation<backward>("SaddlepointNormalizeGrad", {"dy", "x", "gamma", "mean", "variance", "epsilon"},
                               {"dx", "dgamma", "dbeta"});
}

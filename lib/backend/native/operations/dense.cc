// Products of matrices, and dense layers y = f(x w + b) of x [B, K], w [K, N], b [N], where f is the identity, or with
// numbers = {1} relu: see ../../dense.ts.
#include <algorithm>
#include <vector>

#include "operation.h"
#include "parallel.h"
#include "product.h"

namespace {

Matrix matrix(const Call& call, int i) {
  const auto shape = call.shape(i);
  return {call.floats(i), shape[0], shape[1]};
}

// numbers = {whether a is transposed, whether b is}
void product(Call& call) {
  const Matrix given_a = matrix(call, 0), given_b = matrix(call, 1);
  const Matrix a = call.numbers[0] ? given_a.transposed() : given_a;
  const Matrix b = call.numbers[1] ? given_b.transposed() : given_b;
  float* c = call.output(0, {a.rows, b.columns});
  if (call.is_ok()) multiply_shared(a, b, c);
}

void forward(Call& call) {
  const Matrix x = matrix(call, 0), w = matrix(call, 1);
  const float* bias = call.floats(2);
  const bool is_relu = call.numbers[0];
  float* y = call.output(0, {x.rows, w.columns});
  if (!call.is_ok()) return;
  multiply_shared(x, w, y, [&](int64_t row, int64_t column, int64_t rows, int64_t columns) {
    for (int64_t r = row; r < row + rows; r++)
      for (int64_t i = column; i < column + columns; i++) {
        const float z = y[r * w.columns + i] + bias[i];
        y[r * w.columns + i] = is_relu && z < 0 ? 0 : z;  // NaN stays
      }
  });
}

// The gradient with respect to x w + b; for the identity nothing is copied.
class Slope {
 public:
  explicit Slope(const Call& call) : dz(matrix(call, 0)) {
    if (!call.numbers[0]) return;
    const float *dy = call.floats(0), *y = call.floats(1);
    through_.resize(call.size(0));
    for (size_t i = 0; i < through_.size(); i++) through_[i] = y[i] > 0 ? dy[i] : 0;
    dz.data = through_.data();
  }

  Matrix dz;

 private:
  std::vector<float> through_;
};

void backward_x(Call& call) {
  const Matrix w = matrix(call, 2);
  const Slope slope(call);
  float* dx = call.output(0, {slope.dz.rows, w.rows});
  if (call.is_ok()) multiply_shared(slope.dz, w.transposed(), dx);
}

void backward_w(Call& call) {
  const Matrix x = matrix(call, 2);
  const Slope slope(call);
  float* dw = call.output(0, {x.columns, slope.dz.columns});
  if (call.is_ok()) multiply_shared(x.transposed(), slope.dz, dw);
}

void backward_bias(Call& call) {
  const Slope slope(call);
  const Matrix& dz = slope.dz;
  float* sums = call.output(0, {dz.columns});
  if (!call.is_ok()) return;
  std::fill_n(sums, dz.columns, 0.0f);
  for (int64_t r = 0; r < dz.rows; r++)
    for (int64_t i = 0; i < dz.columns; i++) sums[i] += dz.data[r * dz.columns + i];
}

}  // namespace

void register_dense() {
  register_operation<product>("SaddlepointProduct", {"a", "b"}, {"c"});
  register_operation<forward>("SaddlepointDense", {"x", "w", "bias"}, {"y"});
  register_operation<backward_x>("SaddlepointDenseGradX", {"dy", "y", "w"}, {"dx"});
  register_operation<backward_w>("SaddlepointDenseGradW", {"dy", "y", "x"}, {"dw"});
  register_operation<backward_bias>("SaddlepointDenseGradBias", {"dy", "y"}, {"dbias"});
}

#include "product.h"

#include <algorithm>

#include "Eigen/Core"
#include "parallel.h"

namespace {

using Stride = Eigen::OuterStride<Eigen::Dynamic>;
using ByRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ByColumns = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;
template <typename Layout>
using Map = Eigen::Map<Layout, Eigen::Unaligned, Stride>;

constexpr int64_t kLanes = 16;  // borders between shares: whole vectors of the widest processors

template <typename Layout>
Map<const Layout> map(const Matrix& m) {
  return {m.data, m.rows, m.columns, Stride(m.step())};
}

template <typename A, typename B>
void add_product(const Matrix& a, const Matrix& b, Map<ByRows>& c) {
  c.noalias() += map<A>(a) * map<B>(b);
}

}  // namespace

void multiply(const Matrix& a, const Matrix& b, float* memory, int64_t stride, bool is_added) {
  Map<ByRows> c(memory, a.rows, b.columns, Stride(stride));
  if (!is_added) c.setZero();
  if (a.is_transposed)
    (b.is_transposed ? add_product<ByColumns, ByColumns> : add_product<ByColumns, ByRows>)(a, b, c);
  else
    (b.is_transposed ? add_product<ByRows, ByColumns> : add_product<ByRows, ByRows>)(a, b, c);
}

void multiply_shared(const Matrix& a, const Matrix& b, float* c, const Finish& finish) {
  const int64_t rows = a.rows, columns = b.columns;
  const bool by_columns = columns >= rows;
  const double cost = static_cast<double>(a.columns) * std::min(rows, columns);
  parallel_for(std::max(rows, columns), kLanes, cost, [&](int64_t begin, int64_t end) {
    const int64_t n = end - begin;
    if (by_columns)
      multiply(a, b.some_columns(begin, n), c + begin, columns);
    else
      multiply(a.some_rows(begin, n), b, c + begin * columns, columns);
    if (finish && by_columns) finish(0, begin, rows, n);
    if (finish && !by_columns) finish(begin, 0, n, columns);
  });
}

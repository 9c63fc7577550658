#include "product.h"

#include <algorithm>

#include "pack.h"
#include "parallel.h"

namespace {

// The product of a row of a with a vector b.
float dot(const float* a, const Rows& rows, const float* b) {
  Vector sums{};
  float sum = 0;
  for (int64_t piece = 0; piece < rows.pieces; piece++, a += rows.piece, b += rows.depth) {
    int64_t k = 0;
    for (; rows.column == 1 && k + kLanes <= rows.depth; k += kLanes)
      sums += *reinterpret_cast<const Vector*>(a + k) * *reinterpret_cast<const Vector*>(b + k);
    for (; k < rows.depth; k++) sum += a[k * rows.column] * b[k];
  }
  for (int lane = 0; lane < kLanes; lane++) sum += sums[lane];
  return sum;
}

// The same of kLanes rows whose numbers lie side by side, each with its neighbours' in the other rows.
Vector dots(const float* a, const Rows& rows, const float* b) {
  Vector sums{};
  for (int64_t piece = 0; piece < rows.pieces; piece++, a += rows.piece)
    for (int64_t k = 0; k < rows.depth; k++) sums += *reinterpret_cast<const Vector*>(a + k * rows.column) * *b++;
  return sums;
}

// c = a b, or c += a b, of n rows of a and a vector b.
void multiply_vector(const Rows& a, int64_t n, const float* b, float* c, int64_t stride, bool is_added) {
  const auto put = [&](int64_t r, float sum) { c[r * stride] = is_added ? c[r * stride] + sum : sum; };
  int64_t row = 0;
  if (a.row == 1)
    for (; row + kLanes <= n; row += kLanes) {
      const Vector sums = dots(a.data + row, a, b);
      for (int lane = 0; lane < kLanes; lane++) put(row + lane, sums[lane]);
    }
  for (; row < n; row++) put(row, dot(a.data + row * a.row, a, b));
}

// c = a b, or c += a b, of n rows of a and a panel of b.
void multiply_panel(const Rows& a, int64_t n, const Panel& panel, const float* b, float* c, int64_t stride,
                    bool is_added) {
  if (panel.is_vector) return multiply_vector(a, n, b, c, stride, is_added);
  const int64_t width = panel.width;
  Rows some = a;
  for (int64_t row = 0; row < n; row += kRows, some.data += kRows * a.row) {
    const int64_t rows = std::min<int64_t>(kRows, n - row);
    const Tile tile = tile_of(rows, panel.vectors);
    float* to = c + row * stride + panel.column;
    if (panel.columns == width) {
      tile(some, b, to, stride, is_added);
      continue;
    }
    float edge[kRows * kColumns];
    tile(some, b, edge, width, false);
    for (int64_t r = 0; r < rows; r++)
      for (int64_t i = 0; i < panel.columns; i++)
        to[r * stride + i] = edge[r * width + i] + (is_added ? to[r * stride + i] : 0);
  }
}

}  // namespace

Panels::Panels(const std::vector<Matrix>& parts, bool is_shared) : columns_(parts.empty() ? 0 : parts[0].columns) {
  for (const Matrix& part : parts) rows_ += part.rows;
  memory_.reset(new Line[rows_ * (columns_ + kLanes) / 16 + 1]);
  const auto fill = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      const Panel panel(i * kColumns, columns_);
      float* memory = at(panel.column);
      for (const Matrix& part : parts) {
        pack(part, panel, memory);
        memory += part.rows * panel.width;
      }
    }
  };
  constexpr double kCopy = 8;  // to copy a number costs as much as some multiply-adds
  if (is_shared)
    parallel_for(count(), 1, kCopy * rows_ * kColumns, fill);
  else
    fill(0, count());
}

int64_t Panels::count() const { return (columns_ + kColumns - 1) / kColumns; }

void Panels::multiply(int64_t i, const Rows& a, int64_t n, float* c, int64_t stride, bool is_added) const {
  const Panel panel(i * kColumns, columns_);
  multiply_panel(a, n, panel, at(panel.column), c, stride, is_added);
}

void multiply(const Matrix& a, const Matrix& b, float* c, int64_t stride, bool is_added) {
  float* memory = scratch<Panel>(b.rows * kColumns);
  const Rows rows{a.data, a.is_transposed ? 1 : a.step(), a.is_transposed ? a.step() : 1, a.columns};
  for (int64_t column = 0; column < b.columns; column += kColumns) {
    const Panel panel(column, b.columns);
    pack(b, panel, memory);
    multiply_panel(rows, a.rows, panel, memory, c, stride, is_added);
  }
}

void multiply_shared(const Matrix& a, const Matrix& b, float* c, const Finish& finish) {
  const int64_t rows = a.rows, columns = b.columns;
  const bool by_columns = columns >= rows;
  const double cost = static_cast<double>(a.columns) * std::min(rows, columns);
  parallel_for(std::max(rows, columns), by_columns ? kLanes : kRows, cost, [&](int64_t begin, int64_t end) {
    const int64_t n = end - begin;
    if (by_columns)
      multiply(a, b.some_columns(begin, n), c + begin, columns);
    else
      multiply(a.some_rows(begin, n), b, c + begin * columns, columns);
    if (finish && by_columns) finish(0, begin, rows, n);
    if (finish && !by_columns) finish(begin, 0, n, columns);
  });
}

// Products of matrices.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "scratch.h"
#include "tile.h"

// A matrix [rows, columns] that lies in memory row by row, or, transposed, column by column.
struct Matrix {
  const float* data;
  int64_t rows, columns;
  bool is_transposed = false;
  // from one row (transposed: column) to the next; 0 where they lie side by side
  int64_t stride = 0;

  Matrix transposed() const { return {data, columns, rows, !is_transposed, stride}; }
  Matrix some_rows(int64_t begin, int64_t n) const { return {at(begin, 0), n, columns, is_transposed, step()}; }
  Matrix some_columns(int64_t begin, int64_t n) const { return {at(0, begin), rows, n, is_transposed, step()}; }
  int64_t step() const { return stride > 0 ? stride : is_transposed ? rows : columns; }

 private:
  const float* at(int64_t row, int64_t column) const {
    return data + (is_transposed ? column * step() + row : row * step() + column);
  }
};

// The right side of products, laid out once for many of them: matrices that lie one below the other, and are as wide. A
// panel is some of its columns.
class Panels {
 public:
  explicit Panels(const std::vector<Matrix>& parts, bool is_shared = true);

  int64_t count() const;

  // Panel i of c = a b, or c += a b, of n rows of a, on this thread; from a row of c to the next it is `stride`.
  void multiply(int64_t i, const Rows& a, int64_t n, float* c, int64_t stride, bool is_added = false) const;

 private:
  int64_t rows_ = 0, columns_;
  std::unique_ptr<Line[]> memory_;

  float* at(int64_t column) const { return memory_[0].numbers + column * rows_; }
};

// c [a.rows, b.columns] = a b, or c += a b, on this thread; from a row of c to the next it is `stride`.
void multiply(const Matrix& a, const Matrix& b, float* c, int64_t stride, bool is_added = false);

// c = a b on all cores, each a range of c's rows or columns, whichever are more; then finish(row, column, rows,
// columns) of that block.
using Finish = std::function<void(int64_t, int64_t, int64_t, int64_t)>;
void multiply_shared(const Matrix& a, const Matrix& b, float* c, const Finish& finish = nullptr);

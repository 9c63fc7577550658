#include "product.h"

#include <algorithm>
#include <cstring>

#include "parallel.h"

namespace {

constexpr int64_t kLine = 16;   // floats in a line of memory
constexpr int64_t kAhead = 8;   // rows of b that are fetched before they are needed

// Some columns of b, at most kColumns.
struct Panel {
  // From a column on; b has so many.
  Panel(int64_t column, int64_t of_b)
      : column(column), columns(std::min<int64_t>(kColumns, of_b - column)), vectors((columns + kLanes - 1) / kLanes) {}

  int64_t width() const { return vectors * kLanes; }

  const int64_t column, columns, vectors;
};

// A panel of b, side by side as a tile takes it: [b.rows, panel.width()], zeros after the last column.
void pack(const Matrix& b, const Panel& panel, float* memory) {
  const Matrix part = b.some_columns(panel.column, panel.columns);
  const int64_t step = part.step(), width = panel.width(), columns = panel.columns;
  if (columns < width) std::fill_n(memory, b.rows * width, 0.0f);
  if (!b.is_transposed)
    for (int64_t k = 0; k < b.rows; k++) {
      const float* row = part.data + k * step;
      for (int64_t j = 0; j < columns; j += kLine) __builtin_prefetch(row + kAhead * step + j);
      std::memcpy(memory + k * width, row, columns * sizeof(float));
    }
  else
    for (int64_t k = 0; k < b.rows; k += kLine) {
      const int64_t last = std::min(k + kLine, b.rows);
      for (int64_t j = 0; j < columns; j++)
        for (int64_t i = k; i < last; i++) memory[i * width + j] = part.data[j * step + i];
    }
}

// c = a b, or c += a b, of n rows of a and a panel of b.
void multiply_panel(const Rows& a, int64_t n, const Panel& panel, const float* b, float* c, int64_t stride,
                    bool is_added) {
  const int64_t width = panel.width();
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

Panels::Panels(const std::vector<Matrix>& parts) : columns_(parts.empty() ? 0 : parts[0].columns) {
  for (const Matrix& part : parts) rows_ += part.rows;
  memory_.resize((rows_ * (columns_ + kLanes) + kLine - 1) / kLine);
  constexpr double kCopy = 8;  // to copy a number costs as much as some multiply-adds
  parallel_for(count(), 1, kCopy * rows_ * kColumns, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      const Panel panel(i * kColumns, columns_);
      float* memory = memory_.data()->numbers + panel.column * rows_;
      for (const Matrix& part : parts) {
        pack(part, panel, memory);
        memory += part.rows * panel.width();
      }
    }
  });
}

int64_t Panels::count() const { return (columns_ + kColumns - 1) / kColumns; }

void Panels::multiply(int64_t i, const Rows& a, int64_t n, float* c, int64_t stride) const {
  const Panel panel(i * kColumns, columns_);
  multiply_panel(a, n, panel, memory_.data()->numbers + panel.column * rows_, c, stride, false);
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

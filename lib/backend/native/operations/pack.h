// Panels: the right side of a product as tiles take it.
#pragma once

#include <algorithm>

#include "product.h"

// Some columns of b, at most kColumns.
struct Panel {
  // From a column on; b has so many.
  Panel(int64_t column, int64_t of_b)
      : column(column), columns(std::min<int64_t>(kColumns, of_b - column)), vectors((columns + kLanes - 1) / kLanes),
        is_vector(of_b == 1), width(is_vector ? 1 : vectors * kLanes) {}

  const int64_t column, columns, vectors;
  const bool is_vector;  // all of b is one column
  const int64_t width;
};

// A panel of b, side by side as a tile takes it: [b.rows, width], zeros after the last column.
void pack(const Matrix& b, const Panel& panel, float* memory);

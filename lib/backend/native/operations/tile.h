// The innermost part of a product: a tile of c that stays in registers while a whole row of a and column of b pass by.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

// kRows rows of kVectors vectors of kLanes numbers: with a row of b and a number of a they fill the registers.
#if defined(__AVX512F__)
constexpr int kLanes = 16, kRows = 8, kVectors = 3;
#elif defined(__AVX2__)
constexpr int kLanes = 8, kRows = 6, kVectors = 2;
#elif defined(__aarch64__)
constexpr int kLanes = 4, kRows = 8, kVectors = 3;
#else
constexpr int kLanes = 4, kRows = 6, kVectors = 2;
#endif
constexpr int kColumns = kVectors * kLanes;

using Vector [[gnu::vector_size(kLanes * sizeof(float)), gnu::aligned(sizeof(float)), gnu::may_alias]] = float;

// Rows of a, at `data`: from one to the next it is `row`, and `column` from number to number. They may lie in several
// pieces of `depth` numbers, from one to the next `piece`.
struct Rows {
  const float* data;
  int64_t row, column, depth, piece = 0, pieces = 1;
};

// c = a b, or c += a b, of R rows of a and of b [depth pieces, V kLanes], which lies side by side; from a row of c to
// the next it is `stride`.
template <int R, int V>
void tile(const Rows& a, const float* b, float* c, int64_t stride, bool is_added) {
  const auto at = [](auto* numbers, int v) { return reinterpret_cast<Vector*>(const_cast<float*>(numbers)) + v; };
  Vector sum[R][V] = {};
  for (int64_t piece = 0; piece < a.pieces; piece++) {
    const float* of_a = a.data + piece * a.piece;
    for (int64_t k = 0; k < a.depth; k++, of_a += a.column, b += V * kLanes) {
      Vector of_b[V];
#pragma GCC unroll 4
      for (int v = 0; v < V; v++) of_b[v] = *at(b, v);
#pragma GCC unroll 8
      for (int r = 0; r < R; r++)
#pragma GCC unroll 4
        for (int v = 0; v < V; v++) sum[r][v] += of_a[r * a.row] * of_b[v];
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int v = 0; v < V; v++) {
      Vector* to = at(c + r * stride, v);
      *to = is_added ? *to + sum[r][v] : sum[r][v];
    }
}

using Tile = void (*)(const Rows&, const float*, float*, int64_t, bool);

template <int... i>
constexpr std::array<Tile, sizeof...(i)> tiles(std::integer_sequence<int, i...>) {
  return {tile<i / kVectors + 1, i % kVectors + 1>...};
}

// The tile of 1 to kRows rows and 1 to kVectors vectors.
inline Tile tile_of(int64_t rows, int64_t vectors) {
  static constexpr auto all = tiles(std::make_integer_sequence<int, kRows * kVectors>{});
  return all[(rows - 1) * kVectors + vectors - 1];
}

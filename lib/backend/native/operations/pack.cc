#include "pack.h"

#include <cstring>

namespace {

constexpr int64_t kLine = 16;   // floats in a line of memory
constexpr int64_t kAhead = 8;   // rows of b that are fetched before they are needed

// Four rows of four numbers become four columns.
void transpose(const float* from, int64_t step, float* to, int64_t width) {
  using Four [[gnu::vector_size(16), gnu::aligned(4), gnu::may_alias]] = float;
  using Order [[gnu::vector_size(16)]] = int;
  const auto row = [&](int64_t i) { return *reinterpret_cast<const Four*>(from + i * step); };
  const auto mixed = [](Four a, Four b, Order order) { return __builtin_shuffle(a, b, order); };
  const Four low = mixed(row(0), row(1), Order{0, 4, 1, 5}), high = mixed(row(0), row(1), Order{2, 6, 3, 7});
  const Four low2 = mixed(row(2), row(3), Order{0, 4, 1, 5}), high2 = mixed(row(2), row(3), Order{2, 6, 3, 7});
  const Order first{0, 1, 4, 5}, second{2, 3, 6, 7};
  const Four columns[] = {mixed(low, low2, first), mixed(low, low2, second), mixed(high, high2, first),
                          mixed(high, high2, second)};
  for (int64_t i = 0; i < 4; i++) *reinterpret_cast<Four*>(to + i * width) = columns[i];
}

}  // namespace

void pack(const Matrix& b, const Panel& panel, float* memory) {
  const Matrix part = b.some_columns(panel.column, panel.columns);
  const int64_t step = part.step(), width = panel.width, columns = panel.columns;
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
      for (int64_t j = 0; j < columns; j += 4)
        for (int64_t i = k; i < last; i += 4)
          if (j + 4 <= columns && i + 4 <= last)
            transpose(part.data + j * step + i, step, memory + i * width + j, width);
          else
            for (int64_t r = j; r < std::min(j + 4, columns); r++)
              for (int64_t s = i; s < std::min(i + 4, last); s++) memory[s * width + r] = part.data[r * step + s];
    }
}


// Means and variances of the columns of a matrix.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

// Of some rows: how many, their means and sums of squares about them, [C].
struct Moments {
  int64_t count = 0;
  std::vector<float> mean, squares;

  explicit Moments(int64_t channels) : mean(channels), squares(channels) {}

  // Chan, Golub and LeVeque 1983: without the cancellation of raw squares.
  void merge(const Moments& other) {
    if (other.count == 0) return;
    const float all = count + other.count, weight = other.count / all, between = count * weight;
    for (size_t c = 0; c < mean.size(); c++) {
      const float gap = other.mean[c] - mean[c];
      mean[c] += gap * weight;
      squares[c] += other.squares[c] + gap * gap * between;
    }
    count += other.count;
  }

  // Those of so many rows of x instead.
  void measure(const float* x, int64_t rows) {
    const int64_t channels = mean.size();
    count = rows;
    std::fill(mean.begin(), mean.end(), 0.0f);
    std::fill(squares.begin(), squares.end(), 0.0f);
    for (int64_t r = 0; r < rows; r++)
      for (int64_t c = 0; c < channels; c++) mean[c] += x[r * channels + c];
    for (float& m : mean) m /= rows;
    for (int64_t r = 0; r < rows; r++)
      for (int64_t c = 0; c < channels; c++) {
        const float centred = x[r * channels + c] - mean[c];
        squares[c] += centred * centred;
      }
  }
};

// Memory to work in.
#pragma once

#include <cstdint>
#include <vector>

// What the processor reads from memory at once.
struct alignas(64) Line {
  float numbers[16];
};

// At least n floats of this thread and for this purpose alone; what was in them before may be lost.
template <typename Purpose>
float* scratch(int64_t n) {
  thread_local std::vector<Line> lines;
  const size_t wanted = (n + 15) / 16;
  if (lines.size() < wanted) lines.resize(wanted);
  return lines.data()->numbers;
}

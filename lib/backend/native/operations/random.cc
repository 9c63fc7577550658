// Uniform numbers on [0, 1) from a key, by SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
// generators"): number i depends on the key and i alone, so that the cores that share the work change nothing.
#include "operation.h"
#include "parallel.h"

namespace {

constexpr uint64_t kGamma = 0x9e3779b97f4a7c15;

uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// numbers = the shape
void uniform(Call& call) {
  const int32_t* key = call.integers(0);
  const uint64_t state = static_cast<uint64_t>(static_cast<uint32_t>(key[0])) << 32 | static_cast<uint32_t>(key[1]);
  float* u = call.output(0, call.numbers);
  if (!call.is_ok()) return;
  int64_t size = 1;
  for (int64_t side : call.numbers) size *= side;
  parallel_for(size, 16, 16, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) u[i] = static_cast<float>(mix(state + (i + 1) * kGamma) >> 40) * 0x1p-24f;
  });
}

}  // namespace

void register_random() { register_operation<uniform>("SaddlepointRandomUniform", {"key: int32"}, {"u"}); }

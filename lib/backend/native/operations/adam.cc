// A step of Adam for many variables: see ../adam.ts.
#include <algorithm>
#include <cmath>

#include "operation.h"
#include "parallel.h"

namespace {

struct Numbers {
  float alpha, beta1, beta2, epsilon_hat;
};

void move(const Numbers& numbers, const float* w, const float* g, float* m, float* v, float* moved,
                     int64_t n) {
  const auto [alpha, beta1, beta2, epsilon_hat] = numbers;
  for (int64_t i = 0; i < n; i++) {
    m[i] += (g[i] - m[i]) * (1 - beta1);
    v[i] += (g[i] * g[i] - v[i]) * (1 - beta2);
    moved[i] = w[i] - alpha * m[i] / (std::sqrt(v[i]) + epsilon_hat);
  }
}

// Input 0 is [alpha, beta1, beta2, epsilon hat]; then come all w, g, m and v. m and v change where they are.
void step(Call& call) {
  const float* given = call.floats(0);
  const Numbers numbers{given[0], given[1], given[2], given[3]};
  const int n = call.outputs();
  for (int i = 0; i < n; i++) {
    const int w = 1 + i, g = w + n, m = g + n, v = m + n;
    float* moved = call.output(i, call.shape(w));
    if (!call.is_ok()) return;
    float *means = const_cast<float*>(call.floats(m)), *squares = const_cast<float*>(call.floats(v));
    parallel_for(call.size(w), 16, 16, [&](int64_t begin, int64_t end) {
      move(numbers, call.floats(w) + begin, call.floats(g) + begin, means + begin, squares + begin, moved + begin,
           end - begin);
    });
  }
}

}  // namespace

void register_adam() {
  register_operation<step>("SaddlepointAdam",
                           {"numbers_of_step", "w: N * float", "g: N * float", "m: N * float", "v: N * float"},
                           {"moved: N * float"});
}

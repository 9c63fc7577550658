#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "Eigen/ThreadPool"

namespace {

constexpr double kWorthwhile = 1 << 20;  // what takes less is done before a sleeping thread wakes up

// As many as this process may run on.
int64_t cores() {
  static const int64_t count = std::max(1u, std::thread::hardware_concurrency());
  return count;
}

// Never destroyed: at the end of the process there is nobody to wait for.
Eigen::ThreadPool& helpers() {
  static auto* pool = new Eigen::ThreadPool(static_cast<int>(std::max<int64_t>(1, cores() - 1)));
  return *pool;
}

}  // namespace

void parallel_for(int64_t n, int64_t grain, double cost, const std::function<void(int64_t, int64_t)>& work) {
  const int64_t grains = (n + grain - 1) / grain;
  const int64_t shares = n * cost < kWorthwhile ? 1 : std::min(cores(), grains);
  const auto border = [&](int64_t share) { return std::min(n, grains * share / shares * grain); };
  std::atomic<int64_t> left{shares - 1};
  for (int64_t share = 1; share < shares; share++)
    helpers().Schedule([&, share] {
      work(border(share), border(share + 1));
      left.fetch_sub(1, std::memory_order_release);
    });
  work(0, border(1));
  while (left.load(std::memory_order_acquire) > 0) std::this_thread::yield();
}

#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>

namespace {

using Work = std::function<void(int64_t, int64_t)>;

constexpr double kWorthwhile = 1 << 20;  // what takes less is done before a helper notices
constexpr int64_t kSharesOfACore = 4;    // who comes late or is interrupted gets fewer
// How long a helper looks for work before it sleeps: to wake it takes as long as a small product.
constexpr std::chrono::microseconds kPatience{100};

// Work in shares, which whoever is free takes.
struct Job {
  const Work& work;
  const int64_t n, grain, grains, shares;
  std::atomic<int64_t> next{0}, done{0};
  std::atomic<bool> lacked_memory{false};

  int64_t border(int64_t share) const { return std::min(n, grains * share / shares * grain); }

  void help() {
    for (int64_t share = next++; share < shares; share = next++) {
      try {
        work(border(share), border(share + 1));
      } catch (const std::bad_alloc&) {
        lacked_memory = true;  // the caller throws it again: from a helper it would end the process
      }
      done++;
    }
  }
};

// A thread for each core but the caller's.
class Helpers {
 public:
  Helpers() {
    for (int64_t i = 1; i < cores(); i++) std::thread([this] { serve(); }).detach();
  }

  // False where another thread's job is under way.
  bool share(Job& job) {
    const std::unique_lock<std::mutex> turn(turn_, std::try_to_lock);
    if (!turn) return false;
    job_ = &job;
    {
      const std::lock_guard<std::mutex> lock(sleep_);
      rounds_++;
    }
    awake_.notify_all();
    job.help();
    while (job.done < job.shares) std::this_thread::yield();
    job_ = nullptr;
    while (inside_ > 0) std::this_thread::yield();
    return true;
  }

 private:
  std::mutex turn_, sleep_;
  std::condition_variable awake_;
  std::atomic<uint64_t> rounds_{0};
  std::atomic<Job*> job_{nullptr};
  std::atomic<int64_t> inside_{0};  // helpers that may be looking at job_

  void serve() {
    for (uint64_t seen = 0;; seen = await(seen)) {
      inside_++;
      if (Job* job = job_) job->help();
      inside_--;
    }
  }

  // The number of the round after `seen`, as soon as there is one.
  uint64_t await(uint64_t seen) {
    const auto bedtime = std::chrono::steady_clock::now() + kPatience;
    while (rounds_ == seen && std::chrono::steady_clock::now() < bedtime) std::this_thread::yield();
    std::unique_lock<std::mutex> lock(sleep_);
    awake_.wait(lock, [&] { return rounds_ != seen; });
    return rounds_;
  }
};

}  // namespace

int64_t cores() {
  static const int64_t count = std::max(1u, std::thread::hardware_concurrency());
  return count;
}

void parallel_for(int64_t n, int64_t grain, double cost, const Work& work) {
  static auto* helpers = new Helpers;  // never destroyed: at the end of the process there is nobody to wait for
  const int64_t grains = (n + grain - 1) / grain;
  Job job{work, n, grain, grains, std::min(kSharesOfACore * cores(), grains)};
  if (n * cost < kWorthwhile || !helpers->share(job)) work(0, n);
  if (job.lacked_memory) throw std::bad_alloc();
}

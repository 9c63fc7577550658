// Work shared among the processor's cores.
#pragma once

#include <cstdint>
#include <functional>

// Calls work(begin, end) for ranges that together are [0, n), begin in multiples of `grain`, on as many cores as there
// are, and returns when all are done. Work of less than 2^20 multiply-adds, `cost` each of n, stays on this thread.
// Throws std::bad_alloc when one of them lacks memory.
void parallel_for(int64_t n, int64_t grain, double cost, const std::function<void(int64_t, int64_t)>& work);

// As many as this process may run on.
int64_t cores();

#include "daemon/core/fifo.h"

#include <deque>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

// Against std::deque, through any sequence of operations.
template <class Queue>
void agrees_with_a_deque() {
  Queue fifo;
  std::deque<int> model;
  const int steps = *rc::gen::inRange(0, 200);
  for (int i = 0; i < steps; ++i) {
    const int what = *rc::gen::inRange(0, 8);
    if (what < 4 || model.empty()) {
      fifo.push_back(i);
      model.push_back(i);
    } else if (what < 6) {
      RC_ASSERT(fifo.front() == model.front());
      RC_ASSERT(fifo.pop_front() == model.front());
      model.pop_front();
    } else if (what == 6) {
      const auto at = *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(model));
      RC_ASSERT(fifo.take(fifo.begin() + at) == model[static_cast<std::size_t>(at)]);
      model.erase(model.begin() + at);
    } else if (*rc::gen::inRange(0, 10) == 0) {
      fifo.clear();
      model.clear();
    }
    RC_ASSERT(fifo.size() == model.size());
    RC_ASSERT(fifo.empty() == model.empty());
    RC_ASSERT(std::equal(fifo.begin(), fifo.end(), model.begin(), model.end()));
  }
}

RC_GTEST_PROP(Fifo, AgreesWithADeque, ()) {
  agrees_with_a_deque<Fifo<int>>();
}

RC_GTEST_PROP(Fifo, ThatKeepsNoMemoryAgreesWithADeque, ()) {
  agrees_with_a_deque<Fifo<int, 0>>();
}

}  // namespace
}  // namespace interleave::daemon

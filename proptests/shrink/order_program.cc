#include "proptests/shrink/order_program.h"

#include <algorithm>
#include <utility>

#include "proptests/sim/program.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

bool named(const OrderProgram::Shape& shape, std::uint32_t thread, std::uint32_t from_step) {
  const auto is = [&](const Step& step) { return step.thread == thread && step.step >= from_step; };
  return std::any_of(shape.constraints.begin(), shape.constraints.end(),
                     [&](const Before& each) { return is(each.first) || is(each.second); });
}

// The number of a step in the order of their happening; the steps of all threads in a row.
using Times = std::vector<std::vector<std::uint32_t>>;

bool holds(const Before& constraint, const Times& times) {
  return times[constraint.first.thread][constraint.first.step] <
         times[constraint.second.thread][constraint.second.step];
}

}  // namespace

std::string OrderProgram::parameters() const {
  std::string text = "drawn=" + std::to_string(shape_.drawn);
  for (const std::uint32_t steps : shape_.steps) text += " " + std::to_string(steps);
  return text;
}

std::uint64_t OrderProgram::size() const {
  std::uint64_t size = 0;
  for (const std::uint32_t steps : shape_.steps) size += steps == 0 ? 0 : 10 + steps;
  return size;
}

std::vector<std::unique_ptr<Scenario>> OrderProgram::simpler() const {
  std::vector<std::unique_ptr<Scenario>> all;
  const auto add = [&](std::uint32_t thread, std::uint32_t steps) {
    Shape shape = shape_;
    shape.steps[thread] = steps;
    all.push_back(std::make_unique<OrderProgram>(std::move(shape)));
  };
  for (std::uint32_t i = 0; i < shape_.steps.size(); ++i) {
    if (shape_.steps[i] > 0 && !named(shape_, i, 0)) add(i, 0);
  }
  for (std::uint32_t i = 0; i < shape_.steps.size(); ++i) {
    if (shape_.steps[i] > 1 && !named(shape_, i, shape_.steps[i] - 1)) add(i, shape_.steps[i] - 1);
  }
  return all;
}

void OrderProgram::run(SimWorld& world) const {
  std::uint32_t now = 0;
  Times times;
  std::vector<std::unique_ptr<Thread>> threads;
  for (const std::uint32_t steps : shape_.steps) times.emplace_back(steps, 0);
  const std::uint32_t drawn = shape_.drawn == 0 ? 0 : world.draw(shape_.drawn + 1, "number");
  for (std::uint32_t i = 0; i < shape_.steps.size(); ++i) {
    if (shape_.steps[i] == 0) continue;
    threads.push_back(spawn(world, Name{"thread", i + 1}, [&, i] {
      for (std::uint32_t& time : times[i]) {
        world.sleep_until(world.clock().now());
        time = ++now;
      }
    }));
  }
  for (const auto& thread : threads) thread->join();
  const bool broken =
      drawn == shape_.drawn && std::all_of(shape_.constraints.begin(), shape_.constraints.end(),
                                           [&](const Before& each) { return holds(each, times); });
  if (broken) world.broken_rule("order", "the steps came in an order that must not be");
}

}  // namespace interleave::sim

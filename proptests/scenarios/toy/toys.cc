#include "proptests/scenarios/toy/toys.h"

#include "proptests/scenarios/toy/bounded_queue.h"
#include "proptests/scenarios/toy/parameters.h"
#include "proptests/scenarios/toy/philosophers.h"

namespace interleave::proptests::toy {

std::vector<std::unique_ptr<sim::Scenario>> scenarios() {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  all.push_back(std::make_unique<BoundedQueue>(BoundedQueue::Size{}));
  all.push_back(std::make_unique<Philosophers>(3));
  return all;
}

std::unique_ptr<sim::Scenario> make_scenario(std::string_view name, std::string_view parameters) {
  if (name == "bounded-queue") {
    const auto values = parse(parameters, {"producers", "consumers", "items", "capacity"});
    if (!values) return nullptr;
    return std::make_unique<BoundedQueue>(
        BoundedQueue::Size{(*values)[0], (*values)[1], (*values)[2], (*values)[3]});
  }
  if (name == "philosophers") {
    const auto values = parse(parameters, {"philosophers"});
    if (!values || values->front() < 2) return nullptr;
    return std::make_unique<Philosophers>(values->front());
  }
  return nullptr;
}

}  // namespace interleave::proptests::toy

#include "sim/engine/simulation.h"

#include <utility>

#include <sys/single_threaded.h>

#include "sim/engine/engine.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {

struct Simulation::Parts final : Outside {
  Parts(std::vector<std::unique_ptr<Monitor>> rules, const SimulationOptions& options)
      : engine(std::move(rules), options), world(engine) {}

  void run_root() override {
    scenario->run(world);
    world.end_root();
  }
  [[nodiscard]] std::uint64_t open_peers() const override { return world.open_peer_count(); }
  [[nodiscard]] std::vector<std::string> left_open() const override {
    std::vector<std::string> lines;
    for (OpenHandle& open : world.open_handles()) lines.push_back(std::move(open.what));
    return lines;
  }

  Engine engine;
  SimWorld world;
  const Scenario* scenario = nullptr;
};

Simulation::Simulation(std::vector<std::unique_ptr<Monitor>> rules,
                       const SimulationOptions& options)
    : parts_(std::make_unique<Parts>(std::move(rules), options)) {
  // The standard library takes short cuts (no atomic operations, no locks) as long as the process
  // has one thread; fibers are threads that it cannot count.
  __libc_single_threaded = 0;
}

Simulation::~Simulation() = default;

const RunResult& Simulation::run(const Scenario& scenario, Strategy& strategy, std::uint64_t seed,
                                 const RunOptions& options) {
  parts_->scenario = &scenario;
  parts_->world.begin_run();
  return parts_->engine.run(*parts_, strategy, seed, options);
}

void Simulation::fill_stacks(unsigned char garbage) {
  parts_->engine.fill_stacks(garbage);
}

std::string Simulation::object_name(ObjectId id) const {
  return parts_->engine.object_name(id);
}

std::string Simulation::stable_name(ObjectId id) const {
  return parts_->engine.stable_name(id);
}

std::string Simulation::thread_path(std::uint32_t number) const {
  return parts_->engine.thread_path(number);
}

std::string Simulation::about_thread(std::uint32_t number) const {
  return parts_->engine.about_thread(number);
}

std::uint32_t Simulation::thread_number(ObjectId id) const {
  return parts_->engine.thread_number(id);
}

}  // namespace interleave::sim

// The suite in the simulated world: each case is the root thread of a run without preemptions and
// without faults, with every rule watched.
#include <cstdint>
#include <string>
#include <utility>

#include "proptests/conformance/seam_test.h"
#include "sim/engine/scenario.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/world/sim_socket.h"
#include "sim/world/sim_world.h"

namespace interleave::conformance {
namespace {

class SimPeer final : public Peer {
 public:
  SimPeer(sim::SimWorld& world, sim::SimSocket socket)
      : world_(world), socket_(std::move(socket)) {}
  IoStatus send(std::string_view text) override {
    return socket_.send(std::as_bytes(std::span(text.data(), text.size())));
  }
  IoResult receive(std::span<std::byte> into) override { return socket_.receive(into); }
  IoStatus send_file(const OpenFile& file) override {
    return socket_.send_file(static_cast<std::uint32_t>(file.number()));
  }
  IoResult receive_with_file(std::span<std::byte> into, FileRef& file) override {
    std::uint32_t number = 0;
    const IoResult result = socket_.receive(into, number);
    file = number == 0 ? nullptr : world_.open_file(number);
    return result;
  }
  void shut_down_sending() override { socket_.shut_down_sending(); }
  void close() override { socket_.close(); }

 private:
  sim::SimWorld& world_;
  sim::SimSocket socket_;
};

class SimPlace final : public Place {
 public:
  explicit SimPlace(sim::SimWorld& world) : world_(world) {}
  World world() override { return world_.world(); }
  std::unique_ptr<Listener> listen(int backlog) override {
    return world_.listen(kListener, {.backlog = static_cast<std::size_t>(backlog)});
  }
  std::unique_ptr<Peer> dial() override {
    PeerIdentity identity;
    identity.user = 1000;
    identity.group = 1000;
    identity.process = 4711;
    sim::SimSocket socket = world_.connect(kListener, Name{"peer"}, identity);
    if (!socket.connected()) return nullptr;
    return std::make_unique<SimPeer>(world_, std::move(socket));
  }
  FileRef open_file() override { return world_.open_file(++files_); }
  bool same(const OpenFile& one, const OpenFile& other) override {
    return one.number() == other.number();
  }

 private:
  static constexpr Name kListener{"socket"};
  sim::SimWorld& world_;
  std::uint32_t files_ = 0;
};

class CaseScenario final : public sim::Scenario {
 public:
  explicit CaseScenario(const std::function<void(Place&)>& body) : body_(body) {}
  [[nodiscard]] std::string name() const override { return "conformance"; }
  [[nodiscard]] std::string summary() const override { return "one case of the suite"; }
  void run(sim::SimWorld& world) const override {
    SimPlace place(world);
    body_(place);
  }

 private:
  const std::function<void(Place&)>& body_;
};

class SimBack final : public Back {
 public:
  void run(const std::function<void(Place&)>& body) override {
    sim::NonPreemptive strategy;
    const CaseScenario scenario(body);
    const sim::RunResult& result = simulation_.run(scenario, strategy, 1, {});
    if (result.finding) {
      ADD_FAILURE() << result.finding->rule << ": " << result.finding->what;
    }
  }

 private:
  sim::Simulation simulation_;
};

SimBack& back() {
  static SimBack the_back;
  return the_back;
}

INSTANTIATE_TEST_SUITE_P(Simulated, SeamTest, testing::Values(&back()));

}  // namespace
}  // namespace interleave::conformance

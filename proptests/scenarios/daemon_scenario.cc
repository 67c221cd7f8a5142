#include "proptests/scenarios/daemon_scenario.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "daemon/core/process_leader.h"
#include "daemon/status/people_page.h"
#include "daemon/status/status_server.h"
#include "proptests/scenarios/handshake_transport.h"
#include "proptests/scenarios/log_marks.h"
#include "proptests/scenarios/model_client.h"
#include "proptests/scenarios/model_visitor.h"
#include "proptests/scenarios/record_transport.h"
#include "proptests/scenarios/scarcity.h"
#include "proptests/scenarios/scripted_program.h"
#include "proptests/scenarios/simpler_workload.h"
#include "proptests/scenarios/watched_transport.h"

namespace interleave::proptests {
namespace {

// Long enough for every slow call and every pause of the acceptor to end.
constexpr Duration kQuiet = std::chrono::seconds(1);
constexpr Duration kMoment = std::chrono::milliseconds(1);

// In the middle of slow calls.
constexpr Duration kMeanwhile = std::chrono::milliseconds(3);
// By then nobody but who sleeps for long has anything to do: what an order does not wake stays
// asleep.
constexpr Duration kLate = std::chrono::milliseconds(50);

// A daemon that ends when nobody uses it.
constexpr Duration kIdleExit = std::chrono::milliseconds(100);

bool is_deaf(const Action& action) {
  return action.kind == ActionKind::deaf;
}

// Keeps nothing, marks what probes look for, and knows what the daemon has no reason to say: that a
// client does not answer which does, in time.
class JudgingLog final : public daemon::Log {
 public:
  JudgingLog(sim::SimWorld& world, const Workload& workload)
      : world_(world),
        all_answer_(std::ranges::none_of(workload.clients, [](const std::vector<Action>& actions) {
          return std::ranges::any_of(actions, is_deaf);
        })) {}
  void write(const daemon::LogLine& line) override {
    if (world_.marks()) {
      if (const auto mark = mark_of(line)) world_.mark(*mark);
    }
    if (!all_answer_ || world_.skipped_time() > Duration::zero()) return;
    if (line.text.find("does not answer") != std::string_view::npos) {
      world_.broken_rule("protocol", "a client that answers is taken for dead");
    }
  }
  [[nodiscard]] bool enabled(daemon::LogLevel, std::string_view) const override { return true; }

 private:
  sim::SimWorld& world_;
  const bool all_answer_;
};

daemon::Limits limits_of(const Workload& workload) {
  daemon::Limits limits;
  limits.min_workers = workload.min_workers;
  limits.max_workers = workload.max_workers;
  limits.prio_workers = workload.prio_workers;
  limits.max_clients = workload.max_clients;
  limits.max_client_requests = workload.max_client_requests;
  limits.worker_idle = std::chrono::milliseconds(workload.idle_ms);
  limits.parked_bytes = workload.parked;
  limits.stream_bytes = std::max<std::size_t>(workload.parked, 1);
  limits.outbox_messages = workload.outbox;
  limits.keepalive_interval = std::nullopt;
  if (workload.keepalive_ms > 0) {
    limits.keepalive_interval = std::chrono::milliseconds(workload.keepalive_ms);
  }
  limits.keepalive_count = 1;
  limits.frame_timeout = std::nullopt;
  if (workload.patience_ms > 0) {
    limits.frame_timeout = std::chrono::milliseconds(workload.patience_ms);
  }
  limits.write_timeout = limits.frame_timeout;
  limits.max_anonymous_clients = workload.anonymous;
  limits.auth_timeout = std::chrono::milliseconds(workload.auth_ms);
  if (workload.stop == Stop::idle) limits.idle_exit = kIdleExit;
  if (workload.scarce) limits.memory_bytes = Scarcity::kLimit;
  return limits;
}

// What the settings say when they are read again.
daemon::Limits new_limits_of(const Workload& workload) {
  daemon::Limits limits = limits_of(workload);
  const auto change = [](std::size_t& limit, std::uint32_t to) {
    if (to != 0) limit = to;
  };
  change(limits.min_workers, workload.new_min_workers);
  change(limits.max_workers, workload.new_max_workers);
  change(limits.max_clients, workload.new_max_clients);
  change(limits.max_client_requests, workload.new_max_client_requests);
  return limits;
}

daemon::TransportFactory transport_of(const Workload& workload, sim::SimWorld& world) {
  return [&workload, &world](std::unique_ptr<Stream> stream) {
    std::unique_ptr<daemon::Transport> transport = daemon::plain_transport(std::move(stream));
    if (workload.handshake) transport = handshake_layer(std::move(transport));
    if (workload.records) transport = record_layer(transport);
    if (world.marks()) transport = watched_layer(std::move(transport), world);
    return transport;
  };
}

bool may_be_forced(const Workload& workload) {
  return workload.stop == Stop::twice || workload.release == Release::never;
}

// One run of the scenario.
class Run {
 public:
  Run(sim::SimWorld& world, const Workload& workload, const DaemonScenario::Hearing& hearing)
      : world_(world),
        workload_(workload),
        hearing_(hearing),
        log_(world, workload),
        program_(world, workload.layer ? record_layer : daemon::TransportLayer()),
        leader_(world.world(), limits_of(workload), program_, log_) {
    program_.prepare(leader_.loop(), [this] { check_bound(); });
    const daemon::Limits first = limits_of(workload);
    const daemon::Limits second = workload.reloads > 0 ? new_limits_of(workload) : first;
    program_.set_bounds(std::max(first.max_clients, second.max_clients),
                        std::max(first.max_client_requests, second.max_client_requests));
    leader_.server().prepare_reload([this] {
      program_.wait_for_event();
      const daemon::Limits limits = new_limits_of(workload_);
      world_.mark(Mark::reload);
      world_.mark(Mark::fewer_clients, limits.max_clients);
      world_.mark(Mark::fewer_requests, limits.max_client_requests);
      leader_.server().set_limits(limits);
      read_again_ = true;
    });
    if (workload_.scarce) leader_.server().set_memory_gauge(scarcity_);
    if (workload_.watchdog_ms > 0) {
      leader_.server().set_watchdog(std::chrono::milliseconds(workload_.watchdog_ms),
                                    [this] { ++fed_; });
    }
  }

  void lead() {
    if (workload_.stop == Stop::early) early_ = start("operator", 1, [this] { stop(); });
    serve();
    if (early_) early_->join();
  }

 private:
  void serve() {
    leader_.server().add_door(
        {.listener = world_.listen(kDoor, {.backlog = 4, .buffer = workload_.buffer}),
         .read_only = false,
         .login = workload_.login ? daemon::Login::sasl : daemon::Login::none,
         .encrypted = workload_.handshake,
         .transport = transport_of(workload_, world_)});
    if (workload_.visitors > 0) open_status_door();
    if (!leader_.start()) return;
    const std::unique_ptr<Thread> driver = start("driver", 0, [this] { drive(); });
    // A world without room for the driver: the leader's thread does its work first.
    if (!driver) drive();
    const daemon::Outcome outcome = leader_.wait();
    // Clients may go on for longer.
    const Duration skipped = world_.skipped_time();
    if (driver) driver->join();
    judge(outcome, skipped);
    if (outcome == daemon::Outcome::forced) {
      program_.end();
      leader_.server().join_workers();
    }
  }

  std::unique_ptr<Thread> start(const char* name, std::uint32_t number,
                                std::function<void()> body) {
    return world_.threads().spawn(Name{name, number}, std::move(body));
  }

  // Visitors who wait at it when the loop ends find it closed.
  void open_status_door() {
    leader_.on_loop_end([this] { status_.reset(); });
    status_ = std::make_unique<daemon::StatusServer>(
        leader_.loop(), limits_of(workload_), log_,
        world_.listen(kStatusDoor, {.backlog = 1, .buffer = 300}), [this](std::string_view) {
          return daemon::people_page(leader_.server().statistics(),
                                     [](std::uint32_t, std::int32_t) { return ""; });
        });
  }

  void drive() {
    // Who comes when it has ended by itself is not served.
    if (workload_.stop == Stop::idle) stopping_ = true;
    std::vector<std::unique_ptr<Thread>> others;
    for (std::uint32_t i = 0; i < workload_.clients.size(); ++i) {
      others.push_back(
          start("client", i + 1, [this, i] { be_client(i + 1, workload_.clients[i]); }));
    }
    for (std::uint32_t i = 1; i <= workload_.reloads; ++i) {
      others.push_back(start("reloader", i, [this] { reload(); }));
      if (!others.back()) reload();
    }
    for (std::uint32_t i = 1; i <= workload_.visitors; ++i) {
      others.push_back(
          start("visitor", i, [this, i] { ModelVisitor(world_, i, stopping_).run(); }));
    }
    if (workload_.scarce) others.push_back(start("memory", 0, [this] { be_short(); }));
    const std::uint32_t operators =
        workload_.stop == Stop::any ? 1 : (workload_.stop == Stop::twice ? 2 : 0);
    bool operated = workload_.stop == Stop::idle || early_ != nullptr;
    for (std::uint32_t i = 1; i <= operators; ++i) {
      others.push_back(start("operator", i, [this] {
        come_when_it_likes();
        stop();
      }));
      operated = operated || others.back() != nullptr;
    }
    if (workload_.release == Release::last && !others.empty()) {
      join(std::span(others).subspan(1));
    }
    if (workload_.release != Release::never) {
      program_.release();
      if (workload_.stop == Stop::after) {
        join(others);
        rest();
      }
    } else if (workload_.stop == Stop::after) {
      // Calls are stuck for ever; all else has come to rest.
      rest();
    }
    // Where there is an operator it has the last word, unless the world had no thread for it.
    if (!operated) stop();
    join(others);
  }

  void be_client(std::uint32_t number, const std::vector<Action>& actions) {
    ModelClient client(world_, workload_, number, stopping_);
    client.set_scarcity(scarcity_);
    if (hearing_) {
      client.set_hearing([&](const rpc::Message& message) { hearing_(number, message); });
    }
    client.run(actions);
  }

  // As somebody who looks into the log: the daemon says when it has no thread to read with.
  void reload() {
    come_when_it_likes();
    do {
      leader_.reload();
      world_.sleep_until(later(world_.clock().now(), kMoment));
    } while (!read_again_ && !stopping_);
  }

  void be_short() {
    come_when_it_likes();
    const bool none = world_.draw(2, "how short memory is") == 1;
    scarcity_.begin(none ? Scarcity::kClientsRefused : Scarcity::kCallsRefused);
    come_when_it_likes();
    scarcity_.end();
  }

  void come_when_it_likes() {
    constexpr std::array<Duration, 3> kWhen = {Duration::zero(), kMeanwhile, kLate};
    const Duration when = kWhen[world_.draw(kWhen.size(), "when an order comes")];
    if (when > Duration::zero()) world_.sleep_until(later(world_.clock().now(), when));
  }

  // D6: what has been posted and not written is bounded, whoever reads or not.
  void check_bound() {
    const daemon::Counters& counters = leader_.server().counters();
    const std::uint64_t waiting = counters.posted - counters.delivered - counters.discarded;
    if (waiting > std::uint64_t{workload_.outbox} * workload_.clients.size()) {
      world_.broken_rule("bound-exceeded", "more messages wait for clients than they may");
    }
  }

  void rest() {
    const unsigned fed = fed_;
    const Duration skipped = world_.skipped_time();
    world_.sleep_until(later(world_.clock().now(), kQuiet));
    world_.settle();
    judge_rest();
    // Time that was moved has been nobody's to do anything in.
    if (world_.skipped_time() == skipped) judge_quiet_time(fed);
  }

  void judge_rest() {
    // At once: behind the next lock time may have been moved, and whoever waits at the door for a
    // place has got it. Where calls are stuck for ever nobody has waited for the clients, who may
    // be on their way.
    if (workload_.release != Release::never && leader_.server().counters().anonymous != 0) {
      world_.broken_rule("leak",
                         "a place for clients that have not authenticated is not given back");
    }
    if (leader_.server().ordinary_workers() < least_workers(false)) {
      world_.broken_rule("bound-exceeded", "fewer workers are there than min_workers");
    }
  }

  // `fed`: how often the watchdog had been when the quiet time began.
  void judge_quiet_time(unsigned fed) {
    if (workload_.release == Release::never) return;
    const bool idled = std::chrono::milliseconds(workload_.idle_ms) < kQuiet / 2;
    if (idled && leader_.server().ordinary_workers() > least_workers(read_again_)) {
      world_.broken_rule("bound-exceeded", "workers beyond min_workers idle and do not end");
    }
    if (workload_.watchdog_ms > 0 && fed_ == fed) {
      world_.broken_rule("progress", "the watchdog is not fed although the daemon lives");
    }
  }

  // The number below which there are none, once the settings have been read again or perhaps.
  [[nodiscard]] std::size_t least_workers(bool read_again) const {
    if (workload_.reloads == 0) return workload_.min_workers;
    const std::size_t now = new_limits_of(workload_).min_workers;
    return read_again ? now : std::min<std::size_t>(workload_.min_workers, now);
  }

  void stop() {
    if (stopping_.exchange(true)) {
      world_.mark(Mark::stopped_again);
    } else {
      skipped_before_stop_ = world_.skipped_time();
    }
    leader_.stop();
  }

  static void join(std::span<std::unique_ptr<Thread>> threads) {
    for (std::unique_ptr<Thread>& thread : threads) {
      if (thread) thread->join();
      thread.reset();
    }
  }

  // `skipped`: the time that had been moved when the daemon ended.
  void judge(daemon::Outcome outcome, Duration skipped) {
    if (outcome == daemon::Outcome::forced) {
      // Until the drain deadline a client may hold it up. The moment that it has from there on may
      // be time that was moved; if it is not, nothing could run, and the daemon was stuck.
      if (!may_be_forced(workload_) &&
          skipped - skipped_before_stop_.load() < daemon::Server::kForcedAfter) {
        world_.broken_rule("bounded-shutdown", "the daemon was forced to stop, for no reason");
      }
      return;
    }
    const daemon::Counters& counters = leader_.server().counters();
    if (counters.accepted != counters.answered + counters.refused + counters.dropped) {
      world_.broken_rule("accounting", "calls accepted are not answered + refused + dropped");
    }
    check_statistics();
    if (counters.posted != counters.delivered + counters.discarded) {
      world_.broken_rule("accounting", "messages posted are not delivered + discarded");
    }
  }

  // At rest: nothing is under way, and every call that was taken has been timed.
  void check_statistics() {
    const daemon::Statistics all = leader_.server().statistics();
    const auto ran = static_cast<std::size_t>(daemon::Drop::while_it_ran);
    if (all.in_flight != 0 || all.queued != 0 || all.clients != 0 || !all.workers.empty() ||
        all.queue_waits.count != all.answered + all.dropped[ran] ||
        all.call_times.count != all.queue_waits.count) {
      world_.broken_rule("accounting", "the statistics are not those of a daemon at rest");
    }
  }

  sim::SimWorld& world_;
  const Workload& workload_;
  const DaemonScenario::Hearing& hearing_;
  JudgingLog log_;
  ScriptedProgram program_;
  Scarcity scarcity_;
  daemon::ProcessLeader leader_;
  std::unique_ptr<daemon::StatusServer> status_;
  std::unique_ptr<Thread> early_;  // an operator who does not wait for the daemon to begin
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> read_again_ = false;
  std::atomic<unsigned> fed_ = 0;
  std::atomic<Duration> skipped_before_stop_{};  // at the first stop
};

}  // namespace

DaemonScenario::DaemonScenario(std::string name, std::string summary, Workload workload,
                               Hearing hearing)
    : name_(std::move(name)),
      summary_(std::move(summary)),
      workload_(std::move(workload)),
      hearing_(std::move(hearing)) {}

std::uint64_t DaemonScenario::size() const {
  return size_of(workload_);
}

std::vector<std::unique_ptr<sim::Scenario>> DaemonScenario::simpler() const {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  for (Workload& each : simpler_workloads(workload_)) {
    all.push_back(std::make_unique<DaemonScenario>(name_, summary_, std::move(each), hearing_));
  }
  return all;
}

void DaemonScenario::run(sim::SimWorld& world) const {
  Run(world, workload_, hearing_).lead();
}

}  // namespace interleave::proptests

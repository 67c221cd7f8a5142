#include "sim/explain/run_observer.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "model/rules/rule_book.h"

namespace interleave::sim {
namespace {

constexpr EventSet kCreations{Event::object_created};

// Takes the decisions one after the other, and tells the run what it hears.
class Retelling final : public Strategy {
 public:
  Retelling(const std::vector<Decision>& decisions, ObservedRun& run)
      : decisions_(decisions), run_(run) {}

  [[nodiscard]] std::string_view name() const override { return "retelling"; }
  void begin_run(std::uint64_t) override { run_.threads.assign(1, {}); }

  std::uint32_t pick_thread(const Choice& choice) override {
    const Decision* told = next(DecisionKind::thread, choice.options, choice.current);
    if (told != nullptr && told->taken < kMostThreads && choice.ready->has(told->taken)) {
      return told->taken;
    }
    run_.as_told = false;
    return choice.ready->has(choice.current) ? choice.current : choice.ready->first();
  }
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId, const char*) override {
    const Decision* told = next(kind, options, last_);
    if (told != nullptr && told->taken < options) return told->taken;
    run_.as_told = false;
    return 0;
  }

  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override {
    run_.threads.resize(thread + 1);
    run_.threads[thread].key = key;
    run_.order.push_back({Happening::Kind::made, parent, thread, {}});
  }
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override {
    last_ = thread;
    run_.points.push_back({thread, operation, run_.records.size()});
    run_.order.push_back({Happening::Kind::operation, thread, 0, operation});
  }
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override {
    run_.order.push_back({Happening::Kind::touch, thread, 0, operation});
  }
  void on_edge(std::uint32_t earlier, std::uint32_t later) override {
    run_.order.push_back({Happening::Kind::edge, earlier, later, {}});
  }

 private:
  // Null when what is told is something else.
  const Decision* next(DecisionKind kind, std::uint32_t options, std::uint32_t asker) {
    const std::size_t at = run_.decisions.size();
    run_.decisions.push_back({asker, run_.records.size(), run_.points.size()});
    if (at >= decisions_.size()) return nullptr;
    const Decision& told = decisions_[at];
    return told.kind == kind && told.options == options ? &told : nullptr;
  }

  const std::vector<Decision>& decisions_;
  ObservedRun& run_;
  std::uint32_t last_ = 0;  // the thread that has passed a point last: the one that runs
};

}  // namespace

// No rule: it sees which objects there are.
class RunObserver::ObjectTable final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "object-table"; }
  [[nodiscard]] std::string_view statement() const override { return "Objects have names."; }
  [[nodiscard]] EventSet events() const override { return kCreations; }
  void begin_run() override { objects_.assign(1, {}); }
  std::optional<Finding> on(const Record& record, const RunState& state) override {
    const RunState::Object& object = state.object(record.object);
    objects_.push_back({object.kind, object.name});
    return std::nullopt;
  }
  [[nodiscard]] const std::vector<ObservedObject>& objects() const { return objects_; }

 private:
  std::vector<ObservedObject> objects_{1};
};

RunObserver::RunObserver(const Scenario& scenario, std::uint64_t seed, RunOptions options)
    : scenario_(scenario), seed_(seed), options_(std::move(options)) {
  std::vector<std::unique_ptr<Monitor>> rules;
  auto table = std::make_unique<ObjectTable>();
  table_ = table.get();
  rules.push_back(std::move(table));
  for (auto& rule : all_rules()) rules.push_back(std::move(rule));
  simulation_ = std::make_unique<Simulation>(std::move(rules));
}

RunObserver::~RunObserver() = default;

const RunResult& RunObserver::run(Strategy& strategy) {
  return simulation_->run(scenario_, strategy, seed_, options_);
}

ObservedRun RunObserver::observe(const std::vector<Decision>& decisions, const Onlooker& onlooker) {
  ObservedRun run;
  Retelling strategy(decisions, run);
  RunOptions options = options_;
  options.on_record = [&](const Record& record) {
    run.records.push_back(record);
    if (onlooker.on_record) onlooker.on_record(record);
  };
  if (onlooker.on_point) {
    options.on_step = [&](std::uint64_t, std::uint32_t thread, const PendingOperation&) {
      onlooker.on_point(run.points.size() - 1, thread);
    };
  }
  run.result = simulation_->run(scenario_, strategy, seed_, options);
  run.as_told = run.as_told && run.decisions.size() == decisions.size();
  run.names = ObjectNames(*simulation_);
  run.objects = table_->objects();
  run.numbers_.assign(run.objects.size(), 0);
  for (std::uint32_t id = 1; id < run.objects.size(); ++id) {
    if (run.objects[id].kind != ObjectKind::thread) continue;
    const std::uint32_t number = simulation_->thread_number(ObjectId{id});
    if (number == 0 || number >= run.threads.size()) continue;
    run.numbers_[id] = number;
    run.threads[number].id = ObjectId{id};
    run.threads[number].path = simulation_->thread_path(number);
    run.threads[number].about = simulation_->about_thread(number);
  }
  return run;
}

}  // namespace interleave::sim

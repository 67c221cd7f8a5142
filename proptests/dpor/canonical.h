// A run's Mazurkiewicz trace, written down without help of what is under test: by the definition.
#ifndef INTERLEAVE_PROPTESTS_DPOR_CANONICAL_H_
#define INTERLEAVE_PROPTESTS_DPOR_CANONICAL_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Forwards everything to another strategy and keeps what happens. Two steps of different threads
// depend on each other when both are about one object and not both only load it. A trace is which
// steps there are and, for each pair that depends, which one came first. Threads and objects go by
// their keys, so that it does not matter in which order they were made.
class Noted final : public Strategy {
 public:
  explicit Noted(Strategy& inner) : inner_(inner) {}

  // The trace of the last run, as a hash over the sorted relation.
  [[nodiscard]] std::uint64_t trace() const;
  // The last run's steps in their order, for messages: "2:lock(5) 3:store(7)".
  [[nodiscard]] std::string text() const;

  [[nodiscard]] std::string_view name() const override { return inner_.name(); }
  void use(const Faults& faults) override { inner_.use(faults); }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override { return inner_.pick_thread(choice); }
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override;
  void thread_ended(std::uint32_t thread) override { inner_.thread_ended(thread); }
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override;
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override;
  void on_touch(std::uint32_t thread, const PendingOperation& operation) override;
  void on_release(std::uint32_t thread, ObjectId mutex) override {
    inner_.on_release(thread, mutex);
  }
  void on_edge(std::uint32_t earlier, std::uint32_t later) override {
    inner_.on_edge(earlier, later);
  }
  void on_world(Instant now) override;
  void end_run(std::uint64_t steps) override { inner_.end_run(steps); }

 private:
  struct About {
    std::uint64_t object;
    bool only_loads;
  };
  struct Step {
    std::uint32_t thread;
    std::uint64_t name;  // of the thread, and which of its steps
    std::uint64_t what;  // the operation and the values chosen within it
    std::vector<About> about;
    std::string text;
  };

  [[nodiscard]] std::uint64_t key(ObjectId id) const;
  void is_about(const PendingOperation& operation);
  static bool depend(const Step& a, const Step& b);

  Strategy& inner_;
  std::vector<Step> steps_;
  std::map<std::uint32_t, std::uint64_t> threads_;
  std::map<std::uint32_t, std::uint64_t> counts_;
  std::map<ObjectId, std::uint64_t> objects_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_DPOR_CANONICAL_H_

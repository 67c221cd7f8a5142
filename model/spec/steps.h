// What can happen next in a state of the specification.
#ifndef INTERLEAVE_MODEL_SPEC_STEPS_H_
#define INTERLEAVE_MODEL_SPEC_STEPS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/spec/actions.h"
#include "model/spec/state.h"

namespace interleave::spec {

// The specification, whole: mutations change a copy of it.
struct Spec {
  Size size;
  std::vector<Action> actions = all_actions();

  [[nodiscard]] Action& row(Act act) { return actions[static_cast<std::size_t>(act)]; }
};

// Who takes a step: the workers are 0 to kMostWorkers - 1.
inline constexpr std::uint8_t kLoop = kMostWorkers;
inline constexpr std::uint8_t kLeader = kMostWorkers + 1;
inline constexpr std::uint8_t kPeer = kMostWorkers + 2;
inline constexpr std::uint8_t kActors = kMostWorkers + 3;

struct Step {
  std::uint8_t actor = kPeer;
  Act act = Act::look;
  std::uint8_t client = 0;
  std::uint8_t worker = 0;  // whom the loop starts or joins
};

// One way on: a step and what comes of it. `broken` is the rule that the step itself has broken.
struct Successor {
  Step step;
  std::string_view broken;
  State after;
};

class Steps {
 public:
  explicit Steps(const Spec& spec);

  // All that can happen in `state`. Where `reduced`, a thread that holds the server lock, or whose
  // next step touches nothing that others touch, goes on alone: nothing that the others can do
  // meanwhile is seen by it, nor sees it, so their steps may as well come after.
  void from(const State& state, bool reduced, std::vector<Successor>& found) const;

  // The same for one actor.
  void of_actor(const State& state, std::uint8_t actor, std::vector<Successor>& found) const;

  // Whether one thread goes on alone in `state`.
  [[nodiscard]] bool alone(const State& state) const;

  // Whether the step will be taken some day if it stays possible.
  [[nodiscard]] bool is_fair(const Step& step) const {
    return spec_.actions[static_cast<std::size_t>(step.act)].kind != Kind::chance;
  }

  // "worker.2 puts the reply on tx (client.1)".
  [[nodiscard]] std::string words(const Step& step) const;

  [[nodiscard]] const Spec& spec() const { return spec_; }

 private:
  static constexpr std::uint8_t kNobody = 255;
  void try_row(const State& state, std::uint8_t actor, std::size_t row,
               std::vector<Successor>& found) const;
  void try_step(const State& state, const Step& step, std::vector<Successor>& found) const;
  // The first actor from `actor` on that may be alone, or kNobody.
  [[nodiscard]] std::uint8_t next_alone(const State& state, std::uint8_t actor) const;

  const Spec& spec_;
  std::array<std::vector<std::size_t>, static_cast<std::size_t>(Place::count_)> from_;
  std::array<bool, static_cast<std::size_t>(Place::count_)> alone_{};
  std::vector<std::size_t> peers_;
};

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_STEPS_H_

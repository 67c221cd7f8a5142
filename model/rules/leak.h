// Nothing is left behind.
#ifndef INTERLEAVE_MODEL_RULES_LEAK_H_
#define INTERLEAVE_MODEL_RULES_LEAK_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// In a settled world: clients whose peer is gone, locks, watches that were removed, files without a
// client. A client with a call or job on its way may stay while somebody is in the API, since all
// workers may be. At the end of the run: everything that was made; the world's own objects are its
// own business.
class Leak final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "leak"; }
  [[nodiscard]] std::string_view statement() const override {
    return "At quiescence no client outlives its peer (D1, D5), no lock is held and no removed "
           "watch "
           "waits to be freed (T6), and no open file is kept without a client; at the end nothing "
           "is left and every thread is joined.";
  }
  [[nodiscard]] EventSet events() const override { return {Event::settled, Event::finished}; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LEAK_H_

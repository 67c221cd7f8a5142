#include "proptests/programs/program.h"

#include <utility>

namespace interleave::proptests::programs {
namespace {

class Program final : public sim::Scenario {
 public:
  Program(std::string name, std::string summary, Body body, Variant variant)
      : name_(std::move(name)),
        summary_(std::move(summary)),
        body_(std::move(body)),
        variant_(variant) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::string summary() const override { return summary_; }
  [[nodiscard]] std::string parameters() const override {
    return variant_ == Variant::fixed ? "fixed" : "";
  }
  void run(sim::SimWorld& world) const override { body_(world, variant_); }

 private:
  const std::string name_;
  const std::string summary_;
  const Body body_;
  const Variant variant_;
};

}  // namespace

std::unique_ptr<sim::Scenario> make_program(std::string name, std::string summary, Body body,
                                            Variant variant) {
  return std::make_unique<Program>(std::move(name), std::move(summary), std::move(body), variant);
}

}  // namespace interleave::proptests::programs

#include "sim/cli/recorded_case.h"

#include <utility>

#include <fmt/format.h>

namespace interleave::sim {

std::variant<RecordedCase, std::string> load_case(const Program& program, const std::string& file) {
  auto read = read_recording(file);
  if (const auto* error = std::get_if<RecordingError>(&read)) return error->text();
  RecordedCase loaded{std::move(std::get<Recording>(read)), nullptr};
  const Recording& recording = loaded.recording;
  loaded.scenario = program.catalogue.make(recording.scenario, recording.parameters);
  if (loaded.scenario == nullptr) {
    return fmt::format("this program has no scenario {} with parameters \"{}\"; see {} list",
                       recording.scenario, recording.parameters, program.command);
  }
  return loaded;
}

}  // namespace interleave::sim

// Recordings of runs: any text is read or refused, and what was read is written and read alike.
#include "sim/replay/recording.h"

#include <string>
#include <variant>

#include "proptests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using interleave::fuzz::must;
  using interleave::sim::Recording;
  const auto read = interleave::sim::parse_recording(interleave::fuzz::as_text(data, size));
  const auto* recording = std::get_if<Recording>(&read);
  if (recording == nullptr) return 0;
  const std::string text = to_text(*recording);
  const auto again = interleave::sim::parse_recording(text);
  must(std::holds_alternative<Recording>(again));
  must(to_text(std::get<Recording>(again)) == text);
  return 0;
}

#include "sim/campaign/finding_store.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

std::string as_file_name(std::string_view text) {
  std::string name(text);
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    if (!plain) c = '_';
  }
  return name;
}

}  // namespace

bool FindingStore::knows(std::string_view scenario, const Finding& finding) const {
  std::size_t places = 0;
  for (const FoundRule& found : findings_) {
    if (found.scenario != scenario || found.finding.rule != finding.rule) continue;
    if (++places == kMostPlaces || place_of(found.finding) == place_of(finding)) return true;
  }
  return false;
}

const FoundRule& FindingStore::add(FoundRule found, const Recording& recording) {
  std::error_code error;
  std::filesystem::create_directories(directory_, error);
  if (error) {
    found.write_error = fmt::format("cannot make {}: {}", directory_, error.message());
  } else {
    const std::string name = recording_file_name(found.scenario, found.finding.rule, found.seed);
    const std::string path = (std::filesystem::path(directory_) / name).string();
    found.write_error = write_recording(recording, path);
    if (found.write_error.empty()) found.file = path;
  }
  findings_.push_back(std::move(found));
  return findings_.back();
}

std::string recording_file_name(std::string_view scenario, std::string_view rule,
                                std::uint64_t seed) {
  return fmt::format("{}-{}-{:x}.rec", as_file_name(scenario), as_file_name(rule), seed);
}

}  // namespace interleave::sim

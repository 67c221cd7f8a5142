#include <array>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sim/replay/recording.h"

namespace interleave::sim {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

std::string system_error_text(int error) {
  return std::error_code(error, std::generic_category()).message();
}

}  // namespace

std::string write_recording(const Recording& recording, const std::string& path) {
  const std::string text = to_text(recording);
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return fmt::format("cannot write {}: {}", path, system_error_text(errno));
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int write_error = errno;
  // Closing flushes: a full disk may show only here.
  if (std::fclose(file) != 0) {
    return fmt::format("cannot write {}: {}", path, system_error_text(errno));
  }
  if (!written) return fmt::format("cannot write {}: {}", path, system_error_text(write_error));
  return {};
}

std::variant<Recording, RecordingError> read_recording(const std::string& path) {
  const auto failed = [&path](int error) {
    return RecordingError{0, fmt::format("cannot read {}: {}", path, system_error_text(error))};
  };
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return failed(errno);
  std::string text;
  std::array<char, 65536> chunk;
  std::size_t got = 0;
  while (text.size() <= kMostBytes && (got = std::fread(chunk.data(), 1, chunk.size(), file)) > 0) {
    text.append(chunk.data(), got);
  }
  const int error = std::ferror(file) != 0 ? errno : 0;
  std::fclose(file);
  if (error != 0) return failed(error);
  if (text.size() > kMostBytes) {
    return RecordingError{0, fmt::format("{} is too large for a recording", path)};
  }
  return parse_recording(text);
}

}  // namespace interleave::sim

#include "sim/cli/write_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace interleave::sim {

std::string write_file(const std::string& path, std::string_view text) {
  std::FILE* file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  if (file == nullptr) return std::strerror(errno);
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool flushed = std::fflush(file) == 0;
  const int error = errno;
  if (file != stdout) std::fclose(file);
  return written && flushed ? std::string() : std::strerror(error);
}

}  // namespace interleave::sim

// Results as files.
#ifndef INTERLEAVE_SIM_CLI_WRITE_FILE_H_
#define INTERLEAVE_SIM_CLI_WRITE_FILE_H_

#include <string>
#include <string_view>

namespace interleave::sim {

// Writes `text` to `path`, replacing what is there; "-" is standard output. Returns an empty text,
// or why it failed.
std::string write_file(const std::string& path, std::string_view text);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_WRITE_FILE_H_

// Results for people.
#ifndef INTERLEAVE_SIM_CLI_REPORT_TEXT_H_
#define INTERLEAVE_SIM_CLI_REPORT_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/rules/monitor.h"
#include "sim/campaign/report.h"
#include "sim/replay/recording.h"
#include "sim/replay/replay_strategy.h"
#include "sim/replay/tolerant_strategy.h"

namespace interleave::sim {

// The rule and the few lines that matter.
std::string finding_text(const Finding& finding);

// The same with its seed, its recording and the commands that work on it.
std::string found_text(const FoundRule& found, std::string_view program);

std::string divergence_text(const Divergence& divergence, const Recording& recording);

// How far a recording matched a program that has changed.
std::string match_text(const Match& match);

// The command that replays a recording, ready to be pasted into a shell.
std::string replay_command_line(std::string_view program, std::string_view file);

// As one word of a POSIX shell.
std::string shell_word(std::string_view text);

// "1,234,567".
std::string grouped(std::uint64_t number);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "model/rules/accounting.h"
#include "model/rules/lost_job.h"
#include "model/rules/rule_book.h"
#include "model/rules/spec_path.h"
#include "model/trace/trace_file.h"
#include "sim/cli/commands.h"
#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

std::variant<std::vector<char>, std::string> read_bytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return "it cannot be read";
  return std::vector<char>(std::istreambuf_iterator<char>(in), {});
}

std::variant<TraceFile, std::string> load(const std::string& file) {
  const auto bytes = read_bytes(file);
  if (const auto* error = std::get_if<std::string>(&bytes)) return *error;
  return read_trace_file(std::as_bytes(std::span(std::get<std::vector<char>>(bytes))));
}

// The rules that need no more than a file holds.
std::vector<std::unique_ptr<Monitor>> rules_of_files() {
  std::vector<std::unique_ptr<Monitor>> rules;
  rules.push_back(std::make_unique<LostJob>());
  rules.push_back(std::make_unique<Accounting>());
  rules.push_back(std::make_unique<SpecPath>());
  return rules;
}

struct Count {
  std::uint64_t records = 0;
  std::uint64_t clients = 0;
  std::uint64_t calls = 0;
  bool drained = false;
};

Count feed(RuleBook& book, const TraceFile& trace) {
  Count count;
  book.begin_run();
  for (const TraceFile::Line& line : trace.lines) {
    ++count.records;
    if (line.record.event == Event::object_created) {
      book.created(line.record, line.kind, line.name);
    } else {
      book.record(line.record);
    }
    if (line.record.event == Event::client_opened) ++count.clients;
    if (line.record.event == Event::call_accepted) ++count.calls;
    if (line.record.event == Event::stopped) count.drained = line.record.value == 0;
  }
  // Of a daemon that runs on, or was ended by force, calls may be left.
  book.record(
      {.step = count.records + 1, .event = count.drained ? Event::finished : Event::step_limit});
  return count;
}

}  // namespace

ExitStatus check_trace_command(const Program& program, const Arguments& arguments) {
  if (arguments.rest().size() != 1) {
    return usage_error(program, "check-trace: name one file that interleaved --trace has written");
  }
  const std::string& file = arguments.rest().front();
  const auto loaded = load(file);
  if (const auto* error = std::get_if<std::string>(&loaded)) {
    return usage_error(program, fmt::format("check-trace: {}: {}", file, *error));
  }
  RuleBook book(rules_of_files());
  const Count count = feed(book, std::get<TraceFile>(loaded));
  fmt::print(
      "{} records, {} clients, {} calls; {}\n", count.records, count.clients, count.calls,
      count.drained ? "to the daemon's orderly end" : "the daemon has come to no orderly end");
  const std::uint64_t left_out = std::get<TraceFile>(loaded).left_out;
  if (left_out > 0) {
    fmt::print("{} more, made when the file was copied or the daemon was killed, are left out\n",
               left_out);
  }
  if (book.finding()) {
    fmt::print("{}", finding_text(*book.finding()));
    return ExitStatus::broken;
  }
  fmt::print("The trace is a path of the specification.\n");
  return ExitStatus::clean;
}

}  // namespace interleave::sim

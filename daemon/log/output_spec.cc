#include "daemon/log/output_spec.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "daemon/log/filters.h"

namespace interleave::daemon {
namespace {

struct KindWords {
  std::string_view name;
  OutputSpec::Kind kind;
  bool may_have_data;
  bool must_have_data;
  bool data_is_path;
};

constexpr KindWords kKinds[] = {
    {"stderr", OutputSpec::Kind::to_stderr, false, false, false},
    {"file", OutputSpec::Kind::to_file, true, true, true},
    {"syslog", OutputSpec::Kind::to_syslog, true, true, false},
    {"journald", OutputSpec::Kind::to_journald, true, false, true},
};

// What is wrong with an output's data, if anything.
std::string_view objection(const KindWords& words, std::string_view data) {
  if (data.empty()) return words.must_have_data ? "needs a path or a name after its kind" : "";
  if (!words.may_have_data) return "has something after its kind, where nothing belongs";
  if (words.data_is_path && !data.starts_with('/')) return "must have an absolute path";
  return {};
}

std::variant<OutputSpec, std::string> parse_one(std::string_view word) {
  std::string_view rest = word;
  const auto level = take_level(rest);
  if (const auto* wrong = std::get_if<std::string>(&level)) {
    return fmt::format("the output \"{}\" {}", word, *wrong);
  }
  const std::size_t colon = rest.find(':');
  const auto* words = std::ranges::find(kKinds, rest.substr(0, colon), &KindWords::name);
  if (words == std::end(kKinds)) {
    return fmt::format("the output \"{}\" is none of stderr, file, syslog and journald", word);
  }
  const std::string_view data =
      colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
  if (const std::string_view wrong = objection(*words, data); !wrong.empty()) {
    return fmt::format("the output \"{}\" {}", word, wrong);
  }
  return OutputSpec{std::get<LogLevel>(level), words->kind, std::string(data)};
}

}  // namespace

std::variant<std::vector<OutputSpec>, std::string> parse_log_outputs(std::string_view text) {
  std::vector<OutputSpec> outputs;
  for (const std::string_view word : words_of(text)) {
    auto parsed = parse_one(word);
    if (auto* wrong = std::get_if<std::string>(&parsed)) return std::move(*wrong);
    outputs.push_back(std::move(std::get<OutputSpec>(parsed)));
  }
  return outputs;
}

std::string to_text(const OutputSpec& spec) {
  const auto* words = std::ranges::find(kKinds, spec.kind, &KindWords::kind);
  return fmt::format("{}:{}{}{}", static_cast<int>(spec.level), words->name,
                     spec.data.empty() ? "" : ":", spec.data);
}

}  // namespace interleave::daemon

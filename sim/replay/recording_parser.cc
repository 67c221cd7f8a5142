#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/replay/escape.h"
#include "sim/replay/recording.h"

namespace interleave::sim {
namespace {

// What an error shows of a line that it cannot read.
constexpr std::size_t kMostShown = 40;

std::string quoted(std::string_view text) {
  const std::string shown = escape_line(text.substr(0, kMostShown));
  return fmt::format("\"{}{}\"", shown, text.size() > kMostShown ? "..." : "");
}

std::optional<DecisionKind> decision_kind(std::string_view name) {
  for (unsigned kind = 0; kind <= static_cast<unsigned>(DecisionKind::draw); ++kind) {
    if (to_string(static_cast<DecisionKind>(kind)) == name) return static_cast<DecisionKind>(kind);
  }
  return std::nullopt;
}

// Reads a text line by line; the first error stays, and everything after it reads as empty.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::variant<Recording, RecordingError> parse();

 private:
  void fail(std::string what) {
    if (!error_) error_ = RecordingError{line_number_, std::move(what)};
  }

  bool next_line();
  bool line_is(std::string_view key) const { return line_.substr(0, line_.find(' ')) == key; }
  std::string_view value_of(std::string_view key);
  std::string text_of(std::string_view key);
  template <class Number>
  Number number_in(std::string_view what, std::string_view text, int base = 10);
  std::string_view take_word(std::string_view what);
  std::string take_text(std::string_view what);
  std::string take_last(std::string_view what);
  void expect_line_end();

  void parse_version();
  void parse_settings(Recording& recording);
  void parse_details(Recording& recording);
  void parse_decisions(Recording& recording);
  RecordedDecision parse_decision();

  std::string_view rest_;
  std::string_view line_;
  std::size_t line_number_ = 0;
  std::optional<RecordingError> error_;
};

bool Parser::next_line() {
  line_ = {};
  if (error_) return false;
  ++line_number_;
  if (rest_.empty()) {
    fail("the file ends here: it is truncated");
    return false;
  }
  const std::size_t end = rest_.find('\n');
  if (end == std::string_view::npos) {
    fail("the last line does not end: the file is truncated");
    return false;
  }
  line_ = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return true;
}

// The rest of the present line, which must begin with `key`.
std::string_view Parser::value_of(std::string_view key) {
  if (error_) return {};
  if (!line_.starts_with(key) || line_.substr(key.size(), 1) != " ") {
    fail(fmt::format("expected \"{} ...\", found {}", key, quoted(line_)));
    return {};
  }
  return line_.substr(key.size() + 1);
}

std::string Parser::text_of(std::string_view key) {
  const std::string_view value = value_of(key);
  std::optional<std::string> text = unescape_line(value);
  if (!text) fail(fmt::format("a wrong escape in {}", quoted(value)));
  return text.value_or(std::string());
}

template <class Number>
Number Parser::number_in(std::string_view what, std::string_view text, int base) {
  if (error_) return 0;
  std::string_view digits = text;
  if (base == 16) {
    if (!digits.starts_with("0x")) {
      fail(fmt::format("{} must be a number that begins with 0x, found {}", what, quoted(text)));
      return 0;
    }
    digits.remove_prefix(2);
  }
  Number value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error == std::errc::result_out_of_range) {
    fail(fmt::format("{} is larger than {}: {}", what, std::numeric_limits<Number>::max(),
                     quoted(text)));
  } else if (error != std::errc() || end != digits.data() + digits.size()) {
    fail(fmt::format("{} must be a number, found {}", what, quoted(text)));
  }
  return value;
}

// Takes a word, and the spaces after it, off the front of the present line.
std::string_view Parser::take_word(std::string_view what) {
  if (error_) return {};
  if (line_.empty()) {
    fail(fmt::format("{} is missing", what));
    return {};
  }
  const std::string_view word = line_.substr(0, line_.find(' '));
  line_.remove_prefix(word.size());
  line_.remove_prefix(std::min(line_.find_first_not_of(' '), line_.size()));
  return word;
}

std::string Parser::take_text(std::string_view what) {
  const std::string_view word = take_word(what);
  std::optional<std::string> text = unescape_word(word);
  if (!text) fail(fmt::format("{} has a wrong escape: {}", what, quoted(word)));
  return text.value_or(std::string());
}

std::string Parser::take_last(std::string_view what) {
  if (!error_ && line_.empty()) fail(fmt::format("{} is missing", what));
  std::optional<std::string> text = unescape_last(line_);
  if (!text) fail(fmt::format("{} has a wrong escape: {}", what, quoted(line_)));
  return text.value_or(std::string());
}

void Parser::expect_line_end() {
  if (!error_ && !line_.empty()) fail(fmt::format("unexpected {}", quoted(line_)));
}

void Parser::parse_version() {
  next_line();
  if (!error_ && !line_is("interleave-recording")) {
    fail(fmt::format("this is no recording: it begins with {}", quoted(line_)));
  }
  const auto version = number_in<std::uint32_t>("the version", value_of("interleave-recording"));
  if (!error_ && version != kRecordingVersion) {
    fail(fmt::format("the recording has version {}; this program reads version {}", version,
                     kRecordingVersion));
  }
}

void Parser::parse_settings(Recording& recording) {
  while (next_line() && line_is("setting")) {
    take_word("\"setting\"");
    Setting setting{.name = take_text("the setting's name"), .value = {}};
    setting.value = take_text("the setting's value");
    expect_line_end();
    recording.settings.push_back(std::move(setting));
  }
}

void Parser::parse_details(Recording& recording) {
  while (next_line() && line_is("detail")) recording.details.push_back(text_of("detail"));
}

RecordedDecision Parser::parse_decision() {
  RecordedDecision decision;
  const std::string_view kind = take_word("the decision's kind");
  if (const std::optional<DecisionKind> known = decision_kind(kind)) {
    decision.kind = *known;
  } else {
    fail(fmt::format("unknown decision kind {}", quoted(kind)));
  }
  decision.taken = number_in<std::uint32_t>("what was taken", take_word("what was taken"));
  if (const std::string_view of = take_word("\"of\""); !error_ && of != "of") {
    fail(fmt::format("expected \"of\", found {}", quoted(of)));
  }
  decision.options =
      number_in<std::uint32_t>("the number of options", take_word("the number of options"));
  decision.site = take_text("the site");
  decision.thread = take_text("the thread");
  decision.object = take_last("the object");
  if (!error_ && decision.options < 2) fail("a decision has at least two options");
  if (!error_ && decision.kind != DecisionKind::thread && decision.taken >= decision.options) {
    fail(fmt::format("{} was taken, of {} options counted from 0", decision.taken,
                     decision.options));
  }
  return decision;
}

void Parser::parse_decisions(Recording& recording) {
  const auto count = number_in<std::uint64_t>("the number of decisions", value_of("decisions"));
  // Nothing is reserved by the count: it is not to be trusted before the lines are there.
  for (std::uint64_t i = 0; i < count && next_line(); ++i) {
    if (line_ == "end") {
      return fail(fmt::format("{} decisions were announced, there are {}", count, i));
    }
    recording.decisions.push_back(parse_decision());
  }
  if (next_line() && line_ != "end") {
    fail(fmt::format("expected \"end\" after {} decisions, found {}", count, quoted(line_)));
  }
}

std::variant<Recording, RecordingError> Parser::parse() {
  Recording recording;
  parse_version();
  next_line();
  recording.scenario = text_of("scenario");
  next_line();
  recording.parameters = text_of("parameters");
  next_line();
  recording.strategy = text_of("strategy");
  next_line();
  recording.seed = number_in<std::uint64_t>("the seed", value_of("seed"), 16);
  parse_settings(recording);
  recording.rule = text_of("rule");
  next_line();
  recording.what = text_of("what");
  parse_details(recording);
  recording.steps = number_in<std::uint64_t>("the number of steps", value_of("steps"));
  next_line();
  recording.early = number_in<std::uint64_t>("the early time", value_of("early"));
  next_line();
  recording.hash = number_in<std::uint64_t>("the hash", value_of("hash"), 16);
  next_line();
  parse_decisions(recording);
  if (!error_ && !rest_.empty()) {
    ++line_number_;
    fail(fmt::format("unexpected text after \"end\": {}", quoted(rest_)));
  }
  if (error_) return *error_;
  return recording;
}

}  // namespace

std::variant<Recording, RecordingError> parse_recording(std::string_view text) {
  return Parser(text).parse();
}

}  // namespace interleave::sim

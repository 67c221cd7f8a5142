// A command's arguments: options by name, the rest in order.
#ifndef INTERLEAVE_SIM_CLI_ARGUMENTS_H_
#define INTERLEAVE_SIM_CLI_ARGUMENTS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace interleave::sim {

struct OptionSpec {
  std::string_view name;   // "--seed"
  std::string_view value;  // what the help calls its value; empty: it has none
  std::string_view help;   // for the reader, one or a few lines
};

// What was wrong with the command line: names the argument and says what is allowed.
struct UsageError {
  std::string what;
};

class Arguments {
 public:
  // "--name value" and "--name=value"; "--" ends the options. An option may be given once.
  static std::variant<Arguments, UsageError> parse(std::span<const OptionSpec> known,
                                                   std::span<const std::string_view> words);

  [[nodiscard]] bool has(std::string_view option) const { return value(option).has_value(); }
  // An empty text for an option without a value.
  [[nodiscard]] std::optional<std::string_view> value(std::string_view option) const;
  [[nodiscard]] const std::vector<std::string>& rest() const { return rest_; }

 private:
  std::vector<std::pair<std::string, std::string>> options_;
  std::vector<std::string> rest_;
};

// Decimal, or hexadecimal with 0x. Absent for everything else, and for what does not fit.
std::optional<std::uint64_t> parse_number(std::string_view text);

// A time in seconds, more than 0 and at most a year: "0.5", "60".
std::optional<std::chrono::nanoseconds> parse_seconds(std::string_view text);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_ARGUMENTS_H_

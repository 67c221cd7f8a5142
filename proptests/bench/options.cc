#include "proptests/bench/options.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace interleave::bench {
namespace {

struct Number {
  std::string_view name;
  std::uint32_t Options::* member;
};

constexpr Number kNumbers[] = {{"--repetitions", &Options::repetitions},
                               {"--milliseconds", &Options::milliseconds},
                               {"--trials", &Options::trials},
                               {"--cap", &Options::cap},
                               {"--hunt", &Options::hunt_millions}};

void make_quick(Options& options) {
  options.repetitions = 3;
  options.milliseconds = 20;
  options.trials = 10;
  options.cap = 1'000;
  options.hunt_millions = 1;
}

bool parse_number(std::string_view text, std::uint32_t& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && number > 0;
}

std::string set(Options& options, std::string_view name, const char* value) {
  for (const Number& each : kNumbers) {
    if (each.name != name) continue;
    if (value != nullptr && parse_number(value, options.*each.member)) return "";
    return fmt::format("{} needs a number from 1 to {}", name, ~std::uint32_t{0});
  }
  std::string* const text = name == "--only"       ? &options.only
                            : name == "--strategy" ? &options.strategy
                            : name == "--json"     ? &options.json
                                                   : nullptr;
  if (text == nullptr) return fmt::format("unknown option {}", name);
  if (value == nullptr || *value == '\0') return fmt::format("{} needs a value", name);
  *text = value;
  return "";
}

}  // namespace

const char* const kUsage =
    "usage: interleave_bench_engine [OPTIONS]\n"
    "\n"
    "Prints, for each strategy: schedules per second on a queue of three producers and two\n"
    "consumers, with every rule watched and (\"bare\") with none; what a point costs in raw fiber\n"
    "switches, and with 100 threads against 5; mean schedules to the first bug of each program of\n"
    "the suite, beside what is published of other tools; and the search for SafeStack's bug. Ends\n"
    "with the bars that must hold.\n"
    "  --quick            small figures, within a minute; options after it still count\n"
    "  --repetitions N    measurements of each speed (default 7)\n"
    "  --milliseconds N   length of one measurement (default 100)\n"
    "  --trials N         searches for each bug (default 100)\n"
    "  --cap N            schedules after which a search gives up (default 10000)\n"
    "  --hunt N           million schedules after which SafeStack's gives up (default 5)\n"
    "  --only TEXT        only what has TEXT in its name: queue, reorder_10, ...\n"
    "  --strategy NAME    only this strategy\n"
    "  --json FILE        write a row for each benchmark and strategy there as well\n";

std::optional<Options> parse(int count, char** arguments, std::string& complaint) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name == "--quick") {
      make_quick(options);
      continue;
    }
    complaint = set(options, name, i + 1 < count ? arguments[i + 1] : nullptr);
    if (!complaint.empty()) return std::nullopt;
    ++i;
  }
  return options;
}

}  // namespace interleave::bench

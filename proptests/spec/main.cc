// interleave_spec: explores the abstract specification, for scripts/spec.
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "model/spec/explorer.h"
#include "model/spec/liveness.h"
#include "model/spec/mutations.h"

namespace interleave::spec {
namespace {

constexpr std::string_view kHelp = R"(usage: interleave_spec [OPTION...]

Explores every state of the abstract specification of the threading model (docs/specification.md).

  --min-workers N   1 to 3 (default 3)       --max-workers N   (default 3)
  --clients N       1 to 3 (default 3)       --calls N         1 to 3, of each client (default 2)
  --slots N         calls of a client under way (default 2)
  --parked N        calls read ahead of a slot (default 1)
  --no-stop         nobody stops the daemon   --no-vanish       no peer vanishes
  --spurious        waits may return without cause
  --no-symmetry     workers, and clients, are told apart
  --no-reduction    every state is kept, those with a lock held too
  --most N          states to keep at most (default 60000000; 28 bytes each)
  --liveness        look for fair ways that go on for ever instead; for small sizes
  --mutation NAME   with a mistake in it      --list            the names of the mistakes
  --help            print this

Exit status: 0 every rule holds, 1 a rule is broken (and how is printed), 2 wrong usage, 3 there
were more states than --most.
)";

struct Request {
  Spec spec;
  ExploreOptions options;
  bool liveness = false;
  bool list = false;
  bool help = false;
  const Mutation* mutation = nullptr;
  std::optional<std::string> error;
};

struct Number {
  std::string_view name;
  std::uint32_t Size::* field;
  std::uint32_t least;
  std::uint32_t most;
};
constexpr Number kNumbers[] = {
    {"--min-workers", &Size::min_workers, 1, kMostWorkers},
    {"--max-workers", &Size::max_workers, 1, kMostWorkers},
    {"--clients", &Size::clients, 1, kMostClients},
    {"--calls", &Size::calls, 1, kMostCalls},
    {"--slots", &Size::slots, 1, kMostCalls},
    {"--parked", &Size::parked, 1, kMostCalls},
};

template <class Value>
bool parse(std::string_view text, Value& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool take_flag(Request& request, std::string_view word) {
  if (word == "--no-stop") return !(request.spec.size.stop = false);
  if (word == "--no-vanish") return !(request.spec.size.vanish = false);
  if (word == "--no-symmetry") return !(request.options.symmetry = false);
  if (word == "--no-reduction") return !(request.options.reduction = false);
  if (word == "--spurious") return request.spec.size.spurious = true;
  if (word == "--liveness") return request.liveness = true;
  if (word == "--list") return request.list = true;
  if (word == "--help") return request.help = true;
  return false;
}

// What is wrong with the value; empty when nothing is.
std::string take_value(Request& request, std::string_view word, std::string_view value) {
  for (const Number& number : kNumbers) {
    if (number.name != word) continue;
    std::uint32_t& field = request.spec.size.*number.field;
    if (parse(value, field) && field >= number.least && field <= number.most) return {};
    return fmt::format("{} {}: allowed is {} to {}", word, value, number.least, number.most);
  }
  if (word == "--most") {
    return parse(value, request.options.most_states) ? ""
                                                     : fmt::format("--most {}: no number", value);
  }
  if (word != "--mutation") return fmt::format("{} is no option", word);
  for (const Mutation& mutation : mutations()) {
    if (mutation.name == value) request.mutation = &mutation;
  }
  return request.mutation != nullptr ? "" : fmt::format("--mutation {}: see --list", value);
}

Request read(std::span<const char* const> words) {
  Request request;
  request.spec.size = {.min_workers = 3, .max_workers = 3, .clients = 3, .calls = 2};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (take_flag(request, words[i])) continue;
    const bool last = i + 1 == words.size();
    std::string error = last ? fmt::format("{}: no option, or it needs a value", words[i])
                             : take_value(request, words[i], words[i + 1]);
    if (!error.empty()) {
      request.error = std::move(error);
      return request;
    }
    ++i;
  }
  const Size& size = request.spec.size;
  if (size.min_workers > size.max_workers) request.error = "--min-workers is above --max-workers";
  if (request.mutation != nullptr) request.mutation->apply(request.spec);
  return request;
}

void tell(const Counterexample& found) {
  for (const std::string& step : found.steps) fmt::print("  {}\n", step);
  fmt::print("{}\n", found.what);
}

int run(const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  if (request.liveness) {
    const Liveness result = check_liveness(request.spec);
    fmt::print("states {} transitions {} circles {} seconds {:.2f}\n", result.states,
               result.transitions, result.parts, seconds());
    if (result.broken) tell(*result.broken);
    return result.broken ? 1 : 0;
  }
  const Exploration result = explore(request.spec, request.options);
  fmt::print("states {} transitions {} depth {} endings {} seconds {:.2f}\n", result.states,
             result.transitions, result.depth, result.endings, seconds());
  if (result.broken) tell(*result.broken);
  if (!result.complete) fmt::print("there are more states\n");
  if (result.broken) return 1;
  return result.complete ? 0 : 3;
}

int main_of(std::span<const char* const> words) {
  const Request request = read(words);
  if (request.error) {
    fmt::print(stderr, "interleave_spec: {}\nSee interleave_spec --help.\n", *request.error);
    return 2;
  }
  if (request.help) return fmt::print("{}", kHelp), 0;
  if (!request.list) return run(request);
  for (const Mutation& mutation : mutations()) {
    fmt::print("{:<34} {:<4} {}\n", mutation.name, mutation.rule, mutation.story);
  }
  return 0;
}

}  // namespace
}  // namespace interleave::spec

int main(int argc, char** argv) {
  return interleave::spec::main_of({argv + 1, static_cast<std::size_t>(argc - 1)});
}

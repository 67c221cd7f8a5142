// The arguments of a command.
#include "sim/cli/arguments.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

constexpr std::array kKnown = {OptionSpec{"--seed", "X", ""}, OptionSpec{"--trace", "", ""}};

Arguments parsed(const std::vector<std::string_view>& words) {
  auto result = Arguments::parse(kKnown, words);
  EXPECT_TRUE(std::holds_alternative<Arguments>(result));
  return std::get<Arguments>(result);
}

std::string error(const std::vector<std::string_view>& words) {
  const auto result = Arguments::parse(kKnown, words);
  const auto* error = std::get_if<UsageError>(&result);
  return error == nullptr ? "none" : error->what;
}

TEST(Arguments, TakesOptionsAnywhereAndKeepsTheRestInOrder) {
  const Arguments arguments = parsed({"b", "--seed", "-1", "a", "--trace", "--", "--seed"});
  EXPECT_EQ(arguments.value("--seed"), "-1");
  EXPECT_TRUE(arguments.has("--trace"));
  EXPECT_EQ(arguments.rest(), (std::vector<std::string>{"b", "a", "--seed"}));
  EXPECT_EQ(parsed({"--seed=0x2a"}).value("--seed"), "0x2a");
  EXPECT_FALSE(parsed({}).has("--trace"));
}

TEST(Arguments, NamesWhatIsWrongAndWhatIsAllowed) {
  EXPECT_EQ(error({"--sed", "1"}), "unknown option --sed; allowed: --seed, --trace");
  EXPECT_EQ(error({"--seed"}), "--seed needs a value: --seed X");
  EXPECT_EQ(error({"--trace=1"}), "--trace takes no value");
  EXPECT_EQ(error({"--seed", "1", "--seed", "2"}), "--seed is given twice");
}

TEST(Numbers, AreDecimalOrHexadecimalAndFit) {
  EXPECT_EQ(parse_number("42"), 42u);
  EXPECT_EQ(parse_number("0x2A"), 42u);
  EXPECT_EQ(parse_number("18446744073709551615"), ~std::uint64_t{0});
  for (const char* wrong : {"", "-1", "+1", " 1", "1 ", "0x", "1x", "18446744073709551616"}) {
    EXPECT_FALSE(parse_number(wrong)) << wrong;
  }
}

TEST(Seconds, ArePositiveAndFinite) {
  EXPECT_EQ(parse_seconds("1.5"), std::chrono::milliseconds(1500));
  for (const char* wrong : {"", "0", "-1", "nan", "inf", "1e99", "1s"}) {
    EXPECT_FALSE(parse_seconds(wrong)) << wrong;
  }
}

TEST(ReportText, GroupsDigitsAndQuotesForTheShell) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(replay_command_line("bin/interleave", "a/b.rec"), "bin/interleave replay a/b.rec");
  EXPECT_EQ(replay_command_line("interleave", "it's here"), "interleave replay 'it'\\''s here'");
}

}  // namespace
}  // namespace interleave::sim

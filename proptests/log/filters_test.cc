#include "daemon/log/filters.h"

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

std::vector<LogFilter> read(std::string_view text) {
  const auto parsed = parse_log_filters(text);
  const auto* filters = std::get_if<std::vector<LogFilter>>(&parsed);
  EXPECT_NE(filters, nullptr) << std::get<std::string>(parsed);
  return filters == nullptr ? std::vector<LogFilter>{} : *filters;
}

std::string objection(std::string_view text) {
  const auto parsed = parse_log_filters(text);
  const auto* wrong = std::get_if<std::string>(&parsed);
  return wrong == nullptr ? "" : *wrong;
}

TEST(Filters, AreReadAsLibvirtDoes) {
  EXPECT_EQ(read(""), std::vector<LogFilter>{});
  const std::vector<LogFilter> expected = {{LogLevel::debug, "core"}, {LogLevel::error, "lib*"}};
  EXPECT_EQ(read("  1:core   4:lib* "), expected);
}

TEST(Filters, WhatIsWrongIsNamed) {
  EXPECT_EQ(objection("1:core 5:x"), "the filter \"5:x\" must have a level from 1 to 4");
  EXPECT_EQ(objection("core"), "the filter \"core\" must start with a level and a colon");
  EXPECT_EQ(objection("1:"), "the filter \"1:\" matches no source");
  EXPECT_EQ(objection("1:+core"),
            "the filter \"1:+core\" asks for stack traces, which there are not");
}

TEST(Filters, TheFirstThatMatchesDecides) {
  const std::vector<LogFilter> filters = read("1:traffic 4:core 2:l?bvirt");
  EXPECT_EQ(level_of("core.traffic", filters, LogLevel::warning), LogLevel::debug);
  EXPECT_EQ(level_of("core.acceptor", filters, LogLevel::warning), LogLevel::error);
  EXPECT_EQ(level_of("libvirt", filters, LogLevel::warning), LogLevel::info);
  EXPECT_EQ(level_of("daemon", filters, LogLevel::warning), LogLevel::warning);
}

}  // namespace
}  // namespace interleave::daemon

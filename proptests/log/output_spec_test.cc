#include "daemon/log/output_spec.h"

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

std::string objection(std::string_view text) {
  const auto parsed = parse_log_outputs(text);
  const auto* wrong = std::get_if<std::string>(&parsed);
  return wrong == nullptr ? "" : *wrong;
}

TEST(OutputSpec, IsReadAsLibvirtDoes) {
  using Kind = OutputSpec::Kind;
  const auto parsed =
      parse_log_outputs("1:file:/var/log/a:b.log 3:syslog:interleaved  4:stderr 2:journald");
  const auto* specs = std::get_if<std::vector<OutputSpec>>(&parsed);
  ASSERT_NE(specs, nullptr) << std::get<std::string>(parsed);
  const std::vector<OutputSpec> expected = {{LogLevel::debug, Kind::to_file, "/var/log/a:b.log"},
                                            {LogLevel::warning, Kind::to_syslog, "interleaved"},
                                            {LogLevel::error, Kind::to_stderr, ""},
                                            {LogLevel::info, Kind::to_journald, ""}};
  EXPECT_EQ(*specs, expected);
  EXPECT_EQ(to_text(specs->front()), "1:file:/var/log/a:b.log");
  EXPECT_EQ(to_text(specs->back()), "2:journald");
}

TEST(OutputSpec, AJournalMayBeElsewhere) {
  const auto parsed = parse_log_outputs("1:journald:/tmp/journal");
  ASSERT_TRUE(std::holds_alternative<std::vector<OutputSpec>>(parsed));
  EXPECT_EQ(std::get<0>(parsed).at(0).data, "/tmp/journal");
}

TEST(OutputSpec, WhatIsWrongIsNamed) {
  EXPECT_EQ(objection("0:stderr"), "the output \"0:stderr\" must have a level from 1 to 4");
  EXPECT_EQ(objection("1:stdout"),
            "the output \"1:stdout\" is none of stderr, file, syslog and journald");
  EXPECT_EQ(objection("1:file"), "the output \"1:file\" needs a path or a name after its kind");
  EXPECT_EQ(objection("1:file:log"), "the output \"1:file:log\" must have an absolute path");
  EXPECT_EQ(objection("1:syslog:"),
            "the output \"1:syslog:\" needs a path or a name after its kind");
  EXPECT_EQ(objection("1:stderr:x"),
            "the output \"1:stderr:x\" has something after its kind, where nothing belongs");
}

}  // namespace
}  // namespace interleave::daemon

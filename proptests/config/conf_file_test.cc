// The syntax of the configuration file, construct by construct, with where its errors are.
#include "daemon/config/conf_file.h"

#include <string>

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

ConfValue only_value(std::string_view text) {
  const ConfFile file = parse_conf(text);
  EXPECT_FALSE(file.error) << describe("FILE", *file.error);
  EXPECT_EQ(file.entries.size(), 1U);
  return file.entries.empty() ? ConfValue() : file.entries.front().value;
}

std::string error_of(std::string_view text) {
  const ConfFile file = parse_conf(text);
  return file.error ? describe("F", *file.error) : "no error";
}

TEST(ConfFile, EmptyFilesAreFine) {
  for (const char* text : {"", "\n\n", "# nothing", "  # nothing\n\t\n", "\r\n"}) {
    EXPECT_EQ(error_of(text), "no error");
    EXPECT_TRUE(parse_conf(text).entries.empty());
  }
}

TEST(ConfFile, Numbers) {
  EXPECT_EQ(only_value("a = 20"), ConfValue(std::int64_t{20}));
  EXPECT_EQ(only_value("a=-1"), ConfValue(std::int64_t{-1}));
  EXPECT_EQ(only_value("a = +7 # comment"), ConfValue(std::int64_t{7}));
  EXPECT_EQ(only_value("a = 9223372036854775807"), ConfValue(INT64_MAX));
}

TEST(ConfFile, Strings) {
  EXPECT_EQ(only_value("a = \"it's\""), ConfValue(std::string("it's")));
  EXPECT_EQ(only_value("a = 'say \"x\"'"), ConfValue(std::string("say \"x\"")));
  EXPECT_EQ(only_value("a = \"\""), ConfValue(std::string()));
  EXPECT_EQ(only_value("a = \"# no comment \\n\""), ConfValue(std::string("# no comment \\n")));
}

TEST(ConfFile, StringsOverSeveralLines) {
  EXPECT_EQ(only_value("a = \"\"\"one\ntwo \"quoted\"\n\"\"\""),
            ConfValue(std::string("one\ntwo \"quoted\"\n")));
  const ConfFile file = parse_conf("a = \"\"\"\n\n\"\"\"\nb = 1");
  ASSERT_EQ(file.entries.size(), 2U);
  EXPECT_EQ(file.entries[1].at, (ConfPosition{4, 1}));
}

TEST(ConfFile, Lists) {
  EXPECT_EQ(only_value("a = []"), ConfValue(ConfList()));
  const ConfList three = {std::string("x"), std::string("y"), std::int64_t{3}};
  EXPECT_EQ(only_value("a = [ \"x\", 'y', 3 ]"), ConfValue(three));
  EXPECT_EQ(only_value("a = [\n  \"x\", # first\n  'y',\n  3,\n]\n"), ConfValue(three));
}

TEST(ConfFile, KeysAndPositions) {
  const ConfFile file = parse_conf("# head\n  a_1 = 1\r\nB-2.c = 2\n");
  ASSERT_FALSE(file.error);
  ASSERT_EQ(file.entries.size(), 2U);
  EXPECT_EQ(file.entries[0].key, "a_1");
  EXPECT_EQ(file.entries[0].at, (ConfPosition{2, 3}));
  EXPECT_EQ(file.entries[1].key, "B-2.c");
  EXPECT_EQ(file.entries[1].at, (ConfPosition{3, 1}));
}

TEST(ConfFile, ErrorsSayWhereAndWhat) {
  EXPECT_EQ(error_of("a 1"), "F:1:3: expected '=' after a, found '1'");
  EXPECT_EQ(error_of("a ="),
            "F:1:4: expected a value: a number, a string in quotes, or a list in "
            "brackets, found the end of the file");
  EXPECT_EQ(error_of("\na = b"),
            "F:2:5: expected a value: a number, a string in quotes, or a list "
            "in brackets, found 'b'");
  EXPECT_EQ(error_of("a = 1 b = 2"), "F:1:7: expected the end of the line, found 'b'");
  EXPECT_EQ(error_of("a = \"x\nb = 1"), "F:1:5: the string has no end on its line");
  EXPECT_EQ(error_of("a = 'x"), "F:1:5: the string has no end on its line");
  EXPECT_EQ(error_of("a = \"\"\"x\n"), "F:1:5: the string has no closing \"\"\"");
  EXPECT_EQ(error_of("a = [ 1, 2"),
            "F:1:11: expected ',' or ']' in the list, found the end of "
            "the file");
  EXPECT_EQ(error_of("a = [ 1, "), "F:1:5: the list has no ']'");
  EXPECT_EQ(error_of("a = [ [ 1 ] ]"),
            "F:1:7: expected a value: a number, a string in quotes, or "
            "a list in brackets, found '['");
  EXPECT_EQ(error_of("a = [ 1 2 ]"), "F:1:9: expected ',' or ']' in the list, found '2'");
  EXPECT_EQ(error_of("a = 99999999999999999999"), "F:1:5: the number is too large");
  EXPECT_EQ(error_of("a = -"), "F:1:6: expected a digit, found the end of the file");
  EXPECT_EQ(error_of("a = 1\n\nb = 2\na = 3"), "F:4:1: a is set a second time: see line 1");
  EXPECT_EQ(error_of("= 1"), "F:1:1: expected a key, found '='");
  EXPECT_EQ(error_of(std::string_view("\0", 1)), "F:1:1: expected a key, found byte 0x00");
}

TEST(ConfFile, EntriesBeforeAnErrorAreThere) {
  EXPECT_EQ(parse_conf("a = 1\nb = 2\nc c").entries.size(), 2U);
}

}  // namespace
}  // namespace interleave::daemon

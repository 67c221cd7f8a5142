// JSON as it is written; that others can read it is checked on the command line.
#include "sim/json/json.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace interleave::sim {
namespace {

std::string one(std::string_view text) {
  JsonWriter json;
  json.value(text);
  return json.text();
}

TEST(Json, EscapesWhatMustBe) {
  EXPECT_EQ(one("a\"b\\c\n\x01"), "\"a\\\"b\\\\c\\u000a\\u0001\"\n");
}

TEST(Json, KeepsUtf8AndReplacesWhatIsNone) {
  EXPECT_EQ(one("\xc3\xa9\xf0\x9f\x98\x80"), "\"\xc3\xa9\xf0\x9f\x98\x80\"\n");
  const std::string bad = "\xef\xbf\xbd";
  EXPECT_EQ(one("\xff"), "\"" + bad + "\"\n");
  EXPECT_EQ(one("\xc3"), "\"" + bad + "\"\n");
  EXPECT_EQ(one("\xc0\x80"), "\"" + bad + bad + "\"\n");
  EXPECT_EQ(one("\xed\xa0\x80"), "\"" + bad + bad + bad + "\"\n");
}

TEST(Json, NestsContainers) {
  JsonWriter json;
  json.open_object();
  json.member("n", std::uint64_t{1});
  json.member("b", true);
  json.key("empty").open_array();
  json.close();
  json.key("list").open_array();
  json.value(0.5);
  json.value(std::numeric_limits<double>::infinity());
  json.close();
  json.close();
  EXPECT_EQ(json.text(),
            "{\n  \"n\": 1,\n  \"b\": true,\n  \"empty\": [],\n  \"list\": [\n    0.5,\n    null\n"
            "  ]\n}\n");
}

}  // namespace
}  // namespace interleave::sim

#include "daemon/core/wildcard.h"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

TEST(Wildcard, IsTheWholeText) {
  EXPECT_TRUE(matches_wildcard("", ""));
  EXPECT_FALSE(matches_wildcard("", "a"));
  EXPECT_TRUE(matches_wildcard("CN=joe", "CN=joe"));
  EXPECT_FALSE(matches_wildcard("CN=joe", "CN=joey"));
  EXPECT_FALSE(matches_wildcard("CN=joe", "O=x,CN=joe"));
  EXPECT_TRUE(matches_wildcard("*,CN=joe", "O=x,CN=joe"));
  EXPECT_TRUE(matches_wildcard("CN=j?e", "CN=joe"));
  EXPECT_FALSE(matches_wildcard("CN=j?e", "CN=je"));
  EXPECT_TRUE(matches_wildcard("*a*b*", "xxaxxabxx"));
  EXPECT_FALSE(matches_wildcard("*a*b", "ab-"));
  EXPECT_TRUE(matches_wildcard("***", ""));
  EXPECT_TRUE(matches_wildcard("**", ""));
  EXPECT_FALSE(matches_wildcard("?", ""));
  EXPECT_TRUE(matches_wildcard("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(matches_wildcard("a*b*c", "a-b-b-c-"));
  EXPECT_FALSE(matches_wildcard("[a-z]", "b"));
}

// What the words mean, one byte after the other.
bool plainly(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return plainly(pattern.substr(1), text) || (!text.empty() && plainly(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         plainly(pattern.substr(1), text.substr(1));
}

RC_GTEST_PROP(Wildcard, AgreesWithThePlainReading, ()) {
  const auto few = [](const char* bytes) {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string(bytes)));
  };
  const std::string pattern = *rc::gen::resize(8, few("ab*?"));
  const std::string text = *rc::gen::resize(12, few("ab"));
  RC_ASSERT(matches_wildcard(pattern, text) == plainly(pattern, text));
}

}  // namespace
}  // namespace interleave::daemon

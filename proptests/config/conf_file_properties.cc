// The syntax of the configuration file: what is written is read back, and nothing crashes it.
#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "daemon/config/conf_file.h"
#include "daemon/config/settings.h"

namespace interleave::daemon {
namespace {

const std::string kKeyStart = "abcXYZ_";
const std::string kKeyRest = "abcXYZ_019-.";
// Everything that strings in quotes and comments may stumble over.
const std::string kText = "ab1 \t#=,[]'\"\\\xc3\xa4\x01";

std::string of(const std::string& alphabet, std::size_t least) {
  auto text = *rc::gen::container<std::string>(rc::gen::elementOf(alphabet));
  while (text.size() < least) text += alphabet.front();
  return text;
}

std::string draw_key() {
  return of(kKeyStart, 1).substr(0, 1) + of(kKeyRest, 0);
}

// A string, and how it is written: with the quotes that it allows.
std::string write_text(const std::string& text) {
  if (text.find('"') == std::string::npos) return '"' + text + '"';
  if (text.find('\'') == std::string::npos) return '\'' + text + '\'';
  return "\"\"\"" + text + "\"\"\"";
}

bool can_be_written(const std::string& text) {
  if (text.find('"') == std::string::npos || text.find('\'') == std::string::npos) return true;
  return text.find("\"\"\"") == std::string::npos && text.back() != '"';
}

ConfScalar draw_scalar() {
  if (*rc::gen::arbitrary<bool>()) return *rc::gen::arbitrary<std::int64_t>();
  std::string text = of(kText, 0);
  if (!can_be_written(text)) std::erase(text, '"');
  return text;
}

std::string write_scalar(const ConfScalar& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return write_text(std::get<std::string>(value));
}

std::string draw_blank() {
  return of(" \t", 0);
}
// Between the items of a list, and between statements.
std::string draw_space() {
  return *rc::gen::element<std::string>("", " ", "\n", " # ], \"\n", "\r\n\t");
}

std::string write_list(const ConfList& items) {
  std::string text = "[" + draw_space();
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += write_scalar(items[i]) + draw_space();
    if (i + 1 < items.size() || *rc::gen::arbitrary<bool>()) text += "," + draw_space();
  }
  return text + "]";
}

struct Written {
  std::vector<ConfEntry> entries;
  std::string text;
};

Written draw_file() {
  Written file;
  std::set<std::string> keys;
  const auto count = *rc::gen::inRange(0, 8);
  for (int i = 0; i < count; ++i) {
    ConfEntry entry;
    entry.key = draw_key();
    if (!keys.insert(entry.key).second) continue;
    std::string value;
    if (*rc::gen::inRange(0, 3) == 0) {
      ConfList items(*rc::gen::inRange<std::size_t>(0, 4));
      for (ConfScalar& item : items) item = draw_scalar();
      value = write_list(items);
      entry.value = items;
    } else {
      const ConfScalar scalar = draw_scalar();
      value = write_scalar(scalar);
      entry.value = std::visit([](const auto& one) -> ConfValue { return one; }, scalar);
    }
    file.text += draw_blank() + entry.key + draw_blank() + "=" + draw_blank() + value +
                 draw_blank() + *rc::gen::element<std::string>("\n", " # = [\n", "\r\n");
    file.entries.push_back(std::move(entry));
  }
  return file;
}

RC_GTEST_PROP(ConfFileProperties, WhatIsWrittenIsReadBack, ()) {
  const Written written = draw_file();
  RC_LOG() << written.text;
  const ConfFile read = parse_conf(written.text);
  if (read.error) RC_FAIL(describe("F", *read.error));
  RC_ASSERT(read.entries.size() == written.entries.size());
  for (std::size_t i = 0; i < read.entries.size(); ++i) {
    RC_ASSERT(read.entries[i].key == written.entries[i].key);
    RC_ASSERT(read.entries[i].value == written.entries[i].value);
  }
}

// The error's place is in the text, wherever that is cut off or damaged.
void check_error(const std::string& text) {
  const ConfFile file = parse_conf(text);
  if (!file.error) return;
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  RC_ASSERT(file.error->at.line >= 1U);
  RC_ASSERT(file.error->at.line <= lines);
  RC_ASSERT(file.error->at.column >= 1U);
  RC_ASSERT(!file.error->message.empty());
}

RC_GTEST_PROP(ConfFileProperties, ArbitraryBytesAreReadOrRefused, (const std::string& text)) {
  check_error(text);
}

RC_GTEST_PROP(ConfFileProperties, DamagedFilesAreReadOrRefused, ()) {
  std::string text = draw_file().text;
  const auto cuts = *rc::gen::inRange(1, 4);
  for (int i = 0; i < cuts && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    if (*rc::gen::arbitrary<bool>()) {
      text[at] = *rc::gen::arbitrary<char>();
    } else {
      text.erase(at, *rc::gen::inRange<std::size_t>(1, 10));
    }
  }
  RC_LOG() << text;
  check_error(text);
}

RC_GTEST_PROP(ConfFileProperties, SettingsOfAnyFileAreReadOrRefused, ()) {
  const SettingsFile read = read_settings("F", draw_file().text);
  if (read.error) RC_ASSERT(read.error->starts_with("F:"));
}

}  // namespace
}  // namespace interleave::daemon

#include "sim/shrink/signature.h"

#include <cstddef>
#include <set>

namespace interleave::sim {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "proptests/x.cc:12" of "proptests/x.cc:12: message (expression)".
std::string_view place_of(std::string_view what) {
  const std::size_t line = what.find(':');
  return line == std::string_view::npos ? what : what.substr(0, what.find(':', line + 1));
}

std::set<std::string> words_of(std::string_view what) {
  std::set<std::string> words;
  std::string word;
  for (const char c : what) {
    if (c == ' ') {
      words.insert(word);
      word.clear();
    } else if (!is_digit(c)) {
      word += c;
    }
  }
  words.insert(word);
  return words;
}

}  // namespace

std::string signature(std::string_view rule, std::string_view what) {
  std::string text(rule);
  if (rule == "assertion") return text.append(" ").append(place_of(what));
  if (rule == "progress" || rule == "livelock" || rule == "leak") return text;
  for (const std::string& word : words_of(what)) text.append(" ").append(word);
  return text;
}

}  // namespace interleave::sim

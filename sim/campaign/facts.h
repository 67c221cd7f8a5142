// Facts as lines of a text: a key and words, which may be any strings and numbers.
#ifndef INTERLEAVE_SIM_CAMPAIGN_FACTS_H_
#define INTERLEAVE_SIM_CAMPAIGN_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interleave::sim {

// Builds such a text.
//
//   facts.begin("part").number(1).number(0).end();
class FactWriter {
 public:
  FactWriter& begin(std::string_view key);
  FactWriter& word(std::string_view text);
  FactWriter& number(std::uint64_t number);
  void end() { text_ += '\n'; }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Reads it, line by line. The first error stays, and everything after it reads as empty.
class FactReader {
 public:
  // `text` outlives the reader.
  explicit FactReader(std::string_view text);

  // Whether the present line has this key.
  [[nodiscard]] bool at(std::string_view key) const;
  // The present line's words are next; its key must be this one.
  FactReader& take(std::string_view key);
  std::string word();
  std::uint64_t number();
  [[nodiscard]] bool has_word() const { return !words_.empty() && !error_; }
  // The present line has no more words, and the next one is the present one.
  void end();
  // Nothing follows.
  void finish();

  // Something is wrong with the present line.
  void fail(std::string_view what);
  // "line 12: ..."; absent as long as there is none.
  [[nodiscard]] const std::optional<std::string>& error() const { return error_; }

 private:
  void next_line();
  std::string_view raw_word();

  std::string_view rest_;
  std::string_view line_;
  std::string_view words_;  // what is left of the line, from the space before the next word
  std::size_t line_number_ = 0;
  std::optional<std::string> error_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_FACTS_H_

// Bodies of the scenarios' messages: a few numbers.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_WORDS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace interleave::proptests {

inline std::vector<std::byte> body_of(std::span<const std::uint32_t> words) {
  std::vector<std::byte> body;
  for (const std::uint32_t word : words) {
    for (const int shift : {24, 16, 8, 0}) body.push_back(static_cast<std::byte>(word >> shift));
  }
  return body;
}

inline std::vector<std::byte> body_of(std::initializer_list<std::uint32_t> words) {
  return body_of(std::span(words.begin(), words.size()));
}

// 0 where the body is too short.
inline std::uint32_t word_at(std::span<const std::byte> body, std::size_t index) {
  std::uint32_t word = 0;
  for (std::size_t i = 4 * index; i < 4 * index + 4 && i < body.size(); ++i) {
    word = word << 8 | std::to_integer<std::uint32_t>(body[i]);
  }
  return word;
}

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_WORDS_H_

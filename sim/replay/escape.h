// Any string as one word, or as one line, of a text file.
#ifndef INTERLEAVE_SIM_REPLAY_ESCAPE_H_
#define INTERLEAVE_SIM_REPLAY_ESCAPE_H_

#include <optional>
#include <string>
#include <string_view>

namespace interleave::sim {

// Control characters and backslashes become \n, \\ or \xNN; the result has no line break.
std::string escape_line(std::string_view text);

// The same with spaces as \s and the empty string as "-", so that words can be told apart by
// spaces.
std::string escape_word(std::string_view text);

// For the last word of a line, where spaces may stay: only one in front becomes \s, and the empty
// string "-".
std::string escape_last(std::string_view text);

// The inverses. Absent where the text is not what the escaping would have made.
std::optional<std::string> unescape_line(std::string_view text);
std::optional<std::string> unescape_word(std::string_view text);
std::optional<std::string> unescape_last(std::string_view text);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_ESCAPE_H_

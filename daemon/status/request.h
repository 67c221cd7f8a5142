// What somebody wants of the status socket: the little of HTTP that a GET needs.
#ifndef INTERLEAVE_DAEMON_STATUS_REQUEST_H_
#define INTERLEAVE_DAEMON_STATUS_REQUEST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave::daemon {

// Reads a request as its bytes come: a line "GET PATH HTTP/1.0" (or 1.1), headers, an empty line.
// Headers are read over. Written here, and not taken from a library: one method without a body is
// less than what a library would have to be kept from doing.
class RequestReader {
 public:
  static constexpr std::size_t kMostBytes = 8192;  // of the whole request
  static constexpr std::size_t kMostPath = 256;

  enum class State : std::uint8_t {
    more,      // not whole yet
    complete,  // path() is what is wanted
    not_get,   // another method
    bad,       // no request
    too_long,  // beyond one of the bounds
  };

  // Takes bytes; once the state is not `more`, nothing is read any further.
  State feed(std::string_view bytes);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void end_line();
  void read_request_line();

  State state_ = State::more;
  std::size_t taken_ = 0;
  bool first_ = true;
  std::string line_;
  std::string path_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_REQUEST_H_

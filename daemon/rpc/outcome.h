// A result or the error that came instead.
#ifndef INTERLEAVE_DAEMON_RPC_OUTCOME_H_
#define INTERLEAVE_DAEMON_RPC_OUTCOME_H_

#include <utility>
#include <variant>

#include "daemon/rpc/types.h"

namespace interleave::rpc {

template <class T>
class [[nodiscard]] Outcome {
 public:
  using Value = T;

  Outcome(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Outcome(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return content_.index() == 0; }
  // Call value() exactly when ok(), and error() otherwise.
  [[nodiscard]] const T& value() const { return std::get<0>(content_); }
  [[nodiscard]] T& value() { return std::get<0>(content_); }
  [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_OUTCOME_H_

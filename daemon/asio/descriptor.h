// A file descriptor with an owner. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_DESCRIPTOR_H_
#define INTERLEAVE_DAEMON_ASIO_DESCRIPTOR_H_

#include <utility>

#include <unistd.h>

namespace interleave::daemon {

// Closes what it owns; -1 is nothing.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~Descriptor() { reset(-1); }

  [[nodiscard]] bool valid() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  void reset(int number) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
  }

  int number_ = -1;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_DESCRIPTOR_H_

#include "daemon/asio/file_passing.h"

#include <cstring>
#include <new>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>

#include "daemon/asio/errors.h"

namespace interleave::daemon {
namespace {

class SystemFile final : public OpenFile {
 public:
  explicit SystemFile(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  [[nodiscard]] int number() const override { return descriptor_.get(); }

 private:
  const Descriptor descriptor_;
};

// A message of one buffer with room for one descriptor beside it. Not a byte more: the system takes
// what fits, and closes the rest.
struct OneFileMessage {
  explicit OneFileMessage(std::byte* bytes, std::size_t size) : buffer{bytes, size} {
    header.msg_iov = &buffer;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = CMSG_LEN(sizeof(int));
  }
  OneFileMessage(const OneFileMessage&) = delete;
  OneFileMessage& operator=(const OneFileMessage&) = delete;
  ~OneFileMessage() = default;

  iovec buffer;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
};

Descriptor descriptor_in(msghdr& message) {
  const cmsghdr* part = CMSG_FIRSTHDR(&message);
  if (part == nullptr || part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS ||
      part->cmsg_len != CMSG_LEN(sizeof(int))) {
    return {};
  }
  int number = -1;
  std::memcpy(&number, CMSG_DATA(part), sizeof(number));
  return Descriptor(number);
}

}  // namespace

FileRef make_file(Descriptor descriptor) {
  return std::make_unique<SystemFile>(std::move(descriptor));
}

IoResult receive_with_file(int socket, std::span<std::byte> into, Arrival& with) {
  with = {};
  OneFileMessage message(into.data(), into.size());
  const ssize_t bytes = ::recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC);
  if (bytes < 0) return {transfer_status(last_error()), 0};
  if (bytes == 0) return {IoStatus::end_of_stream, 0};
  with.lost = (message.header.msg_flags & MSG_CTRUNC) != 0;
  if (Descriptor arrived = descriptor_in(message.header); arrived.valid()) {
    try {
      with.file = make_file(std::move(arrived));
    } catch (const std::bad_alloc&) {
      with.lost = true;
    }
  }
  return {IoStatus::ok, static_cast<std::size_t>(bytes)};
}

IoResult send_file(int socket, const OpenFile& file) {
  std::byte mark{};
  OneFileMessage message(&mark, 1);
  cmsghdr* part = CMSG_FIRSTHDR(&message.header);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof(int));
  const int number = file.number();
  std::memcpy(CMSG_DATA(part), &number, sizeof(number));
  if (::sendmsg(socket, &message.header, MSG_NOSIGNAL) < 0) {
    return {transfer_status(last_error()), 0};
  }
  return {IoStatus::ok, 1};
}

}  // namespace interleave::daemon

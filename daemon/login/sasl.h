// The system's SASL library.
#ifndef INTERLEAVE_DAEMON_LOGIN_SASL_H_
#define INTERLEAVE_DAEMON_LOGIN_SASL_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/core/log.h"

struct sasl_conn;
struct sasl_callback;

namespace interleave::daemon {

// The library for as long as the process uses it: one object, made by the process leader before and
// ended after all conversations. It reads the configuration of libvirt's service, libvirt.conf in
// /etc/sasl2 or in the directory that the environment's SASL_CONF_PATH names.
class SaslLibrary {
 public:
  // `log` outlives it and gets what the library has to say.
  explicit SaslLibrary(Log& log);
  SaslLibrary(const SaslLibrary&) = delete;
  SaslLibrary& operator=(const SaslLibrary&) = delete;
  ~SaslLibrary();

  // Why the library does not work, if so.
  [[nodiscard]] const std::optional<std::string>& error() const { return error_; }

 private:
  static int take_message(void* context, int level, const char* message);

  Log& log_;
  const std::unique_ptr<sasl_callback[]> callbacks_;
  std::optional<std::string> error_;
};

// The server's side of one log-in, and of the security layer that it brings. One thread at a time.
class SaslConversation {
 public:
  // With a layer of at least `least_strength` bits where one is wanted, otherwise with none. Null
  // where it cannot be had.
  static std::unique_ptr<SaslConversation> begin(bool wants_layer, unsigned least_strength);
  SaslConversation(const SaslConversation&) = delete;
  SaslConversation& operator=(const SaslConversation&) = delete;
  ~SaslConversation();

  // With commas between them; empty where there are none.
  [[nodiscard]] std::string mechanisms();

  struct Step {
    enum class Kind { more, done, failed };
    Kind kind = Kind::failed;
    std::optional<std::vector<std::byte>> data{};  // for the client
    std::string why{};                             // when it has failed: one line, for the log
  };
  using Data = std::optional<std::span<const std::byte>>;
  Step start(const std::string& mechanism, const Data& data);
  Step step(const Data& data);

  // Once it is done.
  [[nodiscard]] std::string user();
  // Of the layer, in bits; 0 is none.
  [[nodiscard]] unsigned strength();
  // As many bytes as one encode takes at most.
  [[nodiscard]] std::size_t most_to_encode();
  // Appends to `into`; false where the bytes are not the peer's.
  [[nodiscard]] bool encode(std::span<const std::byte> plain, std::vector<std::byte>& into);
  [[nodiscard]] bool decode(std::span<const std::byte> wire, std::vector<std::byte>& into);

 private:
  explicit SaslConversation(sasl_conn* connection) : connection_(connection) {}
  Step step_of(int result, const char* data, unsigned size);

  sasl_conn* const connection_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_SASL_H_

#include "daemon/login/sasl.h"

#include <mutex>

#include <fmt/format.h>
#include <sasl/sasl.h>

#include "daemon/core/peer_text.h"

namespace interleave::daemon {
namespace {

constexpr const char* kService = "libvirt";
constexpr unsigned kMostStrength = 100'000;  // bits: any
constexpr unsigned kLargestPacket = 65'536;  // that the layer makes or takes

// The library's own locks, which it wants of its user.
void* make_lock() {
  return new std::mutex;
}
int lock(void* mutex) {
  static_cast<std::mutex*>(mutex)->lock();
  return SASL_OK;
}
int unlock(void* mutex) {
  static_cast<std::mutex*>(mutex)->unlock();
  return SASL_OK;
}
void end_lock(void* mutex) {
  delete static_cast<std::mutex*>(mutex);
}

const char* text(std::span<const std::byte> bytes) {
  return reinterpret_cast<const char*>(bytes.data());
}

// Absent and empty are different things to a mechanism.
const char* text(const SaslConversation::Data& data) {
  if (!data) return nullptr;
  return data->empty() ? "" : text(*data);
}

unsigned size(const SaslConversation::Data& data) {
  return data ? static_cast<unsigned>(data->size()) : 0;
}

template <class Value>
Value property(sasl_conn* connection, int name, Value otherwise) {
  const void* value = nullptr;
  if (sasl_getprop(connection, name, &value) != SASL_OK || value == nullptr) return otherwise;
  return *static_cast<const Value*>(value);
}

void append(std::vector<std::byte>& into, const char* data, unsigned count) {
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  into.insert(into.end(), bytes, bytes + count);
}

}  // namespace

SaslLibrary::SaslLibrary(Log& log) : log_(log), callbacks_(new sasl_callback_t[2]) {
  callbacks_[0] = {SASL_CB_LOG,
                   reinterpret_cast<int (*)()>(reinterpret_cast<void (*)()>(&take_message)), this};
  callbacks_[1] = {SASL_CB_LIST_END, nullptr, nullptr};
  sasl_set_mutex(make_lock, lock, unlock, end_lock);
  const int result = sasl_server_init(callbacks_.get(), kService);
  if (result != SASL_OK) {
    error_ = fmt::format("SASL does not start: {}", sasl_errstring(result, nullptr, nullptr));
  }
}

SaslLibrary::~SaslLibrary() {
  sasl_server_done();
}

int SaslLibrary::take_message(void* context, int level, const char* message) {
  // From here on, what it says may have secrets in it.
  if (level >= SASL_LOG_TRACE || message == nullptr) return SASL_OK;
  const bool serious = level == SASL_LOG_ERR || level == SASL_LOG_WARN;
  static_cast<SaslLibrary*>(context)->log_.write(
      {.level = serious ? LogLevel::warning : LogLevel::debug,
       .source = "login.sasl",
       .reason = "library",
       .text = peer_text(message)});
  return SASL_OK;
}

std::unique_ptr<SaslConversation> SaslConversation::begin(bool wants_layer,
                                                          unsigned least_strength) {
  sasl_conn_t* made = nullptr;
  if (sasl_server_new(kService, nullptr, nullptr, nullptr, nullptr, nullptr, SASL_SUCCESS_DATA,
                      &made) != SASL_OK) {
    return nullptr;
  }
  std::unique_ptr<SaslConversation> conversation(new SaslConversation(made));
  sasl_security_properties_t wanted{};
  wanted.security_flags = SASL_SEC_NOANONYMOUS;
  if (wants_layer) {
    wanted.min_ssf = least_strength;
    wanted.max_ssf = kMostStrength;
    wanted.maxbufsize = kLargestPacket;
    wanted.security_flags |= SASL_SEC_NOPLAINTEXT;
  }
  if (sasl_setprop(made, SASL_SEC_PROPS, &wanted) != SASL_OK) return nullptr;
  return conversation;
}

SaslConversation::~SaslConversation() {
  sasl_conn_t* connection = connection_;
  sasl_dispose(&connection);
}

std::string SaslConversation::mechanisms() {
  const char* list = nullptr;
  const int result = sasl_listmech(connection_, nullptr, "", ",", "", &list, nullptr, nullptr);
  return result == SASL_OK && list != nullptr ? list : "";
}

SaslConversation::Step SaslConversation::start(const std::string& mechanism, const Data& data) {
  const char* answer = nullptr;
  unsigned count = 0;
  const int result =
      sasl_server_start(connection_, mechanism.c_str(), text(data), size(data), &answer, &count);
  return step_of(result, answer, count);
}

SaslConversation::Step SaslConversation::step(const Data& data) {
  const char* answer = nullptr;
  unsigned count = 0;
  const int result = sasl_server_step(connection_, text(data), size(data), &answer, &count);
  return step_of(result, answer, count);
}

SaslConversation::Step SaslConversation::step_of(int result, const char* data, unsigned count) {
  if (result != SASL_OK && result != SASL_CONTINUE) {
    return {Step::Kind::failed, {}, peer_text(sasl_errdetail(connection_))};
  }
  Step step{result == SASL_OK ? Step::Kind::done : Step::Kind::more};
  if (data != nullptr) append(step.data.emplace(), data, count);
  return step;
}

std::string SaslConversation::user() {
  const void* name = nullptr;
  if (sasl_getprop(connection_, SASL_USERNAME, &name) != SASL_OK || name == nullptr) return {};
  return static_cast<const char*>(name);
}

unsigned SaslConversation::strength() {
  return property<sasl_ssf_t>(connection_, SASL_SSF, 0);
}

std::size_t SaslConversation::most_to_encode() {
  return property<unsigned>(connection_, SASL_MAXOUTBUF, 1'024);
}

bool SaslConversation::encode(std::span<const std::byte> plain, std::vector<std::byte>& into) {
  const char* wire = nullptr;
  unsigned count = 0;
  const int result =
      sasl_encode(connection_, text(plain), static_cast<unsigned>(plain.size()), &wire, &count);
  if (result != SASL_OK) return false;
  append(into, wire, count);
  return true;
}

bool SaslConversation::decode(std::span<const std::byte> wire, std::vector<std::byte>& into) {
  const char* plain = nullptr;
  unsigned count = 0;
  const int result =
      sasl_decode(connection_, text(wire), static_cast<unsigned>(wire.size()), &plain, &count);
  if (result != SASL_OK) return false;
  append(into, plain, count);
  return true;
}

}  // namespace interleave::daemon

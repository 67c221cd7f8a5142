#include "daemon/login/authenticator.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "daemon/core/peer_text.h"
#include "daemon/core/wildcard.h"
#include "daemon/login/polkit.h"
#include "daemon/login/sasl.h"
#include "daemon/login/sasl_layer.h"
#include "model/locks/guards.h"

namespace interleave::daemon {
namespace {

// Then the connection is closed: guessing costs a new one.
constexpr unsigned kMostFailures = 3;

}  // namespace

// The superuser may do anything, whatever polkit's rules are.
Login Authenticator::owed(const ClientInfo& client) {
  const bool superuser = client.peer.user && *client.peer.user == 0;
  return client.login == Login::polkit && superuser ? Login::none : client.login;
}

Authenticator::Authenticator(Threads& threads, Log& log,
                             std::shared_ptr<const LoginOptions> options, const ClientInfo& client)
    : log_(log),
      options_(std::move(options)),
      client_(client),
      owned_mutex_(threads.make_mutex(Name{"login"}, Rank::driver)),
      mutex_(*owned_mutex_) {}

Authenticator::~Authenticator() = default;

bool Authenticator::begin(Login method) {
  if (method != client_.login) return false;
  DriverLock lock(mutex_);
  if (stage_ != Stage::idle) return false;
  stage_ = Stage::busy;
  return true;
}

void Authenticator::end(Stage stage) {
  DriverLock lock(mutex_);
  stage_ = stage;
}

std::optional<std::string> Authenticator::mechanisms() {
  if (!begin(Login::sasl)) return std::nullopt;
  conversation_ = SaslConversation::begin(needs_layer(), options_->least_strength);
  std::string list = conversation_ == nullptr ? std::string() : conversation_->mechanisms();
  if (list.empty()) {
    tell(LogLevel::warning, "no-mechanism",
         needs_layer() ? fmt::format("SASL has no mechanism with a security layer of {} bits "
                                     "(tcp_min_ssf); see libvirt.conf of SASL",
                                     options_->least_strength)
                       : std::string("SASL has no mechanism; see libvirt.conf of SASL"));
  }
  end(Stage::idle);
  if (list.empty()) return std::nullopt;
  return list;
}

Authenticator::Answer Authenticator::start(const std::string& mechanism, const Data& data) {
  if (!begin(Login::sasl)) return {};
  if (conversation_ == nullptr) return fail("a conversation that was not begun goes on");
  return take_step(conversation_->start(mechanism, data));
}

Authenticator::Answer Authenticator::step(const Data& data) {
  if (!begin(Login::sasl)) return {};
  if (conversation_ == nullptr) return fail("a conversation that was not begun goes on");
  return take_step(conversation_->step(data));
}

Authenticator::Answer Authenticator::take_step(SaslConversation::Step step) {
  if (step.kind == SaslConversation::Step::Kind::failed) return fail(step.why);
  if (step.kind == SaslConversation::Step::Kind::more) {
    end(Stage::idle);
    return {.kind = Answer::Kind::more, .data = std::move(step.data)};
  }
  const std::string user = conversation_->user();
  const unsigned strength = conversation_->strength();
  if (needs_layer() && strength < options_->least_strength) {
    return fail(fmt::format("a security layer of {} bits is not enough", strength));
  }
  if (!is_allowed(user)) {
    return fail(fmt::format("\"{}\" is not in sasl_allowed_username_list", peer_text(user)));
  }
  Answer answer = admit(
      fmt::format("\"{}\" by SASL, with a security layer of {} bits", peer_text(user), strength),
      strength > 0 ? sasl_layer(conversation_) : TransportLayer());
  answer.data = std::move(step.data);
  return answer;
}

Authenticator::Answer Authenticator::polkit() {
  if (!begin(Login::polkit)) return {};
  const char* action = client_.read_only ? "org.libvirt.unix.monitor" : "org.libvirt.unix.manage";
  const PolkitAnswer asked = ask_polkit(client_.peer, action, options_->patience);
  if (!asked.allowed) return fail(asked.why);
  return admit(fmt::format("user {} by polkit", client_.peer.user.value_or(0)), {});
}

Authenticator::Answer Authenticator::fail(std::string_view why) {
  tell(LogLevel::warning, "refused", fmt::format("authentication failed: {}", why));
  conversation_ = nullptr;
  const bool give_up = ++failures_ >= kMostFailures;
  end(Stage::idle);
  return {.kind = Answer::Kind::failed, .give_up = give_up};
}

Authenticator::Answer Authenticator::admit(std::string_view who, TransportLayer layer) {
  tell(LogLevel::info, "admitted", fmt::format("authenticated as {}", who));
  Answer answer{.kind = Answer::Kind::done,
                .admission = std::make_unique<Admission>(std::move(layer))};
  // The conversation is the layer's now, if there is one.
  conversation_ = nullptr;
  end(Stage::done);
  return answer;
}

bool Authenticator::is_allowed(std::string_view name) const {
  const auto matches = [name](const std::string& each) { return matches_wildcard(each, name); };
  return !options_->allowed_names || std::ranges::any_of(*options_->allowed_names, matches);
}

void Authenticator::tell(LogLevel level, std::string_view reason, std::string_view text) {
  const std::string from =
      client_.peer.address.empty() ? std::string() : " from " + client_.peer.address;
  log_.write({.level = level,
              .source = "login",
              .reason = reason,
              .client = client_.number,
              .text = fmt::format("{}{}", text, from)});
}

}  // namespace interleave::daemon

// A client whose transport never has anything and whose session does nothing.
#ifndef INTERLEAVE_PROPTESTS_CORE_IDLE_CLIENT_H_
#define INTERLEAVE_PROPTESTS_CORE_IDLE_CLIENT_H_

#include <cstdint>
#include <memory>

#include "daemon/core/client.h"
#include "daemon/core/transport.h"
#include "sim/world/sim_world.h"

namespace interleave::testing {

class IdleSession final : public daemon::Session {
 public:
  daemon::Reply call(const rpc::Message&) override { return {}; }
  void close() override {}
  void receive(rpc::Message) override {}
};

class IdleTransport final : public daemon::Transport {
 public:
  IoResult read_some(std::span<std::byte>) override { return {IoStatus::would_block, 0}; }
  IoResult write_some(std::span<const std::span<const std::byte>>) override {
    return {IoStatus::would_block, 0};
  }
  [[nodiscard]] bool has_buffered() const override { return false; }
  [[nodiscard]] Handle handle() const override { return Handle::none; }
  void close() override {}
};

class IdleClient {
 public:
  IdleClient(sim::SimWorld& world, std::uint32_t number)
      : mailroom_(world.world(), counters_, [] {}),
        client_(world.world(), daemon::ClientInfo{.number = number, .peer = {}},
                std::make_shared<daemon::Outbox>(mailroom_, number, daemon::Limits{}),
                std::make_unique<IdleSession>(), std::make_unique<IdleTransport>()) {}
  daemon::Client& get() { return client_; }

 private:
  daemon::Counters counters_;
  daemon::Mailroom mailroom_;
  daemon::Client client_;
};

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_CORE_IDLE_CLIENT_H_

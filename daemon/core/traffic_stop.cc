// The end of all clients' traffic: what is refused when the daemon stops.
#include <new>
#include <utility>

#include "daemon/core/traffic.h"

namespace interleave::daemon {

void Traffic::drain() {
  for (const auto& [number, client] : clients_) {
    if (!is_open(*client)) continue;
    client->connection().draining = true;
    if (client->connection().handshaking) {
      close(*client, "the daemon is shutting down", LogLevel::debug);
      continue;
    }
    refuse_waiting(*client);
    attempt(*client, [&] { client->session().stopping(); });
  }
  // What the sessions have to say comes before the end of the connections.
  deliver(mailroom_.take());
  for (const auto& [number, client] : clients_) {
    if (is_open(*client)) attempt(*client, [&] { write(*client); });
  }
}

void Traffic::refuse_waiting(Client& client) {
  Connection& connection = client.connection();
  for (const Job& job : dispatcher_.withdraw(client)) {
    if (!job.work) refuse(client, job.message.header, Refusal::shutting_down);
  }
  while (!connection.parked().empty()) {
    ++connection.in_flight;
    refuse(client, connection.take_parked().header, Refusal::shutting_down);
  }
}

void Traffic::refuse(Client& client, const rpc::FrameHeader& call, Refusal why) {
  try {
    Reply reply = program_.refuse(call, why);
    client.connection().out().push(
        {.frame = std::move(reply.frame), .serial = call.serial, .close_after = reply.close_after});
  } catch (const std::bad_alloc&) {
    client.connection().starved = true;
    drop(client, call);
    return;
  }
  world_.trace.record(Event::call_refused, client.id(), call.serial);
  counters_.refused.add(why);
}

void Traffic::close_all(std::string_view reason) {
  for (const auto& [number, client] : clients_) {
    if (is_open(*client)) close(*client, reason, LogLevel::warning);
  }
}

}  // namespace interleave::daemon

#include "daemon/core/stream_table.h"

#include <utility>
#include <vector>

#include "daemon/core/program.h"
#include "model/locks/guards.h"

namespace interleave::daemon {

StreamTable::StreamTable(Threads& threads, std::shared_ptr<Outbox> outbox)
    : threads_(threads),
      outbox_(std::move(outbox)),
      owned_mutex_(threads.make_mutex(Name{"streams"}, Rank::driver)),
      mutex_(*owned_mutex_) {}

bool StreamTable::full() {
  const DriverLock lock(mutex_);
  return streams_.size() >= kMostStreams;
}

std::shared_ptr<StreamPump> StreamTable::add(const rpc::FrameHeader& call, bool reads,
                                             std::unique_ptr<ApiStream> api) {
  std::shared_ptr<StreamPump> pump;
  bool stopping = false;
  {
    const DriverLock lock(mutex_);
    const std::uint64_t key = ++last_key_;
    pump = std::make_shared<StreamPump>(threads_, outbox_, call, key, reads, std::move(api));
    streams_.emplace(key, pump);
    stopping = stopping_;
  }
  if (stopping) pump->stop();
  return pump;
}

void StreamTable::work(std::uint64_t what) {
  const std::shared_ptr<StreamPump> pump = find(what);
  if (!pump || !pump->work()) return;
  const DriverLock lock(mutex_);
  streams_.erase(what);
}

void StreamTable::close() {
  std::map<std::uint64_t, std::shared_ptr<StreamPump>> all;
  {
    const DriverLock lock(mutex_);
    all.swap(streams_);
  }
  for (const auto& [key, pump] : all) pump->close();
}

void StreamTable::receive(rpc::Message packet) {
  std::shared_ptr<StreamPump> pump;
  {
    const DriverLock lock(mutex_);
    for (const auto& [key, each] : streams_) {
      if (each->belongs(packet.header)) pump = each;
    }
  }
  if (pump) {
    pump->receive(std::move(packet));
  } else {
    outbox_->consumed(packet_size(packet));
  }
}

void StreamTable::sent(std::uint64_t note) {
  if (const std::shared_ptr<StreamPump> pump = find(note)) pump->sent();
}

void StreamTable::replied(std::uint32_t serial) {
  std::vector<std::shared_ptr<StreamPump>> opened;
  {
    const DriverLock lock(mutex_);
    for (const auto& [key, pump] : streams_) {
      if (pump->opened_by(serial)) opened.push_back(pump);
    }
  }
  for (const auto& pump : opened) pump->opened();
}

void StreamTable::stop() {
  std::vector<std::shared_ptr<StreamPump>> all;
  {
    const DriverLock lock(mutex_);
    stopping_ = true;
    for (const auto& [key, pump] : streams_) all.push_back(pump);
  }
  for (const auto& pump : all) pump->stop();
}

std::shared_ptr<StreamPump> StreamTable::find(std::uint64_t key) {
  const DriverLock lock(mutex_);
  const auto found = streams_.find(key);
  return found == streams_.end() ? nullptr : found->second;
}

}  // namespace interleave::daemon

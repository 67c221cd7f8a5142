#include "daemon/core/outbox.h"

#include <new>
#include <utility>

#include "daemon/core/make_room.h"
#include "model/base/assert.h"

namespace interleave::daemon {

Mailroom::Mailroom(const World& world, Counters& counters, std::function<void()> wake_loop)
    : counters_(counters),
      wake_loop_(std::move(wake_loop)),
      meter_(world.clock),
      owned_mutex_(world.threads.make_mutex(Name{"mail"}, Rank::loop)),
      mutex_(*owned_mutex_) {
  mutex_.measure(meter_);
}

Mail Mailroom::take() {
  // A letter that is missed here has its wake-up still to come.
  if (!has_letters_) return {};
  LoopLock lock(mutex_);
  has_letters_ = false;
  return {std::exchange(letters_, {}), std::exchange(starved_, false)};
}

bool Mailroom::has_room() {
  try {
    make_room(letters_, 1);
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

void Mailroom::leave(Letter letter) {
  letters_.push_back(std::move(letter));
  call_loop();
}

void Mailroom::leave_word_of_a_starved_client() {
  starved_ = true;
  call_loop();
}

void Mailroom::call_loop() {
  if (!has_letters_.exchange(true)) wake_wanted_ = true;
}

bool Outbox::post(std::vector<std::byte> frame) {
  const MailLock lock(room_);
  if (!admit(frame.size())) return false;
  room_.leave(letter(std::move(frame)));
  return true;
}

bool Outbox::admit(std::size_t size) {
  if (closed_ || !has_room()) return false;
  if (messages_ == most_messages_ || size > most_bytes_ - bytes_) {
    closed_ = true;
    room_.leave({.client = client_, .kind = Letter::Kind::overflow});
    return false;
  }
  ++messages_;
  bytes_ += size;
  ++room_.counters_.posted;
  return true;
}

void Outbox::take_back(std::size_t size) {
  --messages_;
  bytes_ -= size;
  ++room_.counters_.discarded;
}

bool Outbox::post_noted(std::vector<std::byte> frame, std::uint64_t note) {
  IL_ASSERT(note != 0, "a note has a number");
  return leave(
      {.client = client_, .kind = Letter::Kind::frame, .value = note, .frame = std::move(frame)});
}

void Outbox::ask_for_work(std::uint64_t what) {
  leave({.client = client_, .kind = Letter::Kind::work, .value = what});
}

void Outbox::consumed(std::size_t bytes) {
  leave({.client = client_, .kind = Letter::Kind::consumed, .value = bytes});
}

void Outbox::start_keepalive() {
  leave({.client = client_, .kind = Letter::Kind::keepalive});
}

bool Outbox::leave(Letter letter) {
  const MailLock lock(room_);
  if (closed_ || !has_room()) return false;
  if (letter.kind == Letter::Kind::frame) ++room_.counters_.posted;
  room_.leave(std::move(letter));
  return true;
}

bool Outbox::has_room() {
  if (room_.has_room()) return true;
  starve_locked();
  return false;
}

void Outbox::starve() {
  const MailLock lock(room_);
  if (!closed_) starve_locked();
}

void Outbox::starve_locked() {
  closed_ = starved_ = true;
  room_.leave_word_of_a_starved_client();
}

bool Outbox::is_starved() {
  LoopLock lock(room_.mutex_);
  return starved_;
}

void Outbox::settle(std::size_t messages, std::size_t bytes) {
  LoopLock lock(room_.mutex_);
  messages_ -= messages;
  bytes_ -= bytes;
}

void Outbox::close() {
  LoopLock lock(room_.mutex_);
  closed_ = true;
}

}  // namespace interleave::daemon

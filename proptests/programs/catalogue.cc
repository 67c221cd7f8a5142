#include "proptests/programs/catalogue.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "proptests/programs/bodies.h"

namespace interleave::proptests::programs {
namespace {

constexpr const char* kCheck = "check";
constexpr const char* kDeadlock = "deadlock";

struct Sized {
  const char* name;
  Sides sides;
};
constexpr Sized kReorder[] = {{"reorder_3", {2, 1}},    {"reorder_4", {3, 1}},
                              {"reorder_5", {4, 1}},    {"reorder_10", {9, 1}},
                              {"reorder_20", {10, 10}}, {"reorder_50", {40, 10}},
                              {"reorder_100", {99, 1}}};
constexpr Sized kTwostage[] = {{"twostage", {1, 1}},
                               {"twostage_20", {10, 10}},
                               {"twostage_50", {40, 10}},
                               {"twostage_100", {99, 1}}};

Entry entry(const char* name, std::string summary, const char* rule, Body body) {
  return Entry{.name = name, .summary = std::move(summary), .rule = rule, .body = std::move(body)};
}

void add_sized(std::vector<Entry>& all) {
  for (const Sized& each : kReorder) {
    all.push_back(entry(
        each.name,
        fmt::format("{} threads write a pair, {} look at it", each.sides.doers, each.sides.lookers),
        kCheck, reorder(each.sides)));
  }
  for (const Sized& each : kTwostage) {
    all.push_back(entry(each.name,
                        fmt::format("{} threads write in two stages, {} read", each.sides.doers,
                                    each.sides.lookers),
                        kCheck, twostage(each.sides)));
  }
}

void add_locks(std::vector<Entry>& all) {
  all.push_back(entry("lost_wakeup", "a flag is set between the look at it and the wait", kDeadlock,
                      lost_wakeup()));
  all.push_back(
      entry("account", "what an auditor sees of a payment in and one out", kCheck, account()));
  all.push_back(entry("wronglock", "one thread with the right lock, seven with another", kCheck,
                      wrong_lock({1, 7})));
  all.push_back(entry("wronglock_3", "one thread with the right lock, three with another", kCheck,
                      wrong_lock({1, 3})));
  all.push_back(entry("circular_buffer", "sender and receiver take turns by a flag", kCheck,
                      circular_buffer()));
  all.push_back(entry("stack", "a popper that trusts a flag", kCheck, stack()));
  all.push_back(entry("queue", "a queue whose first item announces nothing", kCheck, queue()));
  all.push_back(entry("lazy01", "two threads add before a third looks", kCheck, lazy01()));
  all.push_back(entry("deadlock01", "two locks in both orders", kDeadlock, deadlock01()));
  all.push_back(entry("carter01", "two classes of visitors and one door", kDeadlock, carter01()));
  all.push_back(entry("token_ring", "three stations pass a token", kCheck, token_ring()));
}

void add_structures(std::vector<Entry>& all) {
  all.push_back(entry("bluetooth_driver", "a request comes in while a driver stops", kCheck,
                      bluetooth_driver()));
  all.push_back(
      entry("work_steal_queue", "a queue's owner overtakes a thief", kCheck, work_steal_queue()));
  all.push_back(entry("stringbuffer", "a text shrinks while it is appended to another", kCheck,
                      string_buffer()));
  all.push_back(entry("bounded_buffer", "producers and consumers wait for one condition", kDeadlock,
                      bounded_buffer()));
  all.push_back(entry("safe_stack", "a lock-free stack of three elements", kCheck, safe_stack()));
  all.back().has_fix = false;
}

}  // namespace

std::unique_ptr<sim::Scenario> Entry::make(Variant variant) const {
  std::string scenario = name;
  std::replace(scenario.begin(), scenario.end(), '_', '-');
  return make_program(std::move(scenario), summary, body, variant);
}

std::vector<Entry> programs() {
  std::vector<Entry> all;
  all.push_back(entry("philosophers", "three philosophers take the left fork first", kDeadlock,
                      philosophers(3)));
  add_sized(all);
  add_locks(all);
  add_structures(all);
  return all;
}

}  // namespace interleave::proptests::programs

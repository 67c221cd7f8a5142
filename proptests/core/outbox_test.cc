#include "daemon/core/outbox.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

std::vector<std::byte> frame(std::size_t size) {
  return std::vector<std::byte>(size);
}

struct Bench {
  explicit Bench(sim::SimWorld& world) : room(world.world(), counters, [this] { ++wakes; }) {}
  std::vector<Letter::Kind> take() {
    std::vector<Letter::Kind> kinds;
    for (const Letter& letter : room.take().letters) kinds.push_back(letter.kind);
    return kinds;
  }
  Counters counters;
  int wakes = 0;
  Mailroom room;
};

TEST(Outbox, LettersComeInOrderAndTheLoopIsWokenOnceForThem) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    Outbox one(bench.room, 1, Limits{});
    Outbox two(bench.room, 2, Limits{});
    EXPECT_TRUE(bench.room.take().letters.empty());
    EXPECT_TRUE(one.post(frame(28)));
    two.ask_for_work(9);
    one.start_keepalive();
    EXPECT_EQ(bench.wakes, 1);
    const std::vector<Letter> letters = bench.room.take().letters;
    ASSERT_EQ(letters.size(), 3U);
    EXPECT_EQ(letters[0].client, 1U);
    EXPECT_EQ(letters[0].frame.size(), 28U);
    EXPECT_EQ(letters[1].client, 2U);
    EXPECT_EQ(letters[1].value, 9U);
    EXPECT_TRUE(bench.room.take().letters.empty());
    one.consumed(5);
    EXPECT_EQ(bench.wakes, 2);
  });
}

TEST(Outbox, BeyondEitherLimitTheClientIsCutOffOnce) {
  using Kind = Letter::Kind;
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    Limits limits;
    limits.outbox_messages = 2;
    limits.outbox_bytes = 100;
    Outbox many(bench.room, 1, limits);
    EXPECT_TRUE(many.post(frame(30)));
    EXPECT_TRUE(many.post(frame(30)));
    many.settle(1, 30);
    EXPECT_TRUE(many.post(frame(30)));
    EXPECT_FALSE(many.post(frame(30)));
    EXPECT_FALSE(many.post(frame(30)));
    EXPECT_FALSE(many.post_noted(frame(30), 1));
    EXPECT_EQ(bench.take(), (std::vector{Kind::frame, Kind::frame, Kind::frame, Kind::overflow}));
    Outbox large(bench.room, 2, limits);
    EXPECT_TRUE(large.post(frame(60)));
    EXPECT_TRUE(large.post(frame(40)));
    Outbox larger(bench.room, 3, limits);
    EXPECT_TRUE(larger.post(frame(60)));
    EXPECT_FALSE(larger.post(frame(41)));
    EXPECT_EQ(bench.counters.posted, 6U);
  });
}

TEST(Outbox, WhatItsSenderBoundsIsNotLimited) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    Limits limits;
    limits.outbox_messages = 1;
    Outbox outbox(bench.room, 1, limits);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(outbox.post_noted(frame(30), 7));
    EXPECT_TRUE(outbox.post(frame(30)));
    const std::vector<Letter> letters = bench.room.take().letters;
    ASSERT_EQ(letters.size(), 4U);
    EXPECT_EQ(letters.front().value, 7U);
  });
}

TEST(Outbox, OnceClosedItTakesNothing) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    Outbox outbox(bench.room, 1, Limits{});
    outbox.close();
    EXPECT_FALSE(outbox.post(frame(28)));
    EXPECT_FALSE(outbox.post_noted(frame(28), 1));
    outbox.ask_for_work(1);
    EXPECT_TRUE(bench.room.take().letters.empty());
    EXPECT_EQ(bench.wakes, 0);
    EXPECT_EQ(bench.counters.posted, 0U);
  });
}

TEST(Outbox, TakesLettersWithADriversLockHeld) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    Outbox outbox(bench.room, 1, Limits{});
    const auto mutex = world.threads().make_mutex(Name{"driver"}, Rank::driver);
    const DriverLock lock(*mutex);
    EXPECT_TRUE(outbox.post(frame(28)));
  });
}

}  // namespace
}  // namespace interleave::daemon

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/status/metrics_page.h"
#include "daemon/status/people_page.h"

namespace interleave::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using ::testing::HasSubstr;

std::string_view no_names(std::uint32_t, std::int32_t number) {
  return number == 77 ? "DOMAIN_GET_STATE" : "";
}

Statistics busy_daemon() {
  Statistics all;
  all.now = Instant(std::chrono::seconds(100));
  all.clients = 2;
  all.most_clients = 5000;
  all.clients_accepted = 9;
  all.accepted = 20;
  all.answered = 10;
  all.refused[0] = 4;
  all.dropped[1] = 3;
  all.in_flight = 3;
  all.queued = 1;
  all.workers.push_back({Name{"worker", 1},
                         Lane::ordinary,
                         {.kind = Activity::Kind::call,
                          .since = all.now - milliseconds(1500),
                          .client = 8,
                          .program = 0x20008086,
                          .procedure = 77}});
  all.workers.push_back({Name{"prio-worker", 2}, Lane::urgent, {.since = all.now}});
  all.workers.front().locks.add(Rank::driver);
  all.call_times.add(nanoseconds(1234));
  return all;
}

TEST(MetricsPage, HasFiguresAndReasons) {
  const std::string text = metrics_page(busy_daemon(), no_names).text;
  EXPECT_THAT(text, HasSubstr("\ninterleave_clients 2\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_calls_accepted_total 20\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_calls_refused_total{reason=\"shutting-down\"} 4\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_calls_dropped_total{reason=\"while-it-ran\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_workers{lane=\"ordinary\",activity=\"call\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_worker_busy_seconds{thread=\"worker.1\","
                              "activity=\"call\",procedure=\"DOMAIN_GET_STATE\"} 1.5\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_lock_holders{rank=\"client\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_lock_holders{rank=\"driver\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("\ninterleave_call_seconds_sum 0.000001234\n"));
}

TEST(PeoplePage, SaysWhoDoesWhatAndTheSum) {
  const std::string text = people_page(busy_daemon(), no_names).text;
  EXPECT_THAT(text, HasSubstr("20 accepted = 10 answered + 4 refused + 3 dropped + 3 in flight"));
  EXPECT_THAT(text, HasSubstr("worker.1         call     for 1.5 s, client 8 DOMAIN_GET_STATE"));
  EXPECT_THAT(text, HasSubstr("prio-worker.2    idle     for 0 ns"));
  EXPECT_THAT(text, HasSubstr("while-it-ran"));
  EXPECT_THAT(text, HasSubstr("Locks that workers hold\n    worker.1         driver\n"));
}

TEST(PeoplePage, SaysThatNobodyHoldsALock) {
  EXPECT_THAT(people_page(Statistics{}, no_names).text,
              HasSubstr("\nLocks that workers hold: none\n"));
}

TEST(PeoplePage, TimesAreReadable) {
  EXPECT_EQ(readable(nanoseconds(830)), "830 ns");
  EXPECT_EQ(readable(nanoseconds(1250)), "1.25 us");
  EXPECT_EQ(readable(milliseconds(17)), "17 ms");
  EXPECT_EQ(readable(std::chrono::seconds(42)), "42 s");
  EXPECT_EQ(readable(std::chrono::seconds(185)), "3 min 5 s");
  EXPECT_EQ(readable(std::chrono::minutes(124)), "2 h 4 min");
}

TEST(PeoplePage, QuantilesComeFromBuckets) {
  TimeHistogram times;
  for (int i = 0; i < 99; ++i) times.add(nanoseconds(90));
  times.add(std::chrono::seconds(2));
  EXPECT_EQ(quantile(times, 0.5), nanoseconds(100));
  EXPECT_EQ(quantile(times, 1.0), std::chrono::seconds(2));
}

}  // namespace
}  // namespace interleave::daemon

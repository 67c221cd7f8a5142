// The rules of calls: lost job, accounting, use after free.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Calls : public ::testing::Test {
 protected:
  Script script;
  ObjectId worker = script.spawn(script.root(), "worker", 1);
  ObjectId other = script.spawn(script.root(), "worker", 2);
  ObjectId client = script.client(1);

  void on_worker(Event event, std::uint64_t serial) {
    script.record(worker, event, client, serial);
  }
  void on_loop(Event event, std::uint64_t serial = 0) {
    script.record(script.root(), event, client, serial);
  }
  void settle() { script.world(Event::settled, 1); }
};

TEST_F(Calls, TheWholeWay) {
  script.answer(worker, client, 3);
  on_loop(Event::reply_written, 3);
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, RefusedFromEveryStageBeforeItIsMade) {
  script.accept(client, 1);
  on_loop(Event::call_refused, 1);
  script.queue(client, 2);
  on_loop(Event::call_refused, 2);
  script.take(worker, client, 3);
  on_worker(Event::call_refused, 3);
  for (const std::uint64_t serial : {1, 2, 3}) on_loop(Event::reply_written, serial);
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, DroppedFromEveryStage) {
  script.accept(client, 1);
  on_loop(Event::call_dropped, 1);
  script.queue(client, 2);
  on_loop(Event::call_dropped, 2);
  script.call(worker, client, 3);
  on_worker(Event::call_dropped, 3);
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, LostOnTheQueue) {
  script.queue(client, 3);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script),
              AllOf(HasSubstr("call 3 of client.1 is lost"), HasSubstr("it is queued since step")));
}

TEST_F(Calls, LostBeforeTheQueue) {
  script.accept(client, 3);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, LostInAWorker) {
  script.call(worker, client, 3);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("it is with worker.1 since step"));
}

TEST_F(Calls, MayBeLongInTheApi) {
  script.take(worker, client, 3);
  on_worker(Event::api_begin, 3);
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, OthersMayWaitForAWorkerThatIsInTheApi) {
  script.take(worker, client, 3);
  on_worker(Event::api_begin, 3);
  script.queue(client, 4);
  settle();
  on_worker(Event::api_end, 3);
  on_worker(Event::call_answered, 3);
  EXPECT_EQ(story(script), "");
  settle();
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("call 4"));
}

TEST_F(Calls, MayWaitBehindAReplyThatThePeerDoesNotRead) {
  script.answer(worker, client, 3);
  script.accept(client, 4);
  settle();
  EXPECT_EQ(story(script), "");
  on_loop(Event::reply_written, 3);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, AQueuedOneHasItsSlotAndMayNotWait) {
  script.answer(worker, client, 3);
  script.queue(client, 4);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, LostWhenTheRunEnds) {
  script.queue(client, 3);
  script.world(Event::finished);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, LostWhenTheDaemonHasStoppedInOrder) {
  const ObjectId server = script.make(ObjectKind::server, {"server"});
  script.queue(client, 3);
  script.record(script.root(), Event::stopped, server, 0);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, LostWhenStuck) {
  script.queue(client, 3);
  script.world(Event::stuck, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, LostWithItsClient) {
  script.accept(client, 3);
  on_loop(Event::client_closed);
  on_loop(Event::client_reaped);
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("its client is destroyed"));
}

TEST_F(Calls, AnsweredTwice) {
  script.answer(worker, client, 3);
  on_worker(Event::call_answered, 3);
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("worker.1 answers call 3 of client.1 out of turn"));
}

TEST_F(Calls, AnsweredWithoutHavingBeenTaken) {
  script.queue(client, 3);
  on_worker(Event::call_answered, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, TakenTwice) {
  script.take(worker, client, 3);
  script.record(other, Event::call_taken, client, 3);
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("it is with worker.1"));
}

TEST_F(Calls, QueuedTwice) {
  script.queue(client, 3);
  on_loop(Event::call_queued, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, MadeTwice) {
  script.call(worker, client, 3);
  on_worker(Event::api_begin, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, RefusedAfterItWasMade) {
  script.call(worker, client, 3);
  on_worker(Event::call_refused, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, AReplyThatWasNeverQueued) {
  script.call(worker, client, 3);
  on_loop(Event::reply_written, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, AReplyWrittenTwice) {
  script.answer(worker, client, 3);
  on_loop(Event::reply_written, 3);
  on_loop(Event::reply_written, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, AReplyWrittenAfterTheClose) {
  script.answer(worker, client, 3);
  on_loop(Event::client_closed);
  on_loop(Event::reply_written, 3);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, ReadAfterTheClose) {
  on_loop(Event::client_closed);
  script.accept(client, 3);
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("after client.1 was closed"));
}

TEST_F(Calls, AnsweredByAWorkerThatDoesNotKnowOfTheCloseYet) {
  script.call(worker, client, 3);
  on_loop(Event::client_closed);
  on_worker(Event::call_answered, 3);
  on_loop(Event::client_reaped);
  script.world(Event::settled, 0);
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, ASerialUsedTwiceAtATimeIsTwoCalls) {
  script.queue(client, 3);
  script.queue(client, 3);
  for (const ObjectId who : {worker, other}) {
    script.record(who, Event::call_taken, client, 3);
    script.record(who, Event::api_begin, client, 3);
  }
  for (const ObjectId who : {worker, other}) {
    script.record(who, Event::api_end, client, 3);
    script.record(who, Event::call_answered, client, 3);
    on_loop(Event::reply_written, 3);
  }
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, OfTwoWithOneSerialOneIsLost) {
  script.queue(client, 3);
  script.answer(worker, client, 3);
  on_loop(Event::reply_written, 3);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, ClientsDoNotMixTheirSerials) {
  const ObjectId second = script.client(2);
  script.queue(client, 3);
  script.record(worker, Event::call_taken, second, 3);
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("there is no such call"));
}

TEST_F(Calls, AJobThatIsNotDone) {
  on_loop(Event::job_queued);
  settle();
  EXPECT_EQ(broken(script), "lost-job");
  EXPECT_THAT(story(script), HasSubstr("a job of client.1 is lost"));
}

TEST_F(Calls, AJobDoneThatWasNeverQueued) {
  on_worker(Event::job_done, 0);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, AJobMayCallTheApiToo) {
  on_loop(Event::client_closed);
  on_loop(Event::job_queued);
  on_worker(Event::api_begin, 0);
  script.world(Event::settled, 0);
  on_worker(Event::api_end, 0);
  on_worker(Event::job_done, 0);
  on_loop(Event::client_reaped);
  settle();
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, TheApiWithoutACallOrAJob) {
  on_worker(Event::api_begin, 0);
  EXPECT_EQ(broken(script), "lost-job");
}

TEST_F(Calls, ARunHasNoCallsOfTheRunBefore) {
  script.queue(client, 3);
  on_loop(Event::job_queued);
  script.begin_run();
  const ObjectId again = script.client(1);
  script.record(script.root(), Event::client_closed, again);
  script.record(script.root(), Event::client_reaped, again);
  script.world(Event::settled, 0);
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

TEST(Accounting, CountsWhatHasNoName) {
  // Only this rule: the table of calls would notice first.
  std::vector<std::unique_ptr<Monitor>> all = all_rules();
  std::vector<std::unique_ptr<Monitor>> only;
  for (std::unique_ptr<Monitor>& rule : all) {
    if (rule->rule() == "accounting") only.push_back(std::move(rule));
  }
  RuleBook book(std::move(only));
  const ObjectId client{1};
  std::uint64_t step = 0;
  const auto feed = [&](Event event, std::uint64_t serial = 1) {
    return book.record({++step, kNoObject, event, client, serial, {}});
  };
  const auto again = [&] {
    book.begin_run();
    book.created({++step, kNoObject, Event::object_created, client, 0, {}}, ObjectKind::client,
                 {"client", 1});
  };
  again();
  EXPECT_TRUE(feed(Event::call_accepted) && feed(Event::call_queued) && feed(Event::call_taken));
  EXPECT_TRUE(feed(Event::call_answered) && feed(Event::settled) && feed(Event::finished));
  again();
  EXPECT_TRUE(feed(Event::call_accepted));
  EXPECT_FALSE(feed(Event::finished));
  ASSERT_TRUE(book.finding());
  EXPECT_THAT(book.finding()->what, HasSubstr("accepted 1, answered 0 + refused 0 + dropped 0"));
  again();
  EXPECT_TRUE(feed(Event::call_accepted));
  EXPECT_FALSE(feed(Event::settled));
  again();
  EXPECT_TRUE(feed(Event::call_accepted) && feed(Event::call_refused));
  EXPECT_FALSE(feed(Event::call_dropped));
  again();
  EXPECT_FALSE(feed(Event::call_answered));
  again();
  EXPECT_TRUE(feed(Event::call_accepted) && feed(Event::call_queued) && feed(Event::call_taken));
  EXPECT_TRUE(feed(Event::api_begin) && feed(Event::settled));
  EXPECT_FALSE(feed(Event::finished));
}

TEST_F(Calls, ReapedWithACallOnTheQueue) {
  script.queue(client, 3);
  on_loop(Event::client_closed);
  on_loop(Event::client_reaped);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), AllOf(HasSubstr("root destroys client.1 while a worker"),
                                   HasSubstr("call 3 of client.1 is queued since step")));
}

TEST_F(Calls, ReapedWithACallInAWorker) {
  script.call(worker, client, 3);
  on_loop(Event::client_closed);
  on_loop(Event::client_reaped);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), HasSubstr("call 3 of client.1 is with worker.1"));
}

TEST_F(Calls, ReapedWithAJobOnTheQueue) {
  on_loop(Event::job_queued);
  on_loop(Event::client_reaped);
  EXPECT_EQ(broken(script), "use-after-free");
}

TEST_F(Calls, ReapedAfterItsReplyWasGivenUp) {
  script.answer(worker, client, 3);
  on_loop(Event::client_closed);
  on_loop(Event::client_reaped);
  EXPECT_EQ(story(script), "");
}

TEST_F(Calls, ReapedTwice) {
  on_loop(Event::client_reaped);
  on_loop(Event::client_reaped);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), HasSubstr("a second time"));
}

class OfAReapedClient : public Calls, public ::testing::WithParamInterface<Event> {};

TEST_P(OfAReapedClient, IsAUseAfterFree) {
  on_loop(Event::client_reaped);
  on_worker(GetParam(), 3);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), HasSubstr("worker.1 uses client.1, which is gone"));
}
INSTANTIATE_TEST_SUITE_P(Anything, OfAReapedClient,
                         ::testing::Values(Event::client_closed, Event::call_accepted,
                                           Event::call_queued, Event::call_taken,
                                           Event::call_answered, Event::call_refused,
                                           Event::call_dropped, Event::reply_written,
                                           Event::job_queued, Event::job_done, Event::api_begin,
                                           Event::api_end),
                         [](const auto& test) { return std::string(to_string(test.param)); });

}  // namespace
}  // namespace interleave::testing

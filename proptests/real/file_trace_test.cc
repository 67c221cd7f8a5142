// The trace in a file: whoever has written it, it is read in an order in which it can have
// happened.
#include "daemon/asio/file_trace.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "daemon/asio/threads.h"
#include "model/locks/guards.h"
#include "model/trace/trace_blocks.h"

namespace interleave::daemon {
namespace {

using Bytes = std::vector<char>;

class FileTraceTest : public testing::Test {
 protected:
  FileTraceTest() {
    directory_ = (std::filesystem::temp_directory_path() / "trace-XXXXXX").string();
    EXPECT_NE(::mkdtemp(directory_.data()), nullptr);
  }
  ~FileTraceTest() override { std::filesystem::remove_all(directory_); }

  void open(std::uint64_t blocks) {
    FileTrace::Opened opened = FileTrace::open(path(), blocks);
    ASSERT_NE(opened.trace, nullptr) << opened.reason;
    trace_ = std::move(opened.trace);
    threads_ = std::make_unique<RealThreads>(*trace_);
    mutex_ = threads_->make_mutex(Name{"server"}, Rank::server);
    changed_ = threads_->make_condvar(Name{"changed"}, *mutex_);
    client_ = trace_->create(ObjectKind::client, Name{"client", 7}, 0);
  }

  // Each of some threads says in sections of the lock the next number, and outside of them one of
  // its own; every now and then it waits until another has said one.
  void count(std::uint32_t threads, std::uint64_t to) {
    std::vector<std::unique_ptr<Thread>> started;
    for (std::uint32_t at = 1; at <= threads; ++at) {
      started.push_back(threads_->spawn(Name{"counter", at}, [this, to] { count(to); }));
    }
    for (const auto& thread : started) thread->join();
  }

  [[nodiscard]] Bytes bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static std::variant<TraceFile, std::string> read(const Bytes& bytes) {
    return read_trace_file(std::as_bytes(std::span(bytes)));
  }
  static TraceFile good(const Bytes& bytes) {
    auto got = read(bytes);
    if (const auto* problem = std::get_if<std::string>(&got)) ADD_FAILURE() << *problem;
    return std::holds_alternative<TraceFile>(got) ? std::get<TraceFile>(std::move(got))
                                                  : TraceFile{};
  }
  static std::string refusal(const Bytes& bytes) {
    const auto got = read(bytes);
    const auto* const problem = std::get_if<std::string>(&got);
    return problem == nullptr ? "" : *problem;
  }

  std::unique_ptr<FileTrace> trace_;
  std::unique_ptr<RealThreads> threads_;
  std::unique_ptr<Mutex> mutex_;
  std::unique_ptr<CondVar> changed_;
  ObjectId client_ = kNoObject;

 private:
  [[nodiscard]] std::string path() const { return directory_ + "/trace"; }

  void count(std::uint64_t to) IL_NO_THREAD_SAFETY_ANALYSIS {
    for (std::uint64_t mine = 1;; ++mine) {
      mutex_->lock();
      if (said_ == to) return mutex_->unlock();
      trace_->record(Event::call_queued, client_, ++said_);
      changed_->notify_all();
      if (said_ % 16 == 0 && said_ < to && waiting_ == 0) {
        ++waiting_;
        changed_->wait([this, before = said_] { return said_ > before; });
        --waiting_;
      }
      mutex_->unlock();
      trace_->record(Event::call_accepted, client_, mine);
    }
  }

  std::string directory_;

  // Guarded by mutex_.
  std::uint64_t said_ = 0;
  int waiting_ = 0;
};

// Says what is wrong with the order of a trace; the last number that was said.
std::uint64_t check_order(const TraceFile& trace) {
  std::uint64_t said = 0;
  ObjectId holder = kNoObject;
  std::map<ObjectId, std::uint64_t> alone;
  std::map<ObjectId, bool> running;
  for (const TraceFile::Line& line : trace.lines) {
    const Record& record = line.record;
    EXPECT_TRUE(record.event == Event::thread_started || record.event == Event::object_created ||
                running[record.thread])
        << record.step;
    switch (record.event) {
      case Event::lock_acquired:
      case Event::wait_end:
        EXPECT_EQ(holder, kNoObject) << record.step;
        holder = record.thread;
        break;
      case Event::lock_released:
      case Event::wait_begin:
        EXPECT_EQ(holder, record.thread) << record.step;
        holder = kNoObject;
        break;
      case Event::call_queued:
        EXPECT_EQ(holder, record.thread) << record.step;
        EXPECT_EQ(record.value, ++said) << record.step;
        break;
      case Event::call_accepted:
        EXPECT_EQ(record.value, ++alone[record.thread]) << record.step;
        break;
      case Event::thread_started:
        EXPECT_EQ(record.thread, record.object);
        running[record.thread] = true;
        break;
      case Event::thread_ended:
        running[record.thread] = false;
        break;
      case Event::join_end:
        EXPECT_FALSE(running[record.object]) << record.step;
        break;
      default:
        break;
    }
    if (testing::Test::HasFailure()) break;
  }
  return said;
}

TEST_F(FileTraceTest, RecordsOfManyThreadsStandInTheOrderOfTheirLock) {
  open(1024);
  count(4, 20'000);
  const TraceFile trace = good(bytes());
  EXPECT_EQ(check_order(trace), 20'000U);
  EXPECT_EQ(trace.left_out, 0U);
}

TEST_F(FileTraceTest, ACopyMadeMeanwhileIsABeginning) {
  open(1024);
  std::atomic<bool> over = false;
  std::vector<Bytes> copies;
  std::thread copying([&] {
    while (!over && copies.size() < 40) copies.push_back(bytes());
  });
  count(4, 20'000);
  over = true;
  copying.join();
  for (const Bytes& copy : copies) {
    check_order(good(copy));
    if (HasFailure()) break;
  }
}

TEST_F(FileTraceTest, ValuesAndNamesComeBack) {
  open(4);
  trace_->record(Event::stop_requested, client_, std::uint64_t{5} << 33 | 9);
  const ObjectId late =
      trace_->create(ObjectKind::server, Name{"a name that is longer than there is room", 3}, 0);
  trace_->record(Event::stopped, late, 1);
  const TraceFile trace = good(bytes());
  const std::size_t end = trace.lines.size();
  ASSERT_GE(end, 3U);
  EXPECT_EQ(trace.lines[end - 3].record.value, std::uint64_t{5} << 33 | 9);
  EXPECT_EQ(trace.lines[end - 2].name.text(), "a name that is long.3");
  EXPECT_EQ(trace.lines[end - 2].kind, ObjectKind::server);
  EXPECT_EQ(trace.lines[end - 1].record.object, trace.lines[end - 2].record.object);
}

TEST_F(FileTraceTest, WhoeverHasNotSaidThatHeStartedIsNobody) {
  open(4);
  std::thread([this] { trace_->record(Event::call_accepted, client_, 77); }).join();
  const TraceFile trace = good(bytes());
  EXPECT_EQ(trace.lines.back().record.value, 77U);
  EXPECT_EQ(trace.lines.back().record.thread, kNoObject);
}

TEST_F(FileTraceTest, TheirFirstRecordMayBeASection) {
  open(4);
  std::thread([this] { const ServerLock section(*mutex_); }).join();
  const TraceFile trace = good(bytes());
  EXPECT_EQ(trace.lines.back().record.event, Event::lock_released);
  EXPECT_EQ(trace.lines.back().record.thread, kNoObject);
}

// Threads that write into the same blocks then are no race.
TEST_F(FileTraceTest, ARingThatHasGoneRoundIsRefused) {
  open(4);
  count(4, 20'000);
  EXPECT_NE(refusal(bytes()).find("gone round: the first "), std::string::npos) << refusal(bytes());
}

class DamagedTraceTest : public FileTraceTest {
 protected:
  // Of a daemon that has come to its orderly end. The leader has the first block, and the only
  // other thread the second.
  Bytes whole() {
    open(64);
    count(1, 15);
    trace_->record(Event::stopped, trace_->create(ObjectKind::server, Name{"server"}, 0), 0);
    return bytes();
  }
  static std::size_t place_of(std::size_t block, std::size_t slot) {
    return sizeof(TraceFileHeader) +
           (block * TraceFileBlock::kSlots + slot) * sizeof(TraceFileSlot);
  }
  template <class T>
  static T take(const Bytes& bytes, std::size_t block, std::size_t slot) {
    T value;
    std::memcpy(&value, bytes.data() + place_of(block, slot), sizeof value);
    return value;
  }
  template <class T>
  static void put(Bytes& bytes, std::size_t block, std::size_t slot, T value) {
    std::memcpy(bytes.data() + place_of(block, slot), &value, sizeof value);
  }
  // The slot of the second record of the event in a block.
  static std::size_t slot_of(const Bytes& bytes, std::size_t block, Event event) {
    int found = 0;
    for (std::size_t slot = 2; slot < TraceFileBlock::kSlots; ++slot) {
      const auto one = take<TraceFileSlot>(bytes, block, slot);
      const bool same = (one.event & ~(TraceFileSlot::kTurn | TraceFileSlot::kOne)) ==
                        static_cast<std::uint32_t>(event);
      if (same && ++found == 2) return slot;
    }
    ADD_FAILURE() << "block " << block << " has no " << to_string(event);
    return 2;
  }
};

TEST_F(DamagedTraceTest, IsRefusedWithTheReason) {
  const Bytes trace = whole();
  ASSERT_EQ(refusal(trace), "");
  const std::size_t acquired = slot_of(trace, 1, Event::lock_acquired);
  const std::size_t queued = slot_of(trace, 1, Event::call_queued);
  const auto refusal_with = [&](std::size_t block, std::size_t slot, auto value) {
    Bytes changed = trace;
    put(changed, block, slot, value);
    return refusal(changed);
  };
  EXPECT_NE(refusal_with(1, queued, std::uint64_t{0}).find("is missing"), std::string::npos);
  EXPECT_NE(refusal_with(1, 0, std::uint64_t{0}).find("is missing"), std::string::npos);
  EXPECT_NE(refusal_with(1, 0, std::uint64_t{9}).find("it is number 9"), std::string::npos);

  auto slot = take<TraceFileSlot>(trace, 1, queued);
  slot.object = 5000;
  EXPECT_NE(refusal_with(1, queued, slot).find("never made"), std::string::npos);
  slot.event = TraceFileSlot::kTurn - 1;
  EXPECT_NE(refusal_with(1, queued, slot).find("no event 63"), std::string::npos);

  slot = take<TraceFileSlot>(trace, 1, acquired);
  slot.value = 1;
  EXPECT_NE(refusal_with(1, acquired, slot).find("turn 1 comes after"), std::string::npos);

  auto block = take<TraceFileBlock>(trace, 1, 0);
  block.turn = 1;
  EXPECT_NE(refusal_with(1, 0, block).find("two threads have turn 1"), std::string::npos);
}

}  // namespace
}  // namespace interleave::daemon

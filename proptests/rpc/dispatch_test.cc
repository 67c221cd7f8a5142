// From a call's message to its reply, with procedures made for the purpose.
#include "daemon/rpc/dispatch.h"

#include <tuple>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/rpc/wire_laws.h"

namespace interleave::rpc {
namespace {

struct FakeCall {
  int made = 0;

  template <class Result, class Args>
  Outcome<Result> make(Outcome<Result> (*handler)(FakeCall&, const Args&), const Args& args) {
    ++made;
    return handler(*this, args);
  }
};

Outcome<NumberResult> twice(FakeCall&, const RoomArgs& args) {
  // A property may send any number.
  return NumberResult{.number = static_cast<int>(2U * static_cast<unsigned>(args.room.most))};
}
Outcome<Nothing> fail(FakeCall&, const Nothing&) {
  Error error = internal_error("on purpose");
  error.str3 = String("third");
  error.int1 = 11;
  return error;
}
Outcome<TextResult> too_much(FakeCall&, const Nothing&) {
  return TextResult{.text = String(std::string(kStringLimit + 1, 'x'))};
}
Outcome<NamesResult> too_large(FakeCall&, const Nothing&) {
  NamesResult result;
  for (int i = 0; i < 9; ++i) result.names.emplace_back(kStringLimit, 'x');
  return result;
}
Outcome<Nothing> long_error(FakeCall&, const Nothing&) {
  return internal_error(std::string(kStringLimit + 1, 'x'));
}

constexpr std::tuple kRows{
    Row<1, twice>{"TWICE", Priority::high, Access::read},
    Row<2, fail>{"FAIL", Priority::ordinary, Access::write},
    Row<3, too_much>{"TOO_MUCH", Priority::ordinary, Access::read},
    Row<4, too_large>{"TOO_LARGE", Priority::ordinary, Access::read},
    Row<kLastProcedure, long_error>{"LONG_ERROR", Priority::ordinary, Access::read},
};
constexpr auto kProcedures = procedures_of<FakeCall>(kRows);
constexpr ProcedureTable<FakeCall> kTable({kProcedures});
static_assert(kTable.unique());
static_assert(kTable.find(1)->priority == Priority::high);
static_assert(kTable.find(2)->access == Access::write);
static_assert(kTable.find(0) == nullptr && kTable.find(-1) == nullptr && kTable.find(5) == nullptr);
static_assert(kTable.find(kLastProcedure)->number == kLastProcedure);
static_assert(kTable.find(kLastProcedure + 1) == nullptr);

constexpr std::tuple kSameNumber{Row<7, twice>{"A", Priority::high, Access::read},
                                 Row<7, fail>{"B", Priority::high, Access::read}};
constexpr auto kSameProcedures = procedures_of<FakeCall>(kSameNumber);
static_assert(!ProcedureTable<FakeCall>({kSameProcedures}).unique());

Message message(std::int32_t procedure, std::vector<std::byte> body = {}) {
  return {.header = {.program = kRemoteProgram,
                     .version = kRemoteVersion,
                     .procedure = procedure,
                     .type = FrameType::call,
                     .serial = 5,
                     .status = FrameStatus::ok},
          .body = std::move(body)};
}

struct Answer {
  FrameHeader header;
  std::vector<std::byte> body;
  int made = 0;

  [[nodiscard]] Error error() const {
    EXPECT_EQ(header.status, FrameStatus::error);
    Error value;
    EXPECT_FALSE(decode_body(body, value));
    return value;
  }
};

Answer answer(const Message& message) {
  FakeCall call;
  const std::vector<std::byte> frame = dispatch(kTable, call, message);
  EXPECT_EQ(decode_length(frame), frame.size());
  EXPECT_EQ(decode_header(std::span(frame).subspan(kLengthSize)).type, FrameType::reply);
  return {.header = decode_header(std::span(frame).subspan(kLengthSize)),
          .body = {frame.begin() + kMinFrame, frame.end()},
          .made = call.made};
}

TEST(Dispatch, AResult) {
  const Answer reply = answer(message(1, encoded(RoomArgs{.room = {21}})));
  EXPECT_EQ(reply.header, reply_header(message(1).header, FrameStatus::ok));
  EXPECT_EQ(reply.body, encoded(NumberResult{.number = 42}));
}

TEST(Dispatch, AnErrorWithAllItsFields) {
  const Error error = answer(message(2)).error();
  EXPECT_EQ(error.code, kErrorInternal);
  EXPECT_EQ(error.from, kErrorFromRpc);
  EXPECT_EQ(error.message, String("internal error: on purpose"));
  EXPECT_EQ(error.str1, String("internal error: %s"));
  EXPECT_EQ(error.str2, String("on purpose"));
  EXPECT_EQ(error.str3, String("third"));
  EXPECT_EQ(error.int1, 11);
  EXPECT_EQ(error.int2, -1);
}

void expect_rpc_error(const Message& message, const char* text) {
  const Answer reply = answer(message);
  EXPECT_EQ(reply.made, 0);
  const Error error = reply.error();
  EXPECT_EQ(error.code, kErrorRpc);
  EXPECT_EQ(error.from, kErrorFromRpc);
  EXPECT_EQ(error.message, String(text));
  EXPECT_EQ(error.level, kErrorLevelError);
}

TEST(Dispatch, WhatIsNoCallOfThisProgram) {
  Message other = message(1, encoded(RoomArgs{}));
  other.header.program = 0x20008087;
  expect_rpc_error(other, "Cannot find program 536903815 version 1");
  other = message(1, encoded(RoomArgs{}));
  other.header.version = 2;
  expect_rpc_error(other, "Cannot find program 536903814 version 2");
  other = message(1, encoded(RoomArgs{}));
  other.header.status = FrameStatus::error;
  expect_rpc_error(other, "Unexpected message status 1");
}

TEST(Dispatch, UnknownProcedures) {
  expect_rpc_error(message(0), "unknown procedure: 0");
  expect_rpc_error(message(-3), "unknown procedure: -3");
  expect_rpc_error(message(9999), "unknown procedure: 9999");
  expect_rpc_error(message(INT32_MIN), "unknown procedure: -2147483648");
}

TEST(Dispatch, ABodyThatDoesNotDecode) {
  expect_rpc_error(message(1), "Unable to decode message payload");
  expect_rpc_error(message(1, {std::byte{}, std::byte{}, std::byte{}}),
                   "Unable to decode message payload");
}

TEST(Dispatch, DescriptorsCountBeforeTheArguments) {
  std::vector<std::byte> body(kXdrUnit);
  const std::vector<std::byte> args = encoded(RoomArgs{.room = {21}});
  body.insert(body.end(), args.begin(), args.end());
  Message call = message(1, body);
  call.header.type = FrameType::call_with_fds;
  EXPECT_EQ(answer(call).body, encoded(NumberResult{.number = 42}));
  call.body.resize(3);
  expect_rpc_error(call, "Unable to decode message payload");
}

TEST(Dispatch, AResultThatCannotBeSent) {
  for (const std::int32_t procedure : {3, 4}) {
    const Answer reply = answer(message(procedure));
    EXPECT_EQ(reply.made, 1);
    EXPECT_EQ(reply.error().message, String("Unable to encode message payload"));
  }
}

TEST(Dispatch, AnErrorThatIsTooLongIsCut) {
  EXPECT_EQ(answer(message(kLastProcedure)).error().message->size(), kStringLimit);
}

RC_GTEST_PROP(Dispatch, EveryMessageGetsAWellFormedReply,
              (std::uint32_t serial, const std::vector<std::uint8_t>& raw)) {
  Message call = message(*rc::gen::inRange(-2, 8));
  const auto bytes = std::as_bytes(std::span(raw));
  call.body.assign(bytes.begin(), bytes.end());
  call.header.serial = serial;
  call.header.type = *rc::gen::element(FrameType::call, FrameType::call_with_fds);
  call.header.status = static_cast<FrameStatus>(*rc::gen::inRange(0U, 3U));
  const Answer reply = answer(call);
  RC_ASSERT(reply.header == reply_header(call.header, reply.header.status));
  if (reply.header.status == FrameStatus::error) {
    Error error;
    RC_ASSERT(!decode_body(reply.body, error));
    RC_ASSERT(error.code != 0);
    RC_ASSERT(error.message.has_value());
  }
}

}  // namespace
}  // namespace interleave::rpc

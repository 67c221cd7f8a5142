#include "daemon/status/request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

using State = RequestReader::State;

State state_of(std::string_view text) {
  RequestReader reader;
  return reader.feed(text);
}

TEST(Request, IsALineHeadersAndAnEmptyLine) {
  RequestReader reader;
  EXPECT_EQ(reader.feed("GET /metrics HTTP/1.1\r\nHost: x\r\n"), State::more);
  EXPECT_EQ(reader.feed("Accept: */*\r\n\r\nand more"), State::complete);
  EXPECT_EQ(reader.path(), "/metrics");
  EXPECT_EQ(state_of("GET / HTTP/1.0\n\n"), State::complete);
}

TEST(Request, WhatIsNoneIsTold) {
  EXPECT_EQ(state_of("POST / HTTP/1.0\r\n"), State::not_get);
  EXPECT_EQ(state_of("GET / HTTP/2\r\n"), State::bad);
  EXPECT_EQ(state_of("GET /\r\n"), State::bad);
  EXPECT_EQ(state_of("GET  HTTP/1.0\r\n"), State::bad);
  EXPECT_EQ(state_of("GET /a\x1b[2J HTTP/1.0\r\n"), State::bad);
  EXPECT_EQ(state_of("\r\n"), State::bad);
}

TEST(Request, EverythingIsBounded) {
  EXPECT_EQ(state_of("GET /" + std::string(255, 'a') + " HTTP/1.0\r\n\r\n"), State::complete);
  EXPECT_EQ(state_of("GET /" + std::string(256, 'a') + " HTTP/1.0\r\n\r\n"), State::too_long);
  EXPECT_EQ(state_of(std::string(RequestReader::kMostBytes, 'a')), State::more);
  EXPECT_EQ(state_of(std::string(RequestReader::kMostBytes + 1, 'a')), State::too_long);
}

// However the bytes are cut, the result is the same; and no bytes do any harm.
RC_GTEST_PROP(Request, PiecesMakeNoDifference, ()) {
  const auto noise = *rc::gen::arbitrary<std::string>();
  const bool good = *rc::gen::arbitrary<bool>();
  const std::string text = good ? "GET /status HTTP/1.0\r\nX: " + noise + "\r\n\r\n" : noise;
  RequestReader whole;
  RequestReader pieces;
  whole.feed(text);
  for (std::size_t at = 0; at < text.size();) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 9);
    pieces.feed(std::string_view(text).substr(at, size));
    at += size;
  }
  RC_ASSERT(whole.state() == pieces.state());
  RC_ASSERT(whole.path() == pieces.path());
}

}  // namespace
}  // namespace interleave::daemon

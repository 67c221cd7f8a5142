#include "daemon/tls/transport.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include "proptests/tls/certificates.h"
#include "proptests/tls/pipe.h"
#include "proptests/tls/tls_client.h"

namespace interleave::daemon {
namespace {

using proptests::Chunks;
using proptests::Pipe;
using proptests::PipeStream;
using proptests::TlsClient;
using Bytes = std::vector<std::byte>;

// Made once for all tests.
const TlsOptions& options() {
  static const TlsOptions kOptions = [] {
    // Several processes of this program may run at once.
    const std::string directory =
        ::testing::TempDir() + "/transport_test-" + std::to_string(::getpid());
    std::filesystem::create_directories(directory);
    return proptests::make_certificates(directory);
  }();
  return kOptions;
}

std::string directory() {
  return std::filesystem::path(options().ca_file).parent_path().string();
}

std::shared_ptr<const TlsCredentials> credentials() {
  LoadedCredentials loaded = load_credentials(options());
  EXPECT_EQ(loaded.error, "");
  return loaded.credentials;
}

Bytes pattern(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 251);
  return bytes;
}

// A client and a server, and what lies between them.
struct Both {
  explicit Both(const Chunks& chunks, bool shows = true, const char* priority = "NORMAL") {
    const auto up = std::make_shared<Pipe>();
    const auto down = std::make_shared<Pipe>();
    server = tls_transport(std::make_unique<PipeStream>(up, down, chunks), credentials());
    client = std::make_unique<TlsClient>(std::make_unique<PipeStream>(down, up, chunks),
                                         directory(), shows, priority);
  }

  // The server's last word on the handshake.
  Transport::Handshake shake_hands() {
    auto word = Transport::Handshake::wants_read;
    Bytes confirmed;
    for (int turn = 0; turn < 1'000'000; ++turn) {
      client_done = client_done || client->shake_hands() == GNUTLS_E_SUCCESS;
      if (word != Transport::Handshake::done) word = server->shake_hands();
      if (word == Transport::Handshake::failed) return word;
      if (client_done) client->receive(confirmed);
      if (word == Transport::Handshake::done && !confirmed.empty()) {
        EXPECT_EQ(confirmed, Bytes{std::byte{1}});
        return word;
      }
    }
    return word;
  }

  // Moves `bytes` to the server, which reads by `room` bytes.
  Bytes send_up(const Bytes& bytes, std::size_t room) {
    Bytes got;
    std::size_t sent = 0;
    Bytes buffer(room);
    for (int turn = 0; turn < 10'000'000 && got.size() < bytes.size(); ++turn) {
      if (sent < bytes.size()) {
        const ssize_t result = client->send(std::span(bytes).subspan(sent));
        if (result > 0) sent += static_cast<std::size_t>(result);
      }
      const IoResult result = server->read_some(buffer);
      EXPECT_TRUE(result.status == IoStatus::ok || result.status == IoStatus::would_block);
      if (server->has_buffered()) {
        EXPECT_EQ(result.status, IoStatus::ok);
      }
      got.insert(got.end(), buffer.begin(),
                 buffer.begin() + static_cast<std::ptrdiff_t>(result.bytes));
    }
    return got;
  }

  // Moves them to the client, written as frames of the sizes given.
  Bytes send_down(const Bytes& bytes, std::size_t frame) {
    Bytes got;
    std::size_t sent = 0;
    for (int turn = 0; turn < 10'000'000 && got.size() < bytes.size(); ++turn) {
      std::vector<std::span<const std::byte>> frames;
      for (std::size_t at = sent; at < bytes.size() && frames.size() < 16; at += frame) {
        frames.push_back(std::span(bytes).subspan(at, std::min(frame, bytes.size() - at)));
      }
      if (!frames.empty()) {
        const IoResult result = server->write_some(frames);
        EXPECT_TRUE(result.status == IoStatus::ok || result.status == IoStatus::would_block);
        sent += result.bytes;
      }
      client->receive(got);
    }
    return got;
  }

  std::unique_ptr<Transport> server;
  std::unique_ptr<TlsClient> client;
  bool client_done = false;
};

std::size_t any() {
  return 1'000'000;
}

TEST(TlsTransport, CarriesManyBytesBothWays) {
  Both both(any);
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  const Bytes bytes = pattern(300'000);
  EXPECT_EQ(both.send_up(bytes, 65'536), bytes);
  EXPECT_EQ(both.send_down(bytes, 100'000), bytes);
}

RC_GTEST_PROP(TlsTransport, GoesOnAfterEveryShortStep, ()) {
  // Each operation moves as much as is drawn for it; 0 would block.
  constexpr std::array<std::size_t, 7> kSteps = {0, 1, 2, 5, 17, 400, 5'000};
  std::minstd_rand random(*rc::gen::inRange(1U, 1'000'000U));
  Both both([&] { return kSteps.at(random() % kSteps.size()); });
  RC_ASSERT(both.shake_hands() == Transport::Handshake::done);
  const Bytes bytes = pattern(*rc::gen::inRange<std::size_t>(1, 40'000));
  RC_ASSERT(both.send_up(bytes, *rc::gen::element<std::size_t>(1'000, 65'536)) == bytes);
  RC_ASSERT(both.send_down(bytes, *rc::gen::element<std::size_t>(28, 300, 20'000)) == bytes);
}

TEST(TlsTransport, ALeftoverOfARecordIsSeen) {
  Both both(any);
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  const Bytes bytes = pattern(1'000);
  ASSERT_EQ(both.client->send(bytes), 1'000);
  std::array<std::byte, 100> part;
  ASSERT_EQ(both.server->read_some(part).bytes, 100U);
  EXPECT_TRUE(both.server->has_buffered());
  std::array<std::byte, 2'000> rest;
  ASSERT_EQ(both.server->read_some(rest).bytes, 900U);
  EXPECT_FALSE(both.server->has_buffered());
}

TEST(TlsTransport, ARecordThatHasNotComeWholeIsSeen) {
  std::size_t budget = any();  // bytes that may still pass
  Both both([&budget] { return budget > 0 ? (--budget, 1) : 0; });
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  EXPECT_FALSE(both.server->is_mid_record());
  ASSERT_EQ(both.client->send(pattern(100)), 100);
  std::array<std::byte, 200> bytes;
  for (const std::size_t part : {1, 3, 5, 90}) {
    budget = part;
    EXPECT_EQ(both.server->read_some(bytes).status, IoStatus::would_block);
    EXPECT_TRUE(both.server->is_mid_record()) << part;
  }
  budget = any();
  EXPECT_EQ(both.server->read_some(bytes).bytes, 100U);
  EXPECT_FALSE(both.server->is_mid_record());
}

// Nothing can be read of it, and nothing is missing: the client may be idle for as long as it
// likes.
TEST(TlsTransport, ARecordOfTlsItselfLeavesNothingUnderWay) {
  Both both(any, true, "NORMAL:-VERS-ALL:+VERS-TLS1.3");
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  ASSERT_EQ(both.client->update_key(), GNUTLS_E_SUCCESS);
  std::array<std::byte, 10> bytes;
  EXPECT_EQ(both.server->read_some(bytes).status, IoStatus::would_block);
  EXPECT_FALSE(both.server->is_mid_record());
}

TEST(TlsTransport, AnEndIsAnEndWithAGoodbyeOrWithout) {
  for (const bool says : {true, false}) {
    Both both(any);
    ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
    if (says) {
      EXPECT_EQ(both.client->leave(), GNUTLS_E_SUCCESS);
    }
    both.client->stream().close();
    std::array<std::byte, 10> bytes;
    EXPECT_EQ(both.server->read_some(bytes).status, IoStatus::end_of_stream);
  }
}

TEST(TlsTransport, TheServerSaysGoodbye) {
  Both both(any);
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  both.server->close();
  EXPECT_EQ(both.server->handle(), Handle::none);
  Bytes got;
  EXPECT_EQ(both.client->receive(got), 0) << "not an end, but a connection that is cut";
}

TEST(TlsTransport, AClientWithoutACertificateGetsNoConfirmation) {
  Both both(any, false);
  EXPECT_EQ(both.shake_hands(), Transport::Handshake::failed);
  EXPECT_EQ(both.server->failure(), "TLS: it shows no certificate");
  Bytes got;
  both.client->shake_hands();
  EXPECT_LT(both.client->receive(got), 0);
  EXPECT_TRUE(got.empty());
}

TEST(TlsTransport, ASecondHandshakeIsRefused) {
  Both both(any, true, "NORMAL:-VERS-ALL:+VERS-TLS1.2");
  ASSERT_EQ(both.shake_hands(), Transport::Handshake::done);
  EXPECT_EQ(both.client->shake_hands(), GNUTLS_E_AGAIN);
  std::array<std::byte, 10> bytes;
  EXPECT_EQ(both.server->read_some(bytes).status, IoStatus::other);
  EXPECT_EQ(both.server->failure(), "TLS: it asks for a second handshake");
}

TEST(TlsTransport, PlainTextIsToldApart) {
  const auto up = std::make_shared<Pipe>();
  const auto down = std::make_shared<Pipe>();
  const auto server = tls_transport(std::make_unique<PipeStream>(up, down, any), credentials());
  up->bytes = {{}, {}, {}, std::byte{28}, {}, {}, {}, {}, {}};
  EXPECT_EQ(server->shake_hands(), Transport::Handshake::failed);
  EXPECT_EQ(server->failure(), "TLS: it does not speak TLS");
}

TEST(TlsTransport, FilesThatAreWrongAreNamed) {
  TlsOptions wrong = options();
  wrong.key_file = directory() + "/client-key.pem";
  EXPECT_NE(load_credentials(wrong).error.find("client-key.pem"), std::string::npos);
  wrong = options();
  wrong.cert_file = directory() + "/client.pem";
  wrong.key_file = directory() + "/client-key.pem";
  EXPECT_EQ(load_credentials(wrong).error,
            wrong.cert_file + ": the certificate is not for servers");
  wrong = options();
  wrong.ca_file = "/no/such/file";
  EXPECT_EQ(load_credentials(wrong).error, "/no/such/file: No such file or directory");
  wrong = options();
  wrong.crl_may_be_absent = false;
  EXPECT_NE(load_credentials(wrong).error.find("crl.pem: No such file"), std::string::npos);
  wrong = options();
  wrong.priority = "NORMAL:+NONSENSE";
  EXPECT_NE(load_credentials(wrong).error.find("tls_priority"), std::string::npos);
}

}  // namespace
}  // namespace interleave::daemon

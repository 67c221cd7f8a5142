// Outputs against real descriptors and sockets, with somebody else at the other end.
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/asio/unix_file.h"
#include "daemon/log/outputs/descriptor_output.h"
#include "daemon/log/outputs/journald_output.h"
#include "daemon/log/outputs/open_outputs.h"
#include "daemon/log/outputs/syslog_output.h"

namespace interleave::daemon {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class OutputsTest : public ::testing::Test {
 protected:
  OutputsTest() { EXPECT_NE(::mkdtemp(directory_.data()), nullptr); }
  ~OutputsTest() override {
    for (const char* name : {"log", "socket", "pipe"}) ::unlink(path(name).c_str());
    ::rmdir(directory_.c_str());
  }

  [[nodiscard]] std::string path(const std::string& name) const { return directory_ + "/" + name; }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream file(path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static LogRecord record(std::string_view text = "closed: reset") {
    return {{.level = LogLevel::warning,
             .source = "core.traffic",
             .reason = "closed",
             .client = 7,
             .text = text},
            Duration(0),
            "loop"};
  }
  // A datagram socket that listens at path("socket").
  [[nodiscard]] Descriptor listen() const {
    Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const auto address = unix_address(path("socket"));
    EXPECT_EQ(
        ::bind(socket.get(), static_cast<const sockaddr*>(static_cast<const void*>(&*address)),
               sizeof(*address)),
        0);
    return socket;
  }
  static std::string receive(const Descriptor& socket) {
    std::array<char, 8192> room{};
    const ssize_t size = ::recv(socket.get(), room.data(), room.size(), 0);
    return size < 0 ? "" : std::string(room.data(), static_cast<std::size_t>(size));
  }

  std::string directory_ = "/tmp/interleave-log-XXXXXX";
};

TEST_F(OutputsTest, AFileIsAppendedToAndOpenedAnew) {
  const std::vector<OutputSpec> specs = {{LogLevel::info, OutputSpec::Kind::to_file, path("log")}};
  for (int i = 0; i < 2; ++i) {
    const OpenedOutputs opened = open_outputs(specs);
    ASSERT_EQ(opened.outputs.size(), 1);
    EXPECT_EQ(opened.outputs[0].level, LogLevel::info);
    EXPECT_TRUE(opened.outputs[0].output->write(record()));
  }
  const std::string line = line_of(record()) + "\n";
  EXPECT_EQ(content("log"), line + line);
  struct stat status{};
  ASSERT_EQ(::stat(path("log").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(OutputsTest, WhatCannotBeOpenedIsSaid) {
  const OpenedOutputs opened =
      open_outputs({{LogLevel::info, OutputSpec::Kind::to_file, path("none/log")}});
  EXPECT_TRUE(opened.outputs.empty());
  EXPECT_THAT(opened.error.value_or(""), HasSubstr("none/log cannot be opened: No such file"));
  const OpenedOutputs journal =
      open_outputs({{LogLevel::info, OutputSpec::Kind::to_journald, path("socket")}});
  EXPECT_THAT(journal.error.value_or(""), HasSubstr("nobody listens at"));
}

TEST_F(OutputsTest, AFullDiskLosesLines) {
  const auto full = open_log_file("/dev/full");
  ASSERT_NE(full, nullptr);
  EXPECT_FALSE(full->write(record()));
}

// The writer's end waits for nobody: the call returns, with or without the line.
TEST_F(OutputsTest, AFullPipeLosesLinesAndTakesThemAgainLater) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const Descriptor reader(ends[0]);
  DescriptorOutput output{Descriptor(ends[1])};
  int kept = 0;
  while (output.write(record())) ++kept;
  EXPECT_GT(kept, 100);
  std::vector<char> room(1 << 20);
  EXPECT_GT(::read(reader.get(), room.data(), room.size()), 0);
  EXPECT_TRUE(output.write(record()));
}

TEST_F(OutputsTest, APipeWithoutReaderHoldsNobodyUp) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(open_log_file(path("pipe")), nullptr);
}

TEST_F(OutputsTest, TheJournalGetsFields) {
  const Descriptor journal = listen();
  JournaldOutput output(path("socket"));
  ASSERT_TRUE(output.reachable());
  EXPECT_TRUE(output.write(record()));
  EXPECT_EQ(receive(journal),
            "MESSAGE=client 7: closed: reset\nPRIORITY=4\nSYSLOG_IDENTIFIER=interleaved\n"
            "INTERLEAVE_SOURCE=core.traffic\nINTERLEAVE_THREAD=loop\nINTERLEAVE_REASON=closed\n"
            "INTERLEAVE_CLIENT=7\n");
}

TEST_F(OutputsTest, SyslogGetsItsFormat) {
  const Descriptor service = listen();
  SyslogOutput output(path("socket"), "ild");
  EXPECT_TRUE(output.write(record()));
  EXPECT_THAT(receive(service),
              MatchesRegex("<28>[A-Z][a-z][a-z] [ 0-9][0-9] [0-9]+:[0-9]+:[0-9]+ ild.[0-9]+.: loop "
                           "core.traffic.closed.: client 7: closed: reset"));
}

// A service with no room, one that has gone, and one that was started anew.
TEST_F(OutputsTest, AServiceMayBeDeafGoAndComeBack) {
  JournaldOutput output(path("socket"));
  {
    const Descriptor journal = listen();
    int kept = 0;
    while (output.write(record()) && kept < 100'000) ++kept;
    EXPECT_LT(kept, 100'000) << "a datagram socket without a bound";
  }
  EXPECT_FALSE(output.write(record()));
  ::unlink(path("socket").c_str());
  EXPECT_FALSE(output.write(record()));
  const Descriptor journal = listen();
  EXPECT_TRUE(output.write(record("back")));
  EXPECT_THAT(receive(journal), HasSubstr("back"));
}

TEST_F(OutputsTest, TheDefaultFollowsStandardError) {
  struct stat status{};
  ASSERT_EQ(::fstat(STDERR_FILENO, &status), 0);
  const std::string mine = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
  EXPECT_TRUE(is_journal_stream(mine.c_str()));
  EXPECT_FALSE(is_journal_stream("1:1"));
  EXPECT_FALSE(is_journal_stream(nullptr));
  EXPECT_EQ(open_outputs({}).outputs.size(), 1);
}

}  // namespace
}  // namespace interleave::daemon

// Open files that pass beside the bytes of a stream.
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

constexpr std::string_view kOk = to_string(IoStatus::ok);

// One read with room for much, when there is something to read; `text` gets its bytes, with a '|'
// for one that a file has come with.
IoResult read_with_file(Place& place, Stream& stream, std::string& text, Arrival& with,
                        std::size_t most = 64) {
  EXPECT_TRUE(poll(place, stream.handle(), Readiness::read(), kLong).any());
  std::vector<std::byte> room(most);
  const IoResult result = stream.read_with_file(room, with);
  for (std::size_t i = 0; i < result.bytes; ++i) text += static_cast<char>(room[i]);
  if (with.file) text.back() = '|';
  return result;
}

// Reads until `bytes` have come; the files that have come with them are appended.
std::string read_all(Place& place, Stream& stream, std::size_t bytes, std::vector<FileRef>& files) {
  std::string text;
  while (text.size() < bytes) {
    Arrival with;
    if (read_with_file(place, stream, text, with).status != IoStatus::ok) break;
    EXPECT_FALSE(with.lost);
    if (with.file) files.push_back(std::move(with.file));
  }
  return text;
}

void send_file(Peer& peer, const OpenFile& file) {
  EXPECT_EQ(to_string(peer.send_file(file)), kOk);
}

TEST_P(SeamTest, FileComesWithItsByteAndIsTheOneThatWasSent) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    const FileRef another = place.open_file();
    EXPECT_TRUE(pair.server->carries_files());
    send(*pair.client, "call");
    send_file(*pair.client, *file);
    send(*pair.client, "next");
    std::vector<FileRef> files;
    EXPECT_EQ(read_all(place, *pair.server, 9, files), "call|next");
    ASSERT_EQ(files.size(), 1U);
    EXPECT_TRUE(place.same(*files[0], *file));
    EXPECT_FALSE(place.same(*files[0], *another));
  });
}

TEST_P(SeamTest, ReadDoesNotGoOnBeyondAByteThatAFileComesWith) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    send_file(*pair.client, *file);
    send(*pair.client, "next");
    std::string text;
    Arrival with;
    EXPECT_EQ(read_with_file(place, *pair.server, text, with).bytes, 1U);
    EXPECT_TRUE(with.file);
    EXPECT_EQ(read_with_file(place, *pair.server, text, with).bytes, 4U);
    EXPECT_FALSE(with.file) << "a read without a file says so";
    EXPECT_EQ(text, "|next");
  });
}

TEST_P(SeamTest, SeveralFilesComeOneByOneAndInOrder) {
  run([](Place& place) {
    const Pair pair = connect(place);
    std::vector<FileRef> sent;
    send(*pair.client, "call");
    for (int i = 0; i < 32; ++i) {
      sent.push_back(place.open_file());
      send_file(*pair.client, *sent.back());
    }
    std::vector<FileRef> files;
    EXPECT_EQ(read_all(place, *pair.server, 36, files), "call" + std::string(32, '|'));
    ASSERT_EQ(files.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_TRUE(place.same(*files[i], *sent[i])) << i;
  });
}

TEST_P(SeamTest, FileIsClosedWhereNobodyAsksForIt) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    send(*pair.client, "a");
    send_file(*pair.client, *file);
    send(*pair.client, "b");
    EXPECT_EQ(read_exactly(place, *pair.server, 3).size(), 3U) << "its byte is there";
  });
}

TEST_P(SeamTest, FilesThatAreNotReadAreClosedWithTheStream) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    for (int i = 0; i < 3; ++i) send_file(*pair.client, *file);
    std::string text;
    Arrival with;
    EXPECT_EQ(read_with_file(place, *pair.server, text, with).bytes, 1U);
    pair.server->close();
    EXPECT_TRUE(place.same(*with.file, *file)) << "what was read stays the reader's";
  });
}

TEST_P(SeamTest, FileOfAPeerThatHasVanishedCanBeRead) {
  run([](Place& place) {
    const Pair pair = connect(place);
    FileRef file = place.open_file();
    send(*pair.client, "last");
    send_file(*pair.client, *file);
    file = nullptr;
    pair.client->close();
    std::vector<FileRef> files;
    EXPECT_EQ(read_all(place, *pair.server, 5, files), "last|");
    EXPECT_EQ(files.size(), 1U);
  });
}

TEST_P(SeamTest, FileIsWrittenWithOneByteAfterWhatWasWritten) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    EXPECT_EQ(write(*pair.server, "reply").bytes, 5U);
    EXPECT_EQ(pair.server->write_file(*file).bytes, 1U);
    EXPECT_EQ(write(*pair.server, "next").bytes, 4U);
    std::string text;
    FileRef got;
    while (text.size() < 10) {
      std::array<std::byte, 64> room;
      FileRef with;
      const IoResult result = pair.client->receive_with_file(room, with);
      ASSERT_EQ(to_string(result.status), kOk);
      for (std::size_t i = 0; i < result.bytes; ++i) text += static_cast<char>(room[i]);
      if (!with) continue;
      EXPECT_EQ(text.size(), 6U) << "it comes with its own byte";
      text.back() = '|';
      got = std::move(with);
    }
    EXPECT_EQ(text, "reply|next");
    ASSERT_TRUE(got);
    EXPECT_TRUE(place.same(*got, *file));
  });
}

TEST_P(SeamTest, FileWouldBlockWhenThePeerDoesNotRead) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    const size_t written = fill(*pair.server);
    EXPECT_EQ(to_string(pair.server->write_file(*file).status), to_string(IoStatus::would_block));
    EXPECT_EQ(receive_exactly(*pair.client, written).size(), written);
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::write(), kLong).writable());
    EXPECT_EQ(to_string(pair.server->write_file(*file).status), kOk);
  });
}

TEST_P(SeamTest, FileForAVanishedPeerIsAReset) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    pair.client->close();
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).any());
    EXPECT_EQ(to_string(pair.server->write_file(*file).status), to_string(IoStatus::reset));
  });
}

TEST_P(SeamTest, ClosedStreamTakesAndGivesNoFile) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const FileRef file = place.open_file();
    pair.server->close();
    std::byte room;
    Arrival with;
    EXPECT_EQ(to_string(pair.server->read_with_file({&room, 1}, with).status),
              to_string(IoStatus::closed));
    EXPECT_EQ(to_string(pair.server->write_file(*file).status), to_string(IoStatus::closed));
  });
}

}  // namespace
}  // namespace interleave::conformance

#include "proptests/real/fuzz/frames.h"

#include <array>
#include <iterator>
#include <span>
#include <string_view>

#include "daemon/rpc/frame.h"

namespace interleave::fuzz {
namespace {

constexpr std::int32_t kOpen = 1;

void put_word(Bytes& to, std::uint32_t word) {
  for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::byte>(word >> shift));
}

void put_text(Bytes& to, std::string_view text) {
  put_word(to, static_cast<std::uint32_t>(text.size()));
  for (const char c : text) to.push_back(static_cast<std::byte>(c));
  while (to.size() % 4 != 0) to.push_back(std::byte{0});
}

// The domain that every test:///default has.
void put_domain(Bytes& to) {
  constexpr std::array<std::uint8_t, 16> kUuid = {0x66, 0x95, 0xeb, 0x01, 0xf6, 0xa4, 0x83, 0x04,
                                                  0x79, 0xaa, 0x97, 0xf2, 0x50, 0x2e, 0x19, 0x3f};
  put_text(to, "test");
  for (const std::uint8_t byte : kUuid) to.push_back(static_cast<std::byte>(byte));
  put_word(to, 1);
}

void put_xml(Bytes& to) {
  put_text(to,
           "<domain type='test'><name>f</name><memory>8192</memory><vcpu>1</vcpu>"
           "<os><type>hvm</type></os></domain>");
}

// What follows the header: the kinds of arguments that calls have.
using PutBody = void (*)(Bytes&);
struct Call {
  std::int32_t procedure;
  PutBody put;
};

constexpr Call kCalls[] = {
    {4, [](Bytes&) {}},                                          // version of the driver
    {6, [](Bytes&) {}},                                          // the node
    {7, [](Bytes&) {}},                                          // capabilities
    {11, put_xml},                                               // define
    {12, put_domain},                                            // destroy
    {14, [](Bytes& to) { put_domain(to), put_word(to, 0); }},    // description
    {16, put_domain},                                            // information
    {22, [](Bytes& to) { put_word(to, 1); }},                    // look up by id
    {23, [](Bytes& to) { put_text(to, "test"); }},               // look up by name
    {59, [](Bytes&) {}},                                         // host name
    {60, [](Bytes& to) { put_word(to, 14); }},                   // is a feature supported
    {66, [](Bytes&) {}},                                         // ways to authenticate
    {157, [](Bytes&) {}},                                        // version of the library
    {212, [](Bytes& to) { put_domain(to), put_word(to, 0); }},   // state
    {273, [](Bytes& to) { put_word(to, 1), put_word(to, 3); }},  // all domains
};

Bytes call(std::int32_t procedure, std::uint32_t serial, const Bytes& body) {
  rpc::FrameHeader header;
  header.program = rpc::kRemoteProgram;
  header.version = rpc::kRemoteVersion;
  header.procedure = procedure;
  header.serial = serial;
  return rpc::encode_frame(header, body);
}

void set_word(Bytes& frame, std::size_t at, std::uint32_t word) {
  for (std::size_t i = 0; i < 4 && at + i < frame.size(); ++i) {
    frame[at + i] = static_cast<std::byte>(word >> (24 - 8 * i));
  }
}

// Values at which some bound or sign lies.
std::uint32_t edge_word(Draw& draw) {
  constexpr std::uint32_t kEdges[] = {0,
                                      1,
                                      2,
                                      3,
                                      4,
                                      27,
                                      28,
                                      29,
                                      15,
                                      17,
                                      31,
                                      32,
                                      33,
                                      255,
                                      16'384,
                                      16'385,
                                      65'536,
                                      262'144,
                                      4'194'304,
                                      4'194'305,
                                      33'554'436,
                                      33'554'437,
                                      0x7fffffff,
                                      0x80000000,
                                      0xffffff,
                                      0xfffffffc,
                                      0xffffffff,
                                      rpc::kRemoteProgram,
                                      rpc::kKeepaliveProgram};
  return kEdges[draw.below(std::size(kEdges))];
}

void fit_length(Bytes& frame) {
  set_word(frame, 0, static_cast<std::uint32_t>(frame.size()));
}

void mutate(Draw& draw, Bytes& frame) {
  // Rarely: it is the last that the daemon reads of a connection.
  const bool wrong_length = draw.chance(40);
  switch (wrong_length ? 5 : draw.below(5)) {
    case 0:  // bits
      for (std::size_t n = 1 + draw.below(8); n > 0; --n) {
        const std::size_t at = 4 + draw.below(frame.size() - 4);
        frame[at] ^= static_cast<std::byte>(1U << draw.below(8));
      }
      break;
    case 1:  // a word of header or body
      set_word(frame, 4 * (1 + draw.below(frame.size() / 4 - 1)), edge_word(draw));
      break;
    case 2:  // cut off, and said so
      frame.resize(rpc::kMinFrame + draw.below(frame.size() - rpc::kMinFrame + 1));
      fit_length(frame);
      break;
    case 3:  // more than belongs to it
      for (std::size_t n = 1 + draw.below(64); n > 0; --n) {
        frame.push_back(static_cast<std::byte>(draw.word()));
      }
      fit_length(frame);
      break;
    case 4:  // a type that clients do not send, or none
      set_word(frame, 16, static_cast<std::uint32_t>(draw.below(9)));
      break;
    default:  // a length that does not fit: what follows is read from its middle
      set_word(frame, 0,
               draw.chance(2) ? edge_word(draw) : static_cast<std::uint32_t>(draw.below(200)));
  }
}

}  // namespace

Bytes valid_call(Draw& draw, std::uint32_t serial) {
  const Call& chosen = kCalls[draw.below(std::size(kCalls))];
  Bytes body;
  chosen.put(body);
  return call(chosen.procedure, serial, body);
}

Bytes open_call(std::uint32_t serial) {
  Bytes body;
  put_word(body, 1);
  put_text(body, "test:///default");
  put_word(body, 0);
  return call(kOpen, serial, body);
}

Bytes random_bytes(Draw& draw) {
  Bytes bytes(1 + draw.below(400));
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(draw.word());
  return bytes;
}

Bytes random_frame(Draw& draw) {
  Bytes frame(rpc::kMinFrame + draw.below(400));
  for (std::byte& byte : frame) byte = static_cast<std::byte>(draw.word());
  fit_length(frame);
  // Wholly random headers are refused at once: most have a program, or a type, that is known.
  if (!draw.chance(4)) set_word(frame, 4, rpc::kRemoteProgram);
  if (!draw.chance(4)) set_word(frame, 8, rpc::kRemoteVersion);
  if (!draw.chance(4)) set_word(frame, 12, static_cast<std::uint32_t>(draw.below(450)));
  if (!draw.chance(4)) set_word(frame, 16, static_cast<std::uint32_t>(draw.below(8)));
  if (!draw.chance(4)) set_word(frame, 24, 0);
  return frame;
}

Bytes mutated_call(Draw& draw, std::uint32_t serial) {
  Bytes frame = draw.chance(8) ? open_call(serial) : valid_call(draw, serial);
  for (std::size_t n = 1 + draw.below(3); n > 0 && frame.size() > rpc::kMinFrame; --n) {
    mutate(draw, frame);
  }
  return frame;
}

}  // namespace interleave::fuzz

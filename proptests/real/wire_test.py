#!/usr/bin/env python3
"""Frames at the socket that no library sends: interleaved answers them as libvirtd does.

usage: wire_test.py INTERLEAVED [CASE...]

Each case is a conversation by hand. It is held with Debian's libvirtd and with interleaved, and
what comes back must be the same.
"""

import hashlib
import os
import socket
import struct
import sys

import wire
from daemon_process import DaemonProcess, TestFailure, check
from libvirtd_process import LibvirtdProcess

GET_INFO, UNKNOWN, LAST_SERIAL = 16, 444, 99
OPEN_GRAPHICS, CREATE_XML_WITH_FILES, CREATE_WITH_FILES = 249, 309, 310
OPEN_GRAPHICS_FD, FD_ASSOCIATE = 343, 443
LONGEST = 33_554_436
MIB = 1 << 20
NUMBER = struct.Struct(">I")
ZERO = NUMBER.pack(0)


def told(message):
    """A message as a case compares it."""
    if message is None:
        return "end of stream"
    head = (hex(message.program), message.version, message.procedure, message.kind, message.serial,
            message.status)
    if message.status != wire.ERROR:
        return (*head, len(message.body), hashlib.sha256(message.body).hexdigest()[:8])
    code, domain, text = wire.error_of(message.body)
    return (*head, code, domain, text if len(text) < 500 else f"{len(text)} characters")


def heard(client):
    """The next message as a case compares it. A connection that is closed with bytes unread is
    reset."""
    try:
        return told(client.message())
    except ConnectionResetError:
        return "end of stream"


def exchange(client, *frames, answers):
    """Sends frames in one piece and collects so many answers, which come in any order. The answer
    to one call more must be the next: there are no answers too many."""
    client.send(b"".join(frames))
    messages = [client.message() for _ in range(answers)]
    last = told(client.message_for(wire.AUTH_LIST, LAST_SERIAL))
    check(LAST_SERIAL in last, f"an answer too many: {last}")
    return sorted((told(message) for message in messages), key=str)


def opened(path):
    client = wire.Wire(path)
    check(client.open() == wire.OK, "open failed")
    return client


def unknown_programs_and_versions(path):
    client = opened(path)
    return exchange(
        client, wire.frame(wire.LIB_VERSION, 10, program=0x12345678),
        wire.frame(wire.LIB_VERSION, 11, program=0),
        wire.frame(wire.LIB_VERSION, 12, program=wire.REMOTE, version=2),
        wire.frame(wire.LIB_VERSION, 13, program=wire.REMOTE, version=0),
        wire.frame(wire.LIB_VERSION, 14), answers=5)


def unknown_procedures(path):
    client = opened(path)
    return exchange(client, *(wire.frame(number, 10 + at) for at, number in enumerate(
        (0, -1, UNKNOWN, 100000, 2**31 - 1, -2**31))), answers=6)


def events_are_no_calls(path):
    """Numbers of messages that a server sends."""
    client = opened(path)
    return exchange(client, wire.frame(107, 10), wire.frame(318, 11), wire.frame(315, 12),
                    answers=3)


def events_that_do_not_exist(path):
    """By every call that asks for an event: numbers around the last one, and far from any."""
    client = opened(path)
    result = []
    for procedure, body in ((167, b""), (313, ZERO), (316, ZERO), (368, ZERO), (374, ZERO),
                            (380, ZERO)):
        for event in (-1, 2, 26, 27, 1000, -2**31):
            reply = client.message_for(procedure, 10, struct.pack(">i", event) + body)
            # Of an event that exists, the callback's id is the server's own affair.
            result.append((procedure, event, "registered" if reply.status == wire.OK
                           else told(reply)))
    return result


def wrong_statuses(path):
    client = opened(path)
    return exchange(client, *(wire.frame(wire.LIB_VERSION, 10 + status, status=status)
                              for status in (1, 2, 3, 2**31)), answers=4)


def wrong_types_are_dropped(path):
    client = opened(path)
    frames = [wire.frame(wire.LIB_VERSION, 10 + at, kind=kind) for at, kind in enumerate(
        (wire.REPLY, wire.MESSAGE, 7, 1000, 2**32 - 1, wire.REPLY_WITH_FDS))]
    return exchange(client, *frames, wire.frame(wire.LIB_VERSION, 20), answers=1)


def stray_stream_packets_are_dropped(path):
    client = opened(path)
    frames = [wire.frame(211, 10, b"data", wire.STREAM, status=status)
              for status in (wire.OK, wire.ERROR, wire.CONTINUE, 9)]
    hole = wire.frame(208, 11, struct.pack(">qI", 1000, 0), wire.STREAM_HOLE,
                      status=wire.CONTINUE)
    return exchange(client, *frames, hole, wire.frame(wire.LIB_VERSION, 20), answers=1)


def undecodable_bodies(path):
    client = opened(path)
    name = wire.string("test")
    bodies = (b"", b"\0", name[:4], name[:6], NUMBER.pack(2**32 - 1) + b"test",
              NUMBER.pack(4 * MIB + 1) + b"x" * 100)
    return exchange(client, *(wire.frame(wire.LOOKUP_BY_NAME, 10 + at, body)
                              for at, body in enumerate(bodies)), answers=len(bodies))


def undecodable_domains(path):
    client = opened(path)
    domain = client.domain()
    return exchange(client, wire.frame(GET_INFO, 10, domain[:-1]),
                    wire.frame(GET_INFO, 11, domain[:-24]), wire.frame(GET_INFO, 12, b""),
                    answers=3)


def trailing_bytes_are_ignored(path):
    client = opened(path)
    name = wire.string("test")
    return exchange(client, wire.frame(wire.LIB_VERSION, 10, b"more"),
                    wire.frame(wire.LOOKUP_BY_NAME, 11, name + b"x" * 5),
                    wire.frame(wire.LOOKUP_BY_NAME, 12, name + b"\0" * 100_000), answers=3)


def padding_is_not_looked_at(path):
    client = opened(path)
    return exchange(client, wire.frame(wire.LOOKUP_BY_NAME, 10, NUMBER.pack(3) + b"tesX"),
                    wire.frame(wire.LOOKUP_BY_NAME, 11, NUMBER.pack(0)),
                    wire.frame(wire.LOOKUP_BY_NAME, 12, NUMBER.pack(5) + b"te\0st\0\0\0"),
                    answers=3)


def impossible_lengths_close(path):
    result = []
    for length in (0, 1, 4, 27, LONGEST + 1, 2**31, 2**32 - 1):
        client = opened(path)
        client.send(wire.frame(wire.LIB_VERSION, 10))
        result.append(told(client.message()))
        client.send(NUMBER.pack(length) + b"\0" * 24)
        result.append(heard(client))
    return result


def garbage_closes(path):
    result = []
    for data in (b"GET / HTTP/1.0\r\n\r\n" + b" " * 20, b"\xff" * 64, b"\0" * 64):
        client = wire.Wire(path)
        client.send(data)
        result.append(heard(client))
    return result


def the_longest_frame_is_read(path):
    client = opened(path)
    body = wire.string("test")
    return exchange(client, wire.frame(wire.LOOKUP_BY_NAME, 10,
                                       body + b"\0" * (LONGEST - 28 - len(body))), answers=1)


def the_shortest_frame_is_read(path):
    return exchange(opened(path), wire.frame(wire.LIB_VERSION, 10), answers=1)


def before_open(path):
    client = wire.Wire(path)
    return exchange(
        client, wire.frame(wire.LIB_VERSION, 10), wire.frame(wire.LOOKUP_BY_NAME, 11, b"\0"),
        wire.frame(wire.SUPPORTS_FEATURE, 12, NUMBER.pack(wire.KEEPALIVE_FEATURE)),
        wire.frame(UNKNOWN, 13), wire.frame(wire.AUTH_LIST, 14), answers=5)


def open_body(uri, flags=0):
    return NUMBER.pack(1) + wire.string(uri) + NUMBER.pack(flags)


def second_open(path):
    client = opened(path)
    return exchange(client, wire.frame(wire.OPEN, 10, open_body("test:///default")), answers=1)


def open_refused(path):
    """The connection stays, and can be opened by another name."""
    client = wire.Wire(path)
    uris = ("nonsense:///", "test:///no/such/file", "test:///default", "test:///default")
    return [told(client.message_for(wire.OPEN, serial, open_body(uri)))
            for serial, uri in enumerate(uris)]


def open_with_unknown_flags(path):
    client = wire.Wire(path)
    return exchange(client, wire.frame(wire.OPEN, 10, open_body("test:///default", 64)), answers=1)


def second_open_leaves_the_first(path):
    """libvirtd forgets the first."""
    client = opened(path)
    client.message_for(wire.OPEN, 10, open_body("test:///default"))
    check(client.message_for(wire.LIB_VERSION, 11).status == wire.OK, "the first one is lost")


def calls_after_close(path):
    client = opened(path)
    return [told(client.message_for(wire.CLOSE, 10)), told(client.message())]


def keepalive(number):
    return wire.frame(number, 0, kind=wire.MESSAGE, program=wire.KEEPALIVE)


def keepalive_at_any_time(path):
    client = wire.Wire(path)
    result = []
    for opening in (False, True):
        if opening:
            check(client.open() == wire.OK, "open failed")
        for _ in range(3):
            result += exchange(client, keepalive(wire.PONG), keepalive(wire.PING), answers=1)
    return result


def many_pings_are_answered_once(path):
    """A pong says that the server lives, however many pings wait; libvirtd sends as many."""
    client = opened(path)
    client.send(keepalive(wire.PING) * 10_000 + wire.frame(wire.LIB_VERSION, 10))
    pongs = 0
    while (message := client.message()).serial != 10:
        check(message.program == wire.KEEPALIVE, f"{message} is no pong")
        pongs += 1
    check(0 < pongs <= 10_000, f"{pongs} pongs")


def keepalive_nonsense_is_dropped(path):
    frames = (wire.frame(3, 0, kind=wire.MESSAGE, program=wire.KEEPALIVE),
              wire.frame(wire.PING, 0, kind=wire.MESSAGE, program=wire.KEEPALIVE, version=2))
    return exchange(opened(path), *frames, wire.frame(wire.LIB_VERSION, 20), answers=1)


def keepalive_is_not_called(path):
    return exchange(opened(path), wire.frame(wire.PING, 5, program=wire.KEEPALIVE),
                    wire.frame(wire.LIB_VERSION, 20), answers=2)


def announcing(procedure, count, body, kind=wire.CALL_WITH_FDS):
    return wire.frame(procedure, 10, NUMBER.pack(count) + body, kind)


def then_heard(client):
    """What comes next, and whether the connection goes on."""
    result = [heard(client)]
    if result[0] != "end of stream":
        result.append(told(client.message_for(wire.LIB_VERSION, 11)))
    return result


def called_with(client, procedure, count, body, file=None):
    """A call with so many descriptors, of `file` or of nothing in particular."""
    client.send(announcing(procedure, count, body))
    with open(os.devnull, "rb") as null:
        for _ in range(count):
            client.send_descriptor((file or null).fileno())
    return then_heard(client)


def descriptors(path):
    result = []
    for count in (0, 1, 2, 32):
        client = opened(path)
        result.append(called_with(client, CREATE_WITH_FILES, count, client.domain() + ZERO))
    return result


def domains_are_created_with_descriptors(path):
    """The ids of the domains differ between the daemons."""
    result = []
    for count in (0, 1, 32):
        client = opened(path)
        xml = (f"<domain type='test'><name>files{count}</name><memory>8192</memory>"
               "<os><type>hvm</type></os></domain>")
        answers = called_with(client, CREATE_XML_WITH_FILES, count, wire.string(xml) + ZERO)
        result.append([answer[:7] for answer in answers])
    return result


def descriptors_for_graphics(path):
    client = opened(path)
    body = client.domain() + ZERO + ZERO
    with socket.socket(socket.AF_UNIX) as a_socket:
        return [called_with(client, OPEN_GRAPHICS, 0, body),
                called_with(client, OPEN_GRAPHICS, 1, body, a_socket),
                called_with(client, OPEN_GRAPHICS, 2, body, a_socket),
                called_with(client, OPEN_GRAPHICS_FD, 0, body),
                called_with(client, OPEN_GRAPHICS_FD, 1, body),
                told(client.message_for(OPEN_GRAPHICS, 12, body)),
                told(client.message_for(OPEN_GRAPHICS_FD, 13, body))]


def descriptors_are_associated(path):
    client = opened(path)
    body = client.domain() + wire.string("disk") + ZERO
    return [called_with(client, FD_ASSOCIATE, count, body) for count in (0, 1, 2, 32)]


def too_many_descriptors_close(path):
    result = []
    for count in (33, 1000, 2**32 - 1):
        client = opened(path)
        client.send(announcing(CREATE_WITH_FILES, count, client.domain() + ZERO))
        result.append(then_heard(client))
    return result


def descriptors_out_of_place(path):
    """A byte without its descriptor, with two, with one that came too early; one too early and
    one in its place; one for a reply, which a server drops but for its byte."""
    result = []
    with open(os.devnull, "rb") as null:
        file = null.fileno()
        for count, sent in ((1, [(b"\0", [])]), (1, [(b"\0", [file, file])]),
                            (2, [(b"\0", [file]), (b"\0", [])])):
            client = opened(path)
            client.send(announcing(CREATE_WITH_FILES, count, client.domain() + ZERO))
            for data, some in sent:
                socket.send_fds(client.socket, [data], some)
            result.append(then_heard(client))
        for late in ([], [file]):
            client = opened(path)
            frame = announcing(CREATE_WITH_FILES, 1, client.domain() + ZERO)
            socket.send_fds(client.socket, [frame], [file])
            socket.send_fds(client.socket, [b"\0"], late)
            result.append(then_heard(client))
        client = opened(path)
        client.send(announcing(CREATE_WITH_FILES, 1, ZERO, wire.REPLY_WITH_FDS))
        client.send_descriptor(file)
        client.send(wire.frame(wire.LIB_VERSION, 10))
        result.append(heard(client))
    return result


def descriptors_for_a_call_without(path):
    client = opened(path)
    client.send(wire.frame(wire.LIB_VERSION, 10, NUMBER.pack(1), wire.CALL_WITH_FDS))
    with open(os.devnull, "rb") as null:
        client.send_descriptor(null.fileno())
    return [told(client.message()), told(client.message_for(wire.LIB_VERSION, 11))]


def long_strings(path):
    client = opened(path)
    return exchange(client, *(wire.frame(wire.LOOKUP_BY_NAME, 10 + at, wire.string("x" * size))
                              for at, size in enumerate((1000, 3 * MIB, 4 * MIB, 4 * MIB + 4))),
                    answers=4)


def frames_in_small_pieces(path):
    client = opened(path)
    for byte in wire.frame(wire.LIB_VERSION, 10) + wire.frame(wire.AUTH_LIST, 11)[:-1]:
        client.send(bytes([byte]))
    result = [told(client.message())]
    client.send(wire.frame(wire.AUTH_LIST, 11)[-1:])
    return [*result, told(client.message())]


def serials_are_repeated(path):
    client = opened(path)
    return [told(client.message_for(wire.LIB_VERSION, serial))
            for serial in (0, 0, 2**32 - 1, 5, 5)]


CASES = {function.__name__: function for function in (
    unknown_programs_and_versions, unknown_procedures, events_are_no_calls,
    events_that_do_not_exist, wrong_statuses,
    wrong_types_are_dropped, stray_stream_packets_are_dropped, undecodable_bodies,
    undecodable_domains, trailing_bytes_are_ignored, padding_is_not_looked_at,
    impossible_lengths_close, garbage_closes, the_longest_frame_is_read,
    the_shortest_frame_is_read, before_open, second_open, open_refused, open_with_unknown_flags,
    calls_after_close, keepalive_at_any_time, keepalive_nonsense_is_dropped,
    keepalive_is_not_called, descriptors,
    domains_are_created_with_descriptors, descriptors_for_graphics, descriptors_are_associated,
    too_many_descriptors_close, descriptors_out_of_place, descriptors_for_a_call_without,
    long_strings,
    frames_in_small_pieces, serials_are_repeated)}
# Where interleaved does better.
OWN_CASES = {function.__name__: function for function in (
    second_open_leaves_the_first, many_pings_are_answered_once)}


def compare(name, peer, daemon):
    if name in OWN_CASES:
        OWN_CASES[name](daemon.socket)
        return
    expected, found = CASES[name](peer.socket), CASES[name](daemon.socket)
    for one, other in zip(expected, found):
        check(one == other, f"libvirtd: {one}\n    interleaved: {other}")
    check(expected == found, f"libvirtd: {expected}\n    interleaved: {found}")


def main():
    failed = 0
    with LibvirtdProcess() as peer, DaemonProcess(sys.argv[1], "log_level = 2\n") as daemon:
        for name in sys.argv[2:] or [*CASES, *OWN_CASES]:
            try:
                compare(name, peer, daemon)
                print(f"ok      {name}", flush=True)
            except (TestFailure, OSError, EOFError) as failure:
                failed += 1
                print(f"FAILED  {name}: {failure!r}".replace("\\n", "\n"), flush=True)
        try:
            daemon.check_orderly_end(daemon.stop())
        except TestFailure as failure:
            failed += 1
            print(f"FAILED  the end: {failure}")
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else __doc__)

#!/usr/bin/env python3
"""How much clients can make the daemon hold, and by what it is bounded: resident memory, measured.

usage: memory_test.py INTERLEAVED [CASE...]
"""

import struct
import sys
import time

import wire
from daemon_process import (DaemonProcess, TestFailure, check, raise_descriptor_limit, run_cases,
                            until)

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
CAPABILITIES = 7
MOST_IN_FRAME = 33_554_432 + 4
MIB = 1024 * 1024
# Of the process itself: arenas of its threads, and what its allocator keeps.
OF_ITS_OWN = 8


def open_clients(daemon, count):
    clients = [wire.Wire(daemon.socket) for _ in range(count)]
    for client in clients:
        check(client.open() == wire.OK, "open failed")
    return clients


def settled_mib(daemon):
    """What it holds when everything that was sent has been read, and nothing changes any more."""
    honest = open_clients(daemon, 1)[0]
    last = None
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        check(honest.call(CAPABILITIES, 9)[3] == wire.OK, "an honest client is not served")
        now = daemon.resident_kib() / 1024
        if last is not None and abs(now - last) < 0.2:
            honest.close()
            return now
        last = now
        time.sleep(0.3)
    raise TestFailure("it does not come to rest")


def begin_frame(client, size):
    """So many bytes of the longest frame that there is."""
    client.send(struct.pack(">I", MOST_IN_FRAME) + wire.frame(CAPABILITIES, 3)[4:] +
                b"\0" * (size - 28))


def send_until_full(clients):
    """Calls, and no reply is read, until the daemon has taken no more for a second; the bytes."""
    calls, sent = wire.frame(CAPABILITIES, 3) * 1000, 0
    for client in clients:
        client.socket.setblocking(False)
    quiet_since = time.monotonic()
    while time.monotonic() < quiet_since + 1:
        check(sent < 64 * MIB * len(clients), "it reads for ever")
        for client in clients:
            try:
                sent += client.socket.send(calls)
                quiet_since = time.monotonic()
            except BlockingIOError:
                pass
        time.sleep(0.01)
    return sent


def report(what, clients, each, grown, most):
    print(f"        {what}: {clients} clients, {each}: {grown:.1f} MiB more; at most {most:.0f}")
    check(grown <= most, f"{what}: {grown:.1f} MiB more, {most} at most")


def frames_that_do_not_end():
    """A frame holds what has come of it, not what it says that it will be."""
    for count, size in ((1, 32 * MIB), (32, MIB), (500, 64 * 1024)):
        with DaemonProcess(BINARY, "frame_timeout = 600\n") as daemon:
            before = settled_mib(daemon)
            clients = open_clients(daemon, count)
            idle = settled_mib(daemon) - before
            for client in clients:
                begin_frame(client, size)
            grown = settled_mib(daemon) - before
            report("frames that do not end", count, f"{size // 1024} KiB each", grown,
                   idle + 1.25 * count * size / MIB + OF_ITS_OWN)
            # What the allocator has kept of it is used again.
            for _ in range(3):
                for client in clients:
                    client.close()
                settled_mib(daemon)
                clients = open_clients(daemon, count)
                for client in clients:
                    begin_frame(client, size)
            again = settled_mib(daemon) - before
            report("the same again", count, f"{size // 1024} KiB each", again, grown + OF_ITS_OWN)


def clients_that_read_nothing():
    """Calls are read no further than max_client_requests and 64 KiB, and each has one reply; a call
    of 28 bytes takes ten times as many."""
    for count in (1, 100):
        with DaemonProcess(BINARY, "write_timeout = 600\nmax_client_requests = 5\n") as daemon:
            before = settled_mib(daemon)
            clients = open_clients(daemon, count)
            sent = send_until_full(clients)
            grown = settled_mib(daemon) - before
            report("clients that read nothing", count, f"{sent / MIB:.1f} MiB sent in all", grown,
                   count * 1.0 + OF_ITS_OWN)


def answer(client, procedure, body=b""):
    """"made", "refused" for want of memory, or "closed"."""
    try:
        status, body = client.answer(procedure, 9, body)
    except (OSError, EOFError):
        return "closed"
    if status == wire.OK:
        return "made"
    what = wire.error_of(body)[2]
    check("short of memory" in what, f"the error {what}")
    return "refused"


def newcomer(daemon):
    client = wire.Wire(daemon.socket)
    try:
        return answer(client, wire.AUTH_LIST)
    finally:
        client.close()


class Grower:
    """In the middle of a frame that gets longer."""

    def __init__(self, daemon):
        self.client = wire.Wire(daemon.socket)
        self.sent = 28
        begin_frame(self.client, self.sent)

    def grow(self, bytes_more):
        """False when it is cut off."""
        try:
            self.client.send(b"\0" * bytes_more)
        except OSError:
            return False
        self.sent += bytes_more
        return True


def memory_that_gets_short():
    """With 90 % in use calls are refused and urgent ones made; with 95 % nobody is let in, and who
    goes on with a long frame is cut off; with less all is as before."""
    limit, step = 256, MIB // 2
    config = f"memory_limit = {limit}\nframe_timeout = 600\nlog_level = 2\n"
    with DaemonProcess(BINARY, config) as daemon:
        honest = open_clients(daemon, 1)[0]
        growers = [Grower(daemon)]
        calls, newcomers, most = set(), set(), 0
        while growers[-1].grow(step):
            check(len(growers) * 32 < 2 * limit, "clients may hold as much as they like")
            calls.add(answer(honest, CAPABILITIES))
            check(answer(honest, wire.LOOKUP_BY_NAME, wire.string("test")) == "made",
                  "an urgent call is refused")
            now = daemon.anonymous_kib() / 1024
            most = max(most, now)
            if now >= 0.95 * limit:
                # It looks now and then.
                time.sleep(0.1)
            newcomers.add(newcomer(daemon))
            if growers[-1].sent > 31 * MIB:
                growers.append(Grower(daemon))
        print(f"        {len(growers)} frames grow: {most:.0f} MiB at most, the limit is {limit}")
        check(calls == {"made", "refused"}, f"calls were {calls}")
        check(newcomers == {"made", "closed"}, f"newcomers were {newcomers}")
        check(0.9 * limit < most < limit, f"it has had {most:.0f} MiB of {limit}")
        for grower in growers:
            grower.client.close()
        until(lambda: answer(honest, CAPABILITIES) == "made", "calls are not made again")
        check(newcomer(daemon) == "made", "nobody is let in although there is memory again")
        for words in ("ordinary calls are refused", "calls are made again",
                      "there is no memory for it"):
            check(words in daemon.log(), f"the log does not say that {words}:\n{daemon.log()}")
        daemon.check_orderly_end(daemon.stop())


CASES = (frames_that_do_not_end, clients_that_read_nothing, memory_that_gets_short)


def main():
    raise_descriptor_limit()
    return run_cases(CASES, sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main() if BINARY else __doc__)

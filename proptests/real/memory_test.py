#!/usr/bin/env python3
"""How much clients can make the daemon hold, and by what it is bounded: resident memory, measured.

usage: memory_test.py INTERLEAVED [CASE...]
"""

import struct
import sys
import time

import wire
from daemon_process import DaemonProcess, TestFailure, check, raise_descriptor_limit, run_cases

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


CASES = (frames_that_do_not_end, clients_that_read_nothing)


def main():
    raise_descriptor_limit()
    return run_cases(CASES, sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main() if BINARY else __doc__)

#!/usr/bin/env python3
"""Clients that wear a daemon out, and a daemon that stops under load: each with what it costs.

usage: abuse_test.py INTERLEAVED [CASE...]

The environment's STOPS is how often the daemon is stopped with a hundred calls in flight.
"""

import os
import random
import resource
import socket
import struct
import sys
import threading
import time

import wire
from daemon_process import DaemonProcess, check, run_cases, virsh

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
STOPS = int(os.environ.get("STOPS", "10"))
IN_FLIGHT = 100
CAPABILITIES = 7


def await_true(condition, why, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, why)
        time.sleep(0.02)


def open_client(daemon):
    client = wire.Wire(daemon.socket)
    check(client.open() == wire.OK, "open failed")
    return client


def is_served(daemon):
    status, output, errors = virsh(daemon.uri(), "list", "--all")
    check(status == 0 and "test" in output, f"virsh is not served: {errors}\n{daemon.log()}")


def frames_to_the_end(client):
    """How many replies come until the connection ends."""
    count = 0
    try:
        while client.reply() is not None:
            count += 1
    except ConnectionResetError:
        pass  # what the daemon has not read any more
    return count


class Caller:
    """Keeps a number of calls under way, in a thread, until the connection ends; counts replies."""

    def __init__(self, daemon, depth):
        self.client, self.depth, self.replies = wire.Wire(daemon.socket), depth, 0
        check(self.client.open() == wire.OK, "open failed")
        self.replies += 2
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _send(self, serial, count):
        self.client.send(b"".join(wire.frame(CAPABILITIES, serial + n) for n in range(count)))

    def _run(self):
        serial = 10
        try:
            self._send(serial, self.depth)
            while self.client.reply() is not None:
                self.replies += 1
                serial += self.depth
                self._send(serial, 1)
        except ConnectionError:
            # Nothing can be sent any more; what was answered can still be read.
            self.replies += frames_to_the_end(self.client)


def stop_under_load():
    with DaemonProcess(BINARY, "log_level = 2\nmax_client_requests = 10\n") as daemon:
        callers = [Caller(daemon, 10) for _ in range(IN_FLIGHT // 10)]
        time.sleep(random.uniform(0.05, 0.3))
        begin = time.monotonic()
        status = daemon.stop()
        took = time.monotonic() - begin
        for caller in callers:
            caller.thread.join(60)
            check(not caller.thread.is_alive(), "a client hangs")
        accepted, answered, refused, dropped = daemon.check_orderly_end(status)
        got = sum(caller.replies for caller in callers)
        check(dropped == 0, f"{dropped} of {accepted} calls were dropped")
        check(got == answered + refused, f"{got} replies came of {answered} + {refused}")
        return accepted, refused, took


def a_stop_loses_nothing():
    """SIGTERM with a hundred calls in flight: each accepted call's reply arrives."""
    calls, refused, longest = 0, 0, 0
    for _ in range(STOPS):
        one = stop_under_load()
        calls, refused, longest = calls + one[0], refused + one[1], max(longest, one[2])
    print(f"        {STOPS} stops: {calls} calls, 0 lost, {refused} refused;"
          f" the longest took {longest:.2f} s")


def a_frame_that_trickles_in_has_a_deadline():
    config = "log_level = 2\nframe_timeout = 1\n"
    with DaemonProcess(BINARY, config) as daemon:
        slow, honest = open_client(daemon), open_client(daemon)
        frame = wire.frame(wire.GET_XML, 7, b"\0" * 400)
        check(wire.is_cut_off_in(slow, frame), "a frame may take as long as it likes")
        check("has not finished the frame" in daemon.log(), "the reason is not logged")
        # In pieces, but in time; and with nothing to say for longer than a frame may take.
        time.sleep(1.5)
        for number in range(5):
            whole = wire.frame(CAPABILITIES, number)
            honest.send(whole[:9])
            time.sleep(0.05)
            honest.send(whole[9:])
            check(honest.reply()[2] == number, "an honest client is not served")


def a_client_that_takes_no_reply_is_cut_off():
    config = "log_level = 2\nwrite_timeout = 1\nmax_client_requests = 100\n"
    with DaemonProcess(BINARY, config) as daemon:
        deaf = open_client(daemon)
        deaf.send(b"".join(wire.frame(CAPABILITIES, 10 + number) for number in range(300)))
        await_true(lambda: "does not read what it is sent" in daemon.log(), "it is kept for ever")
        is_served(daemon)


def memory_follows_what_has_come():
    """Not the length that is announced: 200 clients that announce the longest frame."""
    with DaemonProcess(BINARY, "max_clients = 1000\n") as daemon:
        is_served(daemon)
        kib = [daemon.resident_kib()]
        crowd = []
        for announced in (None, 33_554_432 + 4):
            for _ in range(200):
                client = open_client(daemon)
                if announced is not None:
                    client.send(struct.pack(">I", announced) + wire.frame(CAPABILITIES, 3)[4:])
                crowd.append(client)
            is_served(daemon)
            kib.append(daemon.resident_kib())
        idle, announcing = (kib[1] - kib[0]) / 200, (kib[2] - kib[1]) / 200
        print(f"        {announcing:.1f} KiB for each, {idle:.1f} for an idle one")
        check(announcing < idle + 64, f"{announcing} KiB for each, {idle} for an idle one")


def clients_come_and_go_and_leave_nothing():
    """Connect, call, and vanish with a reset, a thousand times."""
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        is_served(daemon)
        before = daemon.descriptors()
        for number in range(1000):
            client = wire.Wire(daemon.socket)
            client.send(wire.frame(wire.AUTH_LIST, 0) + wire.frame(CAPABILITIES, 1) * 20)
            if number % 3 == 0:
                client.reply()
            client.close()
        is_served(daemon)
        await_true(lambda: daemon.descriptors() <= before,
                   f"{daemon.descriptors()} descriptors, {before} before")
        daemon.check_orderly_end(daemon.stop())


def processor_seconds(daemon):
    with open(f"/proc/{daemon.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def without_descriptors_it_waits():
    """At its limit of descriptors it neither spins nor ends, and goes on when some are free."""
    with DaemonProcess(BINARY, "log_level = 3\nmax_clients = 500\n") as daemon:
        is_served(daemon)
        limit = daemon.descriptors() + 10
        resource.prlimit(daemon.process.pid, resource.RLIMIT_NOFILE, (limit, limit))
        crowd = [socket.socket(socket.AF_UNIX) for _ in range(40)]
        for one in crowd:
            one.connect(daemon.socket)
        await_true(lambda: "no client is accepted" in daemon.log(), "it does not tell")
        before = processor_seconds(daemon)
        time.sleep(2)
        used = processor_seconds(daemon) - before
        print(f"        {used / 2:.0%} of a processor, {daemon.log().count('no client is')} lines")
        check(used < 0.5, f"{used} s of the processor in 2 s")
        for one in crowd:
            one.close()
        is_served(daemon)


CASES = (
    a_stop_loses_nothing, a_frame_that_trickles_in_has_a_deadline,
    a_client_that_takes_no_reply_is_cut_off, memory_follows_what_has_come,
    clients_come_and_go_and_leave_nothing, without_descriptors_it_waits,
)

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(run_cases(CASES, sys.argv[2:]))

#!/usr/bin/env python3
"""The time of day jumps by an hour, and no deadline of the daemon's is met sooner or later for it.

usage: clock_test.py INTERLEAVED STEPPED_CLOCK [CASE...]

STEPPED_CLOCK is preloaded into the daemon: its time of day is what a file says.
"""

import datetime
import os
import re
import socket
import struct
import sys
import time

import wire
from daemon_process import DaemonProcess, check, run_cases
from reach_test import free_port

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
STEPPED_CLOCK = sys.argv[2] if len(sys.argv) > 2 else ""
HOUR = 3600
CAPABILITIES = 7


class SteppedDaemon(DaemonProcess):
    """`port` asks for SASL, so that whoever comes there is nobody at first."""

    def __init__(self, config, arguments=()):
        self.port = free_port()
        super().__init__(BINARY, f'log_level = 2\nlisten_tcp = 1\ntcp_port = "{self.port}"\n'
                                 f'listen_addr = "127.0.0.1"\n{config}', arguments,
                         SteppedDaemon._prepare)
        for name in ("LD_PRELOAD", "STEPPED_CLOCK"):
            del os.environ[name]

    def _prepare(self):
        self.step_file = os.path.join(self.directory, "step")
        self.step(0)
        os.environ.update(LD_PRELOAD=STEPPED_CLOCK, STEPPED_CLOCK=self.step_file)

    def step(self, seconds):
        with open(self.step_file, "r+b" if os.path.exists(self.step_file) else "wb") as file:
            file.write(struct.pack("=q", seconds))

    def last_stamp(self):
        """Of the log, in seconds."""
        text = re.findall(r"^(\S+)Z ", self.log(), re.M)[-1]
        return datetime.datetime.fromisoformat(text).replace(
            tzinfo=datetime.timezone.utc).timestamp()

    def check_step(self, seconds):
        """What it says next has the time of day that it was given."""
        wire.Wire(self.socket).close()
        before = len(self.log())
        deadline = time.monotonic() + 60
        while len(self.log()) == before:
            check(time.monotonic() < deadline, "nothing is logged")
            client = wire.Wire(self.socket)
            client.send(struct.pack(">I", 1))
            client.close()
            time.sleep(0.05)
        self.check_stamp(seconds)

    def check_stamp(self, seconds):
        off = self.last_stamp() - time.time() - seconds
        check(abs(off) < HOUR / 2, f"the clock was not stepped: {off} s")


class Stalled:
    """One of each kind that the daemon waits for."""

    def __init__(self, daemon):
        self.in_frame = wire.Wire(daemon.socket)
        check(self.in_frame.open() == wire.OK, "open failed")
        self.frame = wire.frame(CAPABILITIES, 77)
        self.in_frame.send(self.frame[:9])
        self.unknown = wire.Wire.of(socket.create_connection(("127.0.0.1", daemon.port),
                                                             wire.SECONDS))
        self.silent = wire.Wire(daemon.socket)
        feature = struct.pack(">i", wire.KEEPALIVE_FEATURE)
        self.silent.call(wire.SUPPORTS_FEATURE, 1, feature)
        check(self.silent.open() == wire.OK, "open failed")

    def close(self):
        for each in (self.in_frame, self.unknown, self.silent):
            each.close()


def a_jump_ends_nobodys_time():
    """Each has minutes left, however the hour jumps."""
    with SteppedDaemon("auth_timeout = 600\nframe_timeout = 600\nkeepalive_interval = 600\n"
                       "worker_idle_timeout = 600\n") as daemon:
        stalled = Stalled(daemon)
        honest = wire.Wire(daemon.socket)
        check(honest.open() == wire.OK, "open failed")
        for number, seconds in enumerate((HOUR, -HOUR, 24 * HOUR, 0)):
            daemon.step(seconds)
            for serial in range(20):
                check(honest.call(CAPABILITIES, 100 * number + serial)[3] == wire.OK,
                      "an honest client is not served")
            daemon.check_step(seconds)
            check(stalled.unknown.call(wire.AUTH_LIST, number) is not None,
                  f"who has not authenticated is closed by a step of {seconds} s")
            reply = stalled.silent.call(wire.LIB_VERSION, number)
            check(reply is not None and reply[2] == number, f"{reply} instead of an answer")
        stalled.in_frame.send(stalled.frame[9:])
        check(stalled.in_frame.reply()[2] == 77, "a frame that had time left is not answered")
        stalled.close()
        honest.close()
        daemon.check_orderly_end(daemon.stop())


def a_jump_keeps_nobody_waiting():
    """Each has a second, and the time of day goes back by an hour at once."""
    with SteppedDaemon("auth_timeout = 1\nframe_timeout = 1\nkeepalive_interval = 1\n"
                       "keepalive_count = 1\nlog_rate_limit = 1\n", ["--timeout", "1"]) as daemon:
        # Three lines of one kind: a summary is due ten seconds later.
        for _ in range(3):
            client = wire.Wire(daemon.socket)
            client.send(struct.pack(">I", 1))
            client.close()
        stalled = Stalled(daemon)
        daemon.step(-HOUR)
        for name, client in (("in_frame", stalled.in_frame), ("unknown", stalled.unknown),
                             ("silent", stalled.silent)):
            try:
                while client.message() is not None:
                    pass  # a question of the keepalive
            except ConnectionResetError:
                pass
            print(f"        {name} is closed")
        deadline = time.monotonic() + 60
        last = wire.Wire(daemon.socket)
        while "suppressed" not in daemon.log():
            check(time.monotonic() < deadline, f"no summary:\n{daemon.log()}")
            time.sleep(0.1)
        last.close()
        daemon.step(-2 * HOUR)
        check(daemon.wait() == 0, "an idle daemon does not end")
        daemon.check_stamp(-2 * HOUR)


CASES = (a_jump_ends_nobodys_time, a_jump_keeps_nobody_waiting)


def main():
    return run_cases(CASES, sys.argv[3:])


if __name__ == "__main__":
    sys.exit(main() if STEPPED_CLOCK else __doc__)

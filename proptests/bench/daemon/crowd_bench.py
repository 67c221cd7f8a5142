#!/usr/bin/env python3
"""What an honest client notices of a crowd that means no good: its latency in the crowd, against
that in the quiet of the same run.

usage: crowd_bench.py INTERLEAVED LOAD [--quick] [--json FILE]

The crowd, one after the other on top of what is there: idle connections; clients that send and do
not read; clients that send a byte at a time; connections without end that come, open and go; a
client that always has as many calls under way as it may. The load is one call at a time; quiet and
crowd take turns, and medians are compared. The last lines say PASS or FAIL of the bar, and whether
it passes does not change the exit status: 0 measured, 1 a figure could not be had, 2 wrong usage.
"""

import contextlib
import statistics
import threading

from daemon_bench import Daemon, begin, go, parser_of, write_rows
# pylint: disable=wrong-import-order
import wire
from daemon_process import DaemonProcess, raise_descriptor_limit

BAR = 2
CONFIG = ("max_clients = 6000\nmax_anonymous_clients = 100\nmax_client_requests = 5\n"
          "log_level = 4\n")
CAPABILITIES = 7
WITHOUT_END = 1_000_000  # seconds


class Slowly:
    """Peers that send a byte at a time, and peers that send calls and never read."""

    def __init__(self, path, count):
        self._end = threading.Event()
        self._trickling = [wire.Wire(path) for _ in range(count)]
        self._deaf = [wire.Wire(path) for _ in range(count)]
        for peer in self._deaf:
            peer.open()
            peer.socket.setblocking(False)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        frame, calls, turn = wire.frame(wire.AUTH_LIST, 0), wire.frame(CAPABILITIES, 9) * 20, 0
        while not self._end.wait(0.02):
            for peer in self._trickling:
                with contextlib.suppress(OSError):
                    peer.send(frame[turn % len(frame):][:1])
            for peer in self._deaf:
                with contextlib.suppress(OSError):
                    peer.socket.send(calls)
            turn += 1

    def stop(self):
        self._end.set()
        self._thread.join()
        for peer in self._trickling + self._deaf:
            peer.close()


class Process:
    """A load that runs until it is stopped."""

    def __init__(self, load, daemon, *arguments, held=False):
        self._process = begin(load, daemon, arguments, False)
        if not held:
            self._process.stdin.write("go\n")
            self._process.stdin.flush()

    def stop(self):
        self._process.kill()
        self._process.communicate()


def latency(options, daemon, seconds):
    process = begin(options.load, daemon, ("calls", 1, 1, seconds, 0), False)
    _, _, p50, p99 = go(process)
    process.communicate("done\n")
    return p50, p99


def members(options, daemon, idle):
    """(name, how it is started) of each part of the crowd."""
    path = daemon.process.socket
    return (
        (f"{idle} idle", lambda: Process(options.load, daemon, "calls", 1, 1, 1, idle, held=True)),
        ("and 20 that trickle, 20 that do not read", lambda: Slowly(path, 20)),
        ("and connections that come and go", lambda: Process(options.load, daemon, "setup", 1,
                                                             WITHOUT_END)),
        ("and a flood of calls", lambda: Process(options.load, daemon, "calls", 1, 5,
                                                 WITHOUT_END, 0)),
    )


def measure(options, daemon, idle, seconds, repetitions):
    """{members: [(p50, p99) of quiet, ..., of the crowd]}"""
    rows = {}
    for _ in range(repetitions):
        with contextlib.ExitStack() as crowd:
            rows.setdefault("quiet", []).append(latency(options, daemon, seconds))
            for name, start in members(options, daemon, idle):
                crowd.callback(start().stop)
                rows.setdefault(name, []).append(latency(options, daemon, seconds))
    return {name: tuple(map(statistics.median, zip(*figures))) for name, figures in rows.items()}


def main():
    options = parser_of(__doc__).parse_args()
    raise_descriptor_limit()
    idle, seconds, repetitions = (500, 0.3, 1) if options.quick else (5000, 2, 5)
    with DaemonProcess(options.interleaved, CONFIG) as process:
        daemon = Daemon("interleaved", process, process.process.pid)
        rows = measure(options, daemon, idle, seconds, repetitions)
    quiet = rows["quiet"]
    for name, (p50, p99) in rows.items():
        print(f"{name:42} p50 {p50:7.0f} us  x{p50 / quiet[0]:<6.2f} p99 {p99:7.0f} us"
              f"  x{p99 / quiet[1]:<6.2f}")
    got = list(rows.values())[-1][0] / quiet[0]
    print("PASS" if got <= BAR else "FAIL",
          f"an honest client's median in the crowd: {got:.2f} times its quiet one (at most {BAR})")
    write_rows(rows, options.json)


if __name__ == "__main__":
    main()

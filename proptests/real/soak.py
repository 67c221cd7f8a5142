#!/usr/bin/env python3
"""Real clients and real faults on a real daemon for some time; then a table of what has happened.

usage: soak.py INTERLEAVED [MINUTES [SEED]]

Clients (clients.py) work over the unix socket and over TCP: virsh, python-libvirt, raw connections,
streams, events. Faults (soak_faults.py) come on top, each kind in a thread of its own. Where the
system gives this program a network of its own, that one loses packets and goes down.

Good means: no report of a sanitizer, an assertion or a rule; exit status 0; every accepted call
answered, refused or dropped with its reason, exactly; as many descriptors and threads in the quiet
at the end as in that at the start; clients without a fault of their own lose no connection, except
that the library may find no descriptor for them; and, in a run of half an hour or more without a
sanitizer, memory that grows by less than 4 MiB an hour.
"""

import os
import random
import re
import subprocess
import sys
import threading
import time

import daemon_process
import soak_faults
from daemon_process import HERE, REPORTS, DaemonProcess, TestFailure, check, main, virsh
from own_network import is_own, with_own_network
from sanitizers import sanitizers_of
from soak_memory import LEAST, Memory

PORT = 16509
CONFIG = """
min_workers = 2
max_workers = 8
prio_workers = 2
max_clients = 80
max_client_requests = 3
worker_idle_timeout = 1
keepalive_interval = 1
keepalive_count = 3
write_timeout = 5
log_level = 2
"""
STEADY = ("virsh_lists", "virsh_defines", "threads", "looks", "pipelines", "screenshots", "listens")
OVER_TCP = ("threads", "opens", "listens")
SLICE = 20  # seconds that a client works before another one takes its place
SANITIZERS = sanitizers_of(sys.argv[1]) if len(sys.argv) > 1 else set()
MOST_GROWTH = 4096  # KiB an hour


class Soak:
    def __init__(self, daemon, seconds, seed, own_network):
        self.daemon, self.seed = daemon, seed
        self.seconds, self.deadline = seconds, time.monotonic() + seconds
        self.draw = random.Random(seed)
        self.own_network = own_network
        self.faults, self.slices, self.problems = {}, {}, []
        self.lost = self.starved = self.processes = 0
        self.lock = threading.Lock()  # over the six above

    def start(self, role, where, seconds=None):
        with self.lock:
            self.processes += 1
            seed = self.seed * 1000 + self.processes
        if seconds is None:
            seconds = SLICE
        return subprocess.Popen(
            [sys.executable, f"{HERE}/clients.py", role, where, str(seconds), str(seed)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def work(self, role, where, may_lose):
        """One client after the other in a role."""
        while (left := self.deadline - time.monotonic()) > 0 and not self.problems:
            seconds = min(left, SLICE)
            process = self.start(role, where, seconds)
            try:
                output, _ = process.communicate(timeout=seconds + (5 if may_lose else 180))
            except subprocess.TimeoutExpired:
                process.kill()
                # Who waits for a reply is not told when the reset of its connection was lost.
                output = "stopped: waits for ever\n" if may_lose else "hangs\n"
                output += process.communicate()[0]
            # The library behind the daemon opens files of its own for a client.
            starved = "Too many open files" in output
            stopped = output.startswith("stopped") and not starved
            with self.lock:
                self.slices[role] = self.slices.get(role, 0) + 1
                self.lost += stopped
                self.starved += starved
                if not output.startswith("done") and not starved and not (stopped and may_lose):
                    self.problems.append(f"{role} at {where}: {output}")

    def harm(self, fault):
        place = soak_faults.Place(self.daemon, PORT if self.own_network else None, self.start,
                                  random.Random(f"{self.seed} {fault.__name__}"), self.own_network)
        while time.monotonic() < self.deadline and not self.problems:
            try:
                fault(place)
            except (OSError, EOFError):
                pass  # the daemon takes nobody at the moment: another fault's doing
            with self.lock:
                self.faults[fault.__name__] = self.faults.get(fault.__name__, 0) + 1
            time.sleep(place.draw.uniform(0.1, 1))

    def run(self, memory):
        team = [threading.Thread(target=self.work, args=(role, self.daemon.socket, False))
                for role in STEADY]
        faults = soak_faults.LOCAL
        if "asan" in SANITIZERS:
            faults = tuple(fault for fault in faults if fault not in soak_faults.NOT_FOR_UBSAN)
        if self.own_network:
            faults += soak_faults.OF_THE_NETWORK
            team += [threading.Thread(target=self.work, args=(role, f"tcp:{PORT}", True))
                     for role in OVER_TCP]
        team += [threading.Thread(target=self.harm, args=(fault,)) for fault in faults]
        for thread in team:
            thread.start()
        while any(thread.is_alive() for thread in team):
            memory.look()
            time.sleep(0.25)
            check(self.daemon.is_running(), f"interleaved has ended:\n{self.daemon.log()[-20000:]}")


def resources(daemon):
    """What each descriptor leads to, but for a sanitizer's way to its symbolizer, which it may
    start at any time; and the name of each thread: sorted."""
    base = f"/proc/{daemon.process.pid}"
    descriptors, threads = [], []
    for number in os.listdir(f"{base}/fd"):
        target = os.readlink(f"{base}/fd/{number}")
        descriptors.append(re.sub(r"\[\d+\]", "", target))
    for _ in range(2 * len(daemon.children())):
        way = next((kind for kind in ("socket:", "pipe:") if kind in descriptors), None)
        if way is not None:
            descriptors.remove(way)
    for number in os.listdir(f"{base}/task"):
        with open(f"{base}/task/{number}/comm", encoding="utf-8") as file:
            threads.append(file.read().strip())
    return sorted(descriptors), sorted(threads)


def sockets(daemon):
    """What the system says of them: peers, queues, timers."""
    listed = subprocess.run(["ss", "-Hanop"], capture_output=True, text=True, check=False).stdout
    return "\n".join(line for line in listed.splitlines() if f"pid={daemon.process.pid}," in line)


def left_over(daemon, before):
    """Descriptors and threads more than before, when the quiet has come."""
    deadline = time.monotonic() + 30
    while True:
        now = resources(daemon)
        more = [max(0, len(now[part]) - len(before[part])) for part in range(2)]
        if not any(more):
            return more, None
        if time.monotonic() > deadline:
            return more, f"left over: {now}\nbefore: {before}\n{sockets(daemon)}"
        time.sleep(0.1)


def show(rows):
    for name, value in rows:
        print(f"  {name:<34}{value}")


def looks_for_leaks(seconds):
    return "asan" in SANITIZERS and seconds >= LEAST


def leaks_in(log, seconds):
    """What AddressSanitizer has found at the end; nobody else looks for leaks."""
    if not looks_for_leaks(seconds):
        return f"looked for by asan-ubsan alone, from {LEAST} s on"
    return len(re.findall(r"^(?:Direct|Indirect) leak of", log, re.M))


def finish(daemon, work, memory, before, lossy):
    status, output, errors = virsh(daemon.uri(), "list", "--all")
    check(status == 0 and "test" in output, f"virsh is not served afterwards: {errors}")
    (descriptors, threads), left = left_over(daemon, before)
    status = daemon.stop()
    reports = len(REPORTS.findall(daemon.log()))
    counted = daemon_process.COUNTERS.findall(daemon.log())
    numbers = [int(number) for number in counted[-1][1:]] if counted else [0] * 7
    calls, messages = numbers[:4], numbers[4:]
    sum_rule = bool(counted) and all(each[0] == sum(each[1:]) for each in (calls, messages))
    slope = memory.slope()
    show([("calls", calls[0]),
          ("  answered, refused, dropped", ", ".join(map(str, calls[1:]))),
          ("messages", messages[0]),
          ("  delivered, discarded", ", ".join(map(str, messages[1:]))),
          ("the sum rule", "holds" if sum_rule else "is broken"),
          ("clients, one after the other", sum(work.slices.values())),
          ("  connections lost to the network", work.lost),
          ("  refused for want of descriptors", work.starved),
          *((f"fault: {name.replace('_', ' ')}", count)
            for name, count in sorted(work.faults.items())),
          *((f"fault: {fault.__name__.replace('_', ' ')}", "skipped: UBSan needs descriptors")
            for fault in soak_faults.NOT_FOR_UBSAN if "asan" in SANITIZERS),
          ("fault: lost packets", lossy),
          ("descriptors, threads left over", f"{descriptors}, {threads}"),
          ("leaks", leaks_in(daemon.log(), work.seconds)),
          ("memory, KiB", f"{memory.first()} to {memory.last()}, at most {memory.most()}"),
          ("  its slope, KiB an hour", "too short to tell" if slope is None else f"{slope:.0f}"),
          ("reports of sanitizers and rules", reports),
          ("exit status", status)])
    problems = list(work.problems)
    problems += ["there are reports; the log ends so:\n" + daemon.log()[-20000:]] if reports else []
    problems += [] if sum_rule else ["the sum rule is broken"]
    problems += [f"exit status {status}"] if status else []
    problems += [left] if left else []
    problems += ["the clients have hardly called anything"] if calls[0] < 100 else []
    if slope is not None and memory.is_long() and not SANITIZERS:
        problems += ["memory grows"] if slope > MOST_GROWTH else []
    if problems:
        raise TestFailure("\n".join(problems))


def soak():
    seconds = 60 * float(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
    own_network = is_own()
    print(f"{seconds / 60:g} minutes, seed {seed}", flush=True)
    config, lossy = CONFIG, "skipped: the network is not this program's own"
    if own_network:
        config += f'listen_tcp = 1\ntcp_port = "{PORT}"\nauth_tcp = "none"\n'
        soak_faults.notice_dead_peers_soon()
        reason = soak_faults.lose_packets()
        lossy = f"skipped: {reason}" if reason else "2 % of all, all the time"
    with DaemonProcess(sys.argv[1], config, leaks=looks_for_leaks(seconds)) as daemon:
        check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
        time.sleep(0.2)
        before = resources(daemon)
        memory = Memory(daemon.resident_kib, seconds)
        work = Soak(daemon, seconds, seed, own_network)
        work.run(memory)
        finish(daemon, work, memory, before, lossy)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with_own_network()
    main(soak)

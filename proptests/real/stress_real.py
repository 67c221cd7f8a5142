#!/usr/bin/env python3
"""Eight clients at work on a real daemon, which is then told to stop with calls in flight.

usage: stress_real.py INTERLEAVED [SECONDS [SEED]]

The clients are virsh and python-libvirt processes and raw connections (clients.py): they connect,
call, define, suspend, vanish in the middle of calls; two of them are killed and started again all
the time. Then comes SIGTERM. Expected: no report of a sanitizer, an assertion or a rule; exit
status 0; no file left behind; every accepted call answered, refused or dropped with its reason,
exactly; and every client has seen replies, or the end of its connection.
"""

import random
import subprocess
import sys
import threading
import time

from daemon_process import HERE, DaemonProcess, check, main, virsh

CONFIG = """
min_workers = 2
max_workers = 8
prio_workers = 2
max_clients = 40
max_client_requests = 3
worker_idle_timeout = 1
log_level = 2
"""
# (role, killed again and again)
CLIENTS = (
    ("virsh_lists", False), ("virsh_defines", False), ("threads", False), ("threads", True),
    ("opens", True), ("looks", False), ("vanishes", False), ("pipelines", False),
)
PYTHON = "/usr/bin/python3"


class Client:
    """One of the eight, run in a thread that starts its processes."""

    def __init__(self, daemon, role, killed, seconds, seed):
        self.daemon, self.role, self.killed, self.seed = daemon, role, killed, seed
        self.deadline = time.monotonic() + seconds
        self.draw = random.Random(seed)
        self.outcomes = []  # (exit status, what it said), of those that were not killed
        self.process = None
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self):
        while True:
            left = self.deadline - time.monotonic()
            process = self._start(left)
            if not self.killed:
                break
            try:
                output, _ = process.communicate(timeout=self.draw.uniform(0.05, 0.6))
                self.outcomes.append((process.returncode, output))
                return
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            if time.monotonic() >= self.deadline:
                return
        output, _ = process.communicate()
        self.outcomes.append((process.returncode, output))

    def _start(self, seconds):
        self.process = subprocess.Popen(
            [PYTHON, f"{HERE}/clients.py", self.role, self.daemon.socket, str(seconds),
             str(self.seed)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return self.process

    def abandon(self):
        """Ends what still runs: another client has failed."""
        self.deadline = 0
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        self.thread.join(10)

    def check(self, stopped_early):
        self.thread.join(120)
        check(not self.thread.is_alive(), f"{self.role} hangs")
        for status, output in self.outcomes:
            check(status == 0, f"{self.role} ended with {status}:\n{output}")
            check(output.startswith("done") or (stopped_early and output.startswith("stopped")),
                  f"{self.role} lost its connection: {output}\n{self.daemon.log()}")


def check_all(clients, stopped_early):
    try:
        for client in clients:
            client.check(stopped_early)
    finally:
        for client in clients:
            client.abandon()


def work_in_peace(daemon, seconds, seed):
    """All eight, to their end: nobody may lose a connection."""
    clients = [Client(daemon, role, killed, seconds, seed * 100 + number)
               for number, (role, killed) in enumerate(CLIENTS)]
    check_all(clients, stopped_early=False)
    check(daemon.is_running(), f"interleaved has ended:\n{daemon.log()}")


def stop_with_calls_in_flight(daemon, seed):
    clients = [Client(daemon, role, False, 30, seed * 100 + 50 + number)
               for number, role in enumerate(
                   ("pipelines", "pipelines", "threads", "vanishes", "opens", "looks"))]
    time.sleep(2)
    status = daemon.stop()
    check_all(clients, stopped_early=True)
    return status


def stress():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 8
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1_000_000)
    print(f"seed {seed}", flush=True)
    with DaemonProcess(sys.argv[1], CONFIG) as daemon:
        work_in_peace(daemon, seconds, seed)
        status, output, errors = virsh(daemon.uri(), "list", "--all")
        check(status == 0 and "test" in output, f"virsh is not served afterwards: {errors}")
        accepted, answered, refused, dropped = daemon.check_orderly_end(
            stop_with_calls_in_flight(daemon, seed))
        print(f"{accepted} calls = {answered} answered + {refused} refused + {dropped} dropped")
        check(accepted > 100, "the clients have hardly called anything")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(stress)

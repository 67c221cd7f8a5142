#!/usr/bin/env python3
"""Clients in other languages and with other event loops, each at work on a daemon of its own.

usage: clients_test.py DAEMON CASE [PROGRAM]

DAEMON is the interleaved to test, or "libvirtd" to see what the cases expect of Debian's. PROGRAM
is the client where it is compiled.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, os.pardir, "real"))
# pylint: disable=wrong-import-position
from daemon_process import DaemonProcess, TestFailure, check, virsh
from libvirtd_process import LibvirtdProcess

SECONDS = 60


def run(*command):
    """A client's output; a failure when it ends with another status than 0."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=SECONDS, check=False, cwd=HERE)
    check(done.returncode == 0, f"status {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def asyncio_loop(daemon, _):
    output = run(sys.executable, "asyncio_client.py", daemon.uri())
    check("events: suspended resumed stopped started\n" in output, output)


def perl(daemon, _):
    output = run("perl", "sys_virt_client.pl", daemon.uri())
    for words in ("info: 1 8388608 2\n", "scheduler: weight=50\n", "error: 43 12 ",
                  "events: test 3, test 4\n", "screenshot: "):
        check(words in output, f"{words!r} is not in {output}")


def own_loop(daemon, program):
    """This one is told when the daemon ends."""
    with subprocess.Popen([program, daemon.uri()], stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as client:
        seen = []
        for line in client.stdout:
            seen.append(line)
            if line == "waiting\n":
                daemon.process.terminate()
        output = "".join(seen)
    daemon.process.wait(SECONDS)
    check(client.returncode == 0, f"status {client.returncode}: {output}")
    for words in ("event: test 3\n", "event: test 4\n", "closed: 1\n"):
        check(words in output, f"{words!r} is not in {output}")


class Terminal:
    """A terminal of tmux with a command in it."""

    def __init__(self, directory, *command):
        self._tmux = ["tmux", "-S", os.path.join(directory, "tmux"), "-f", os.devnull]
        environment = dict(os.environ, LC_ALL="C.UTF-8", TERM="screen", HOME=directory)
        subprocess.run([*self._tmux, "new-session", "-d", "-x", "150", "-y", "50", *command],
                       check=True, env=environment, timeout=SECONDS)

    def keys(self, *keys):
        subprocess.run([*self._tmux, "send-keys", *keys], check=True, timeout=SECONDS)

    def text(self):
        done = subprocess.run([*self._tmux, "capture-pane", "-p"], capture_output=True, text=True,
                              check=False, timeout=SECONDS)
        return done.stdout

    def await_text(self, words):
        deadline = time.monotonic() + SECONDS
        while words not in self.text():
            check(time.monotonic() < deadline, f"{words!r} does not appear:\n{self.text()}")
            time.sleep(0.05)

    def close(self):
        subprocess.run([*self._tmux, "kill-server"], check=False, timeout=SECONDS,
                       stderr=subprocess.DEVNULL)


def change(daemon, *commands):
    for command in commands:
        status, _, errors = virsh(daemon.uri(), command, "test")
        check(status == 0, errors)


def terminal(daemon, _):
    """virsh event --loop, interrupted by a key; the same virsh goes on afterwards."""
    directory = tempfile.mkdtemp(prefix="terminal-")
    screen = Terminal(directory, "virsh", "-c", daemon.uri())
    try:
        screen.await_text("virsh #")
        screen.keys("event --loop --all", "Enter")
        # Nothing tells that it listens but the first event.
        deadline = time.monotonic() + SECONDS
        while "'lifecycle' for domain 'test': Resumed" not in screen.text():
            check(time.monotonic() < deadline, f"no event is told:\n{screen.text()}")
            change(daemon, "suspend", "resume")
        change(daemon, "destroy", "start")
        for words in ("Suspended", "Stopped", "Started"):
            screen.await_text(f"'lifecycle' for domain 'test': {words}")
        screen.keys("C-c")
        screen.await_text("events received: ")
        screen.keys("domstate test", "Enter")
        screen.await_text("running")
        screen.keys("quit", "Enter")
    finally:
        screen.close()
        shutil.rmtree(directory, ignore_errors=True)


CASES = {function.__name__: function for function in (asyncio_loop, perl, own_loop, terminal)}


def with_peer(case, program):
    with LibvirtdProcess() as daemon:
        case(daemon, program)


def with_interleaved(binary, case, program):
    with DaemonProcess(binary, "log_level = 2\n") as daemon:
        case(daemon, program)
        if daemon.is_running():
            daemon.signal()
        daemon.check_orderly_end(daemon.wait())


def main():
    binary, name, *program = sys.argv[1:]
    try:
        if binary == "libvirtd":
            with_peer(CASES[name], *program or [None])
        else:
            with_interleaved(binary, CASES[name], *program or [None])
    except TestFailure as failure:
        print(f"FAILED: {failure}")
        return 1
    print("passed")
    return 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 2 and sys.argv[2] in CASES else __doc__)

#!/usr/bin/env python3
"""The daemon under a service manager, in the background, reloaded, and as another user.

usage: life_test.py INTERLEAVED [CASE...]
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

import wire
from daemon_process import DaemonProcess, TestFailure, check, environment, run_cases, settled, virsh

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""


class Manager:
    """The notify socket of a service manager."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.directory.name, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.seen = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.directory.cleanup()

    def await_message(self, word, seconds=30):
        """The next message with a line that begins with `word`, as a dictionary."""
        deadline = time.monotonic() + seconds
        while True:
            left = deadline - time.monotonic()
            check(left > 0, f"no {word} has come, but {self.seen}")
            self.socket.settimeout(left)
            try:
                text = self.socket.recv(4096).decode()
            except socket.timeout:
                continue
            message = dict(line.split("=", 1) for line in text.splitlines())
            self.seen.append(message)
            if word in message:
                return message

    def count(self, word, seconds):
        """How many messages with that word come within a time."""
        self.seen = []
        with contextlib.suppress(TestFailure):
            self.await_message("no such word", seconds)
        return sum(word in message for message in self.seen)


class Launched:
    """The daemon as a service manager starts it: with variables and descriptors."""

    def __init__(self, variables, descriptors=(), arguments=(), config=""):
        self.directory = tempfile.TemporaryDirectory()
        self.socket = os.path.join(self.directory.name, "libvirt-sock")
        self.config = os.path.join(self.directory.name, "conf")
        self.write_config(config)
        self.log_path = os.path.join(self.directory.name, "log")
        # LISTEN_PID has to be the number of the process that execs the daemon.
        script = "import os, sys\n"
        for place, descriptor in enumerate(descriptors):
            script += f"os.dup2({descriptor}, {3 + place}, inheritable=True)\n"
        script += ("os.environ['LISTEN_PID'] = os.environ.get('LISTEN_PID', str(os.getpid()))\n"
                   "os.execv(sys.argv[1], sys.argv[1:])\n")
        self.log_file = open(self.log_path, "w", encoding="ascii")
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, BINARY, "--config", self.config,
             "--socket-dir", self.directory.name, *arguments],
            stdin=subprocess.DEVNULL, stderr=self.log_file, pass_fds=tuple(descriptors),
            env=dict(environment(), **variables))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log_file.close()
        self.directory.cleanup()

    def write_config(self, text):
        with open(self.config + ".new", "w", encoding="ascii") as file:
            file.write(text)
        os.rename(self.config + ".new", self.config)

    def log(self):
        with open(self.log_path, encoding="ascii") as file:
            return file.read()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)


def uri(path):
    return f"test+unix:///default?socket={path}"


def serves(path):
    return virsh(uri(path), "list")[0] == 0


def listening(path):
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(path)
    sock.listen(10)
    return sock


def await_true(condition, what, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, what)
        time.sleep(0.02)


def a_manager_is_told_of_each_stage():
    with Manager() as manager, Launched({"NOTIFY_SOCKET": manager.path}) as daemon:
        check(manager.await_message("READY")["STATUS"] == "Serving", "READY has no status")
        check(serves(daemon.socket), "READY was said before it serves")
        before = time.monotonic_ns() // 1000
        daemon.process.send_signal(signal.SIGHUP)
        since = int(manager.await_message("RELOADING")["MONOTONIC_USEC"])
        check(before <= since <= time.monotonic_ns() // 1000, f"RELOADING since {since}")
        manager.await_message("READY")
        daemon.process.terminate()
        manager.await_message("STOPPING")
        check(daemon.process.wait(60) == 0, "it did not end in order")


def a_watchdog_is_fed_in_time():
    variables = {"WATCHDOG_USEC": "2000000"}
    with Manager() as manager, Launched(
            dict(variables, NOTIFY_SOCKET=manager.path)) as daemon:
        manager.await_message("READY")
        check(manager.count("WATCHDOG", 3) >= 3, "the watchdog is not fed each half of its time")
        daemon.process.send_signal(signal.SIGSTOP)
        manager.count("WATCHDOG", 0.2)
        check(manager.count("WATCHDOG", 2) == 0, "a process that stands still feeds the watchdog")
        daemon.process.send_signal(signal.SIGCONT)
        manager.await_message("WATCHDOG")
        check(daemon.stop() == 0, "it did not end in order")


def a_manager_that_reads_nothing_stops_nothing():
    """Its socket is full after a few datagrams, and the loop thread feeds the watchdog."""
    with Manager() as manager, Launched(
            {"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "2000000"}) as daemon:
        manager.await_message("READY")
        full = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        full.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                full.sendto(b"STATUS=of another service", manager.path)
        # Longer than half a second, in which the watchdog is fed.
        time.sleep(1)
        check(serves(daemon.socket), "it does not serve any more")
        check(daemon.stop() == 0, "it did not end in order")
        full.close()


def passed_sockets_are_served():
    with tempfile.TemporaryDirectory() as directory:
        paths = [f"{directory}/{name}" for name in ("first", "second-ro", "third")]
        sockets = [listening(path) for path in paths]
        # The name decides, and where there is none, the path.
        variables = {"LISTEN_FDS": "3", "LISTEN_FDNAMES": "rw:unknown:interleaved-ro"}
        with Launched(variables, [sock.fileno() for sock in sockets]) as daemon:
            for path in paths:
                check(serves(path), f"{path} is not served")
            check(not os.path.exists(daemon.socket), "it made a socket of its own")
            for path, changes in zip(paths, (True, False, False)):
                status, _, errors = virsh(uri(path), "suspend", "test")
                check((status == 0) == changes, f"suspend over {path}: {errors}")
            check(daemon.stop() == 0, "it did not end in order")
        check(all(os.path.exists(path) for path in paths), "a socket file was removed")


def wrong_sockets_are_refused():
    datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    with Launched({"LISTEN_FDS": "1", "LISTEN_FDNAMES": "odd"}, [datagrams.fileno()]) as daemon:
        check(daemon.process.wait(30) == 1, "it has started")
        check("descriptor 3 (odd)" in daemon.log(), f"no reason: {daemon.log()}")
    with Launched({"LISTEN_FDS": "many"}) as daemon:
        check(daemon.process.wait(30) == 1, "it has started")
        check("LISTEN_FDS" in daemon.log(), f"no reason: {daemon.log()}")


def sockets_for_another_process_are_left_alone():
    with Launched({"LISTEN_FDS": "1", "LISTEN_PID": "1"}) as daemon:
        await_true(lambda: os.path.exists(daemon.socket + "-ro"), "it has no socket of its own")
        check(serves(daemon.socket), "it does not serve")


def the_background_is_entered_when_it_serves():
    with tempfile.TemporaryDirectory() as directory:
        def start(*arguments):
            return subprocess.run([BINARY, "--config", "/dev/null", "--socket-dir", ".", "--daemon",
                                   "--pid-file", "pid", *arguments], cwd=directory, timeout=60,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=False, env=environment())
        done = start()
        check(done.returncode == 0, f"exit status {done.returncode}: {done.stderr}")
        with open(f"{directory}/pid", encoding="ascii") as file:
            number = int(file.read())
        try:
            check(serves(f"{directory}/libvirt-sock"), "the command has ended before it serves")
            check(os.getsid(number) == number, "it is in a session of ours")
            check(os.readlink(f"/proc/{number}/cwd") == "/", "it keeps a directory")
            check({os.readlink(f"/proc/{number}/fd/{standard}") for standard in (0, 1, 2)}
                  == {"/dev/null"}, "standard descriptors lead somewhere")
            second = start()
            check(second.returncode == 1, f"a second one ends with {second.returncode}")
            check("locked by another process" in second.stderr, f"no reason: {second.stderr}")
        finally:
            os.kill(number, signal.SIGTERM)
        await_true(lambda: os.listdir(directory) == [], f"left: {os.listdir(directory)}")


def an_idle_daemon_ends():
    with Launched({}, arguments=["--timeout", "1", "--log-level", "2"]) as daemon:
        await_true(lambda: os.path.exists(daemon.socket + "-ro"), "it has no socket")
        client = wire.Wire(daemon.socket)
        check(client.call(wire.AUTH_LIST, 1) is not None, "a client is not served")
        time.sleep(1.5)
        check(daemon.process.poll() is None, "it has ended under a client")
        client.close()
        check(daemon.process.wait(30) == 0, "it did not end in order")
        check("no client for a while" in daemon.log(), f"no reason: {daemon.log()}")


def a_reload_waits_for_the_start():
    """While the daemon opens what it keeps open, which here does not answer before it has got a
    SIGHUP: that is no reason to end."""
    with tempfile.TemporaryDirectory() as directory:
        behind = listening(f"{directory}/mute")
        config = f'uri_keep_open = [ "test+unix:///default?socket={directory}/mute" ]\n'
        with Launched({}, config=config) as daemon:
            peer, _ = behind.accept()
            daemon.process.send_signal(signal.SIGHUP)
            time.sleep(0.2)
            peer.close()
            check(daemon.process.wait(30) == 1, f"it has ended with {daemon.process.returncode}")
            check("cannot start: " in daemon.log(), f"no reason: {daemon.log()}")
        behind.close()


def a_reload_at_the_start_is_made():
    """SIGHUP as soon as there is a pid file, ten times."""
    for _ in range(10):
        with tempfile.TemporaryDirectory() as directory:
            pid_file = f"{directory}/pid"
            with Launched({}, arguments=["--pid-file", pid_file, "-v"]) as daemon:
                await_true(lambda path=pid_file: os.path.exists(path), "it has no pid file")
                daemon.process.send_signal(signal.SIGHUP)
                await_true(lambda it=daemon: "settings have been read again" in it.log(),
                           "SIGHUP has no effect")
                check(daemon.stop() == 0, "it did not end in order")


def reload_changes_limits_under_clients():
    with DaemonProcess(BINARY, "max_clients = 1\n") as daemon:
        first = wire.Wire(daemon.socket)
        check(first.call(wire.AUTH_LIST, 1) is not None, "a client is not served")
        second = wire.Wire(daemon.socket)
        second.send(wire.frame(wire.AUTH_LIST, 1))
        second.socket.settimeout(0.5)
        with contextlib.suppress(socket.timeout):
            check(second.reply() is None, "two clients are served")
        daemon.configure("max_clients = 2\nlog_level = 2\nuri_default = 'test:///other'\n")
        daemon.signal(signal.SIGHUP)
        second.socket.settimeout(30)
        check(second.reply() is not None, "the second client is not served after the reload")
        check(first.call(wire.AUTH_LIST, 2) is not None, "the first client is not served any more")
        await_true(lambda: "next start: uri_default" in daemon.log(), daemon.log())
        check("have been read again" in daemon.log(), "the log's level has not changed")
        daemon.check_orderly_end(daemon.stop())


def a_bad_file_changes_nothing():
    with DaemonProcess(BINARY, "log_level = 2\nmax_clients = 5\n") as daemon:
        path = os.path.join(daemon.directory, "conf")
        for text, said in (("max_clients = 6\nmax_workers = 0\n", f"{path}:2:1: max_workers"),
                           ("max_clients = 6\nmax_wor", f"{path}:2:8: expected '='"),
                           ("log_level = 4\nlog_outputs = '1:file:/no/such/directory/log'\n",
                            "/no/such/directory/log")):
            daemon.configure(text)
            daemon.signal(signal.SIGHUP)
            await_true(lambda words=said: words in daemon.log(), f"{said!r} is not logged")
            check(serves(daemon.socket), "it does not serve")
        os.remove(path)
        daemon.signal(signal.SIGHUP)
        await_true(lambda: f"{path}: cannot be read" in daemon.log(),
                   "a missing file is not logged")
        check(len(re.findall("stay as they were", daemon.log())) == 4, "not one line for each")
        daemon.check_orderly_end(daemon.stop())


def many_reloads_leak_nothing():
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        def held():
            return daemon.descriptors(), len(os.listdir(f"/proc/{daemon.process.pid}/task"))

        before = settled(held)
        client = wire.Wire(daemon.socket)
        for turn in range(100):
            daemon.configure(f"log_level = 2\nmax_workers = {20 + turn % 3}\n")
            daemon.signal(signal.SIGHUP)
            check(client.call(wire.AUTH_LIST, turn) is not None, "a call is not answered")
        client.close()
        await_true(lambda: held() == before,
                   f"descriptors and threads: {held()}; before: {before}")
        daemon.check_orderly_end(daemon.stop())


def privileges_are_dropped_for_good():
    if os.getuid() != 0:
        print("        (not root: not tried)")
        return
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o777)
        process = subprocess.Popen(
            [BINARY, "--config", "/dev/null", "--socket-dir", directory, "--run-as-user", "nobody"],
            env=environment())
        try:
            path = f"{directory}/libvirt-sock"
            await_true(lambda: os.path.exists(path + "-ro"), "it has not started")
            check(serves(path), "it does not serve")
            check(os.stat(path).st_uid == os.stat(path + "-ro").st_uid == 65534, "root's sockets")
            for task in os.listdir(f"/proc/{process.pid}/task"):
                with open(f"/proc/{process.pid}/task/{task}/status", encoding="ascii") as file:
                    status = dict(line.split(":\t", 1) for line in file.read().splitlines()
                                  if ":\t" in line)
                check(status["Uid"].split() == ["65534"] * 4, f"user {status['Uid']}")
                check(status["Gid"].split() == ["65534"] * 4, f"group {status['Gid']}")
                check(status["Groups"].split() == [], f"groups {status['Groups']}")
                check(int(status["CapEff"], 16) == int(status["CapPrm"], 16) == 0, "capabilities")
                check(status["NoNewPrivs"] == "1", "new privileges can be gained")
        finally:
            process.terminate()
        check(process.wait(60) == 0, "it did not end in order")
        check(os.listdir(directory) == [], f"left behind: {os.listdir(directory)}")


def unknown_users_are_refused():
    with tempfile.TemporaryDirectory() as directory:
        for option in ("--run-as-user=nobody-of-that-name", "--unix-sock-group=none-of-that-name"):
            done = subprocess.run(
                [BINARY, "--config", "/dev/null", "--socket-dir", directory, option],
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
                env=environment())
            check(done.returncode == 1 and "there is no " in done.stderr, done)


CASES = (
    a_manager_is_told_of_each_stage, a_watchdog_is_fed_in_time,
    a_manager_that_reads_nothing_stops_nothing, passed_sockets_are_served,
    wrong_sockets_are_refused, sockets_for_another_process_are_left_alone,
    the_background_is_entered_when_it_serves, an_idle_daemon_ends,
    a_reload_waits_for_the_start, a_reload_at_the_start_is_made,
    reload_changes_limits_under_clients, a_bad_file_changes_nothing, many_reloads_leak_nothing,
    privileges_are_dropped_for_good, unknown_users_are_refused)


if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[2:]) if BINARY else __doc__)

#!/usr/bin/env python3
"""The daemon as a process: its command line, its files, its signals, its exit statuses.

usage: daemon_test.py INTERLEAVED [CASE...]
"""

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time

import wire
from daemon_process import (
    DaemonProcess, TestFailure, check, environment, run_cases, virsh)

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""


def run(*arguments):
    """Runs the daemon to its end; returns exit status, output and error output."""
    done = subprocess.run([BINARY, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60, check=False, env=environment())
    return done.returncode, done.stdout, done.stderr


def expect(result, status, *words):
    check(result[0] == status, f"exit status {result[0]} instead of {status}: {result}")
    for word in words:
        check(word in result[1] + result[2], f"{word!r} is not in {result}")


def wrong_usage_is_status_2():
    expect(run("--nonsense"), 2, "unknown option --nonsense", "usage:")
    expect(run("--config"), 2, "--config needs a value", "usage:")
    expect(run("start"), 2, "unexpected argument start", "usage:")


def help_and_version_are_told():
    expect(run("--help"), 0, "--check-config", "Exit status")
    expect(run("--version"), 0, "interleaved ")


def where_nothing_can_be_written_the_status_tells():
    """A disk that is full is no reason to abort, and none to say that all was printed."""
    with DaemonProcess(BINARY) as daemon:
        here = ("--socket-dir", daemon.directory)
        for status, arguments in (
                (2, ["--nonsense"]), (1, ["--config", "/none"]), (1, ["--help"]),
                (1, ["--version"]), (1, ["--check-config", "--config", "/dev/null"]),
                (1, ["--status", *here])):
            with open("/dev/full", "w", encoding="ascii") as full:
                done = subprocess.run([BINARY, *arguments], stdout=full, stderr=full, timeout=60,
                                      check=False, env=environment())
                check(done.returncode == status, f"{arguments}: exit status {done.returncode}")
                told = subprocess.run([BINARY, *arguments], stdout=full, stderr=subprocess.PIPE,
                                      text=True, timeout=60, check=False, env=environment()).stderr
            check(told.startswith("interleaved: "), f"{arguments}: {told!r}")


def ps_knows_it_and_its_threads():
    with DaemonProcess(BINARY) as daemon:
        check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
        names = []
        for thread in sorted(os.listdir(f"/proc/{daemon.process.pid}/task"), key=int):
            with open(f"/proc/{daemon.process.pid}/task/{thread}/comm", encoding="ascii") as file:
                names.append(file.read().strip())
        # The process has the name of its first thread.
        check(names[0] == os.path.basename(BINARY)[:15], f"it is {names[0]}")
        check("worker.1" in names, f"its threads are {names}")


def check_config_tells_what_is_wrong():
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write("max_clients = 20\nlisten_tcp = 2\n")
        file.flush()
        expect(run("--config", file.name, "--check-config"), 1, f"{file.name}:2:1: listen_tcp")
        expect(run("--config", file.name, "--socket-dir", "/"), 1, "listen_tcp")
        file.seek(0)
        file.truncate()
        file.write("max_clients = 20\nmdns_name = '1'\n")
        file.flush()
        expect(run("--config", file.name, "--check-config"), 0, "fine", "mdns_name has no effect")
    expect(run("--config", "/no/such/file"), 1, "/no/such/file")


def it_does_not_start_without_its_directory():
    expect(run("--socket-dir", "/no/such/directory"), 1, "/no/such/directory")


def a_second_daemon_is_refused():
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        expect(run("--socket-dir", daemon.directory, "--pid-file", daemon.pid_file), 1,
               "locked by another process")
        expect(run("--socket-dir", daemon.directory), 1, "served by another process")
        check(virsh(daemon.uri(), "list")[0] == 0, "the first one is no longer served")
        daemon.check_orderly_end(daemon.stop())


def many_starting_at_once_leave_one():
    with tempfile.TemporaryDirectory() as directory:
        daemons = [subprocess.Popen([BINARY, "--socket-dir", directory], env=environment(),
                                    stderr=subprocess.DEVNULL) for _ in range(6)]
        try:
            deadline = time.monotonic() + 30
            while sum(daemon.poll() is None for daemon in daemons) > 1:
                check(time.monotonic() < deadline, "more than one daemon runs")
                time.sleep(0.05)
            time.sleep(0.2)
            running = [daemon for daemon in daemons if daemon.poll() is None]
            check(len(running) == 1, f"{len(running)} daemons run")
            check(virsh(f"test+unix:///default?socket={directory}/libvirt-sock", "list")[0] == 0,
                  "the one that runs does not serve")
        finally:
            for daemon in daemons:
                daemon.terminate()
            statuses = [daemon.wait(60) for daemon in daemons]
        check(sorted(statuses) == [0, 1, 1, 1, 1, 1], f"exit statuses {statuses}")


def stale_files_are_replaced():
    with tempfile.TemporaryDirectory() as directory:
        path = f"{directory}/libvirt-sock"
        stale = socket.socket(socket.AF_UNIX)
        stale.bind(path)
        stale.close()
        with open(f"{directory}/pid", "w", encoding="ascii") as file:
            file.write("1\n")
        daemon = subprocess.Popen([BINARY, "--socket-dir", directory, "--pid-file",
                                   f"{directory}/pid"], env=environment())
        deadline = time.monotonic() + 30
        while not os.path.exists(f"{path}-ro"):
            check(daemon.poll() is None and time.monotonic() < deadline, "it has not started")
            time.sleep(0.02)
        with open(f"{directory}/pid", encoding="ascii") as file:
            check(file.read() == f"{daemon.pid}\n", "the pid file names another process")
        check(virsh(f"test+unix:///default?socket={path}", "list")[0] == 0, "it does not serve")
        daemon.terminate()
        check(daemon.wait(60) == 0, "it did not end in order")
        check(os.listdir(directory) == [], f"left behind: {os.listdir(directory)}")


def other_files_are_left_alone():
    with tempfile.TemporaryDirectory() as directory:
        with open(f"{directory}/libvirt-sock", "w", encoding="ascii") as file:
            file.write("precious")
        expect(run("--socket-dir", directory), 1, "is not a socket")
        check(os.path.getsize(f"{directory}/libvirt-sock") == 8, "the file was touched")


def socket_files_have_their_modes():
    umask = os.umask(0o177)
    try:
        with DaemonProcess(BINARY, 'unix_sock_rw_perms = "0720"\n') as daemon:
            modes = [os.stat(path).st_mode & 0o777
                     for path in (daemon.socket, daemon.read_only_socket)]
            check(modes == [0o720, 0o777], f"modes {[oct(mode) for mode in modes]}")
    finally:
        os.umask(umask)


def both_signals_end_it_in_order():
    for number in (signal.SIGTERM, signal.SIGINT):
        with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
            check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
            daemon.check_orderly_end(daemon.stop(number))


def silent_clients_do_not_hold_it_up():
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        clients = [wire.Wire(daemon.socket) for _ in range(20)]
        for client in clients[:10]:
            client.send(wire.frame(wire.AUTH_LIST, 0)[:13])
        begin = time.monotonic()
        daemon.check_orderly_end(daemon.stop())
        check(time.monotonic() - begin < 5, "the end took too long")
        for client in clients:
            try:
                check(client.reply() is None, "a silent client got a reply")
            except ConnectionResetError:
                pass  # its end as well: what it had sent was not read


def deaf_client(daemon):
    """A client with replies of several megabytes to come, which it never reads."""
    client = wire.Wire(daemon.socket)
    check(client.open() == wire.OK, "open failed")
    client.socket.setblocking(False)
    capabilities = 7
    calls = b"".join(wire.frame(capabilities, 10 + number) for number in range(3000))
    try:
        while calls:
            calls = calls[client.socket.send(calls):]
            time.sleep(0.001)
    except BlockingIOError:
        pass
    # With the first reply the daemon has read of the calls, and has to do with them.
    check(select.select([client.socket], [], [], wire.SECONDS)[0], "no reply comes")
    return client


def deaf_clients_end_at_the_drain_deadline():
    with DaemonProcess(BINARY, "log_level = 2\ndrain_timeout = 1\n") as daemon:
        client = deaf_client(daemon)
        begin = time.monotonic()
        daemon.check_orderly_end(daemon.stop())
        check(0.5 < time.monotonic() - begin < 10, "it did not wait for its deadline")
        check("drain deadline" in daemon.log(), "the reason is not logged")
        client.close()


def a_second_signal_forces_the_end_with_status_4():
    with DaemonProcess(BINARY, "log_level = 2\ndrain_timeout = 60\n") as daemon:
        client = deaf_client(daemon)
        daemon.signal()
        time.sleep(0.5)
        check(daemon.is_running(), "it did not wait for its client")
        status = daemon.stop()
        check(status == 4, f"exit status {status} instead of 4:\n{daemon.log()}")
        daemon.check_no_report()
        daemon.check_counters()
        check(sorted(os.listdir(daemon.directory)) == ["conf", "log"], "files were left behind")
        client.close()


def read_only_clients_look_and_do_not_touch():
    with DaemonProcess(BINARY) as daemon:
        check(virsh(daemon.uri(read_only=True), "dominfo", "test")[0] == 0, "a look is refused")
        status, _, errors = virsh(daemon.uri(read_only=True), "suspend", "test")
        check(status != 0 and "read only access" in errors, f"a change is not refused: {errors}")


def max_clients_are_served_and_no_more():
    with DaemonProcess(BINARY, "max_clients = 2\n") as daemon:
        first, second = wire.Wire(daemon.socket), wire.Wire(daemon.socket)
        for client in (first, second):
            check(client.call(wire.AUTH_LIST, 1) is not None, "a client is not served")
        third = wire.Wire(daemon.socket)
        third.send(wire.frame(wire.AUTH_LIST, 1))
        third.socket.settimeout(0.5)
        try:
            third.reply()
            raise TestFailure("a third client is served")
        except socket.timeout:
            pass
        first.close()
        third.socket.settimeout(30)
        check(third.reply() is not None, "the third client is not served after the first has left")


CASES = (
    wrong_usage_is_status_2, help_and_version_are_told,
    where_nothing_can_be_written_the_status_tells, ps_knows_it_and_its_threads,
    check_config_tells_what_is_wrong,
    it_does_not_start_without_its_directory, a_second_daemon_is_refused,
    many_starting_at_once_leave_one, stale_files_are_replaced, other_files_are_left_alone,
    socket_files_have_their_modes, both_signals_end_it_in_order,
    silent_clients_do_not_hold_it_up, deaf_clients_end_at_the_drain_deadline,
    a_second_signal_forces_the_end_with_status_4,
    read_only_clients_look_and_do_not_touch, max_clients_are_served_and_no_more)

if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[2:]) if BINARY else __doc__)

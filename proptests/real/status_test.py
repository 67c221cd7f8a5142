#!/usr/bin/env python3
"""The status socket of the daemon: its pages under load, its bounds, and `interleaved --status`.

usage: status_test.py INTERLEAVED [CASE...]
"""

import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time

import wire
from daemon_process import DaemonProcess, check, environment, run_cases, virsh
from exposition import Families

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
PAGE = pathlib.Path(__file__).parents[2] / "docs" / "operating.md"


def status_socket(daemon):
    return os.path.join(daemon.directory, "interleave-status-sock")


def connect(daemon):
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(60)
    connection.connect(status_socket(daemon))
    return connection


def ask(daemon, request):
    """The head and the body of the answer."""
    connection = connect(daemon)
    connection.sendall(request.encode())
    data = b""
    while part := connection.recv(65536):
        data += part
    connection.close()
    head, body = data.decode().split("\r\n\r\n", 1)
    check(f"Content-Length: {len(body.encode())}" in head.split("\r\n"), f"the length in {head!r}")
    return head, body


def fetch(daemon, path):
    head, body = ask(daemon, f"GET {path} HTTP/1.1\r\nHost: daemon\r\nAccept: */*\r\n\r\n")
    check(head.startswith("HTTP/1.0 200 OK\r\n"), f"the answer {head!r}")
    return body


def metrics(daemon):
    return Families(fetch(daemon, "/metrics"))


def run_status(*arguments):
    return subprocess.run([BINARY, "--status", *arguments], capture_output=True, text=True,
                          timeout=60, check=False, env=environment())


def check_sum(page):
    accepted = page.value("interleave_calls_accepted_total")
    ends = page.value("interleave_calls_answered_total") + page.value("interleave_calls_in_flight")
    for name in ("interleave_calls_refused_total", "interleave_calls_dropped_total"):
        ends += page.sum(name)
    check(accepted == ends, f"{accepted} calls accepted, {ends} accounted for")


def await_quiet(daemon, seconds=30):
    deadline = time.monotonic() + seconds
    while (page := metrics(daemon)).value("interleave_clients") > 0:
        check(time.monotonic() < deadline, "clients that have gone are still there")
        time.sleep(0.05)
    return page


def figures_under_load_are_those_of_the_clients():
    clients, calls = 6, 2000
    with DaemonProcess(BINARY) as daemon:
        def call():
            client = wire.Wire(daemon.socket)
            for serial in range(calls):
                client.call(wire.AUTH_LIST, serial)
            client.close()
        threads = [threading.Thread(target=call) for _ in range(clients)]
        for thread in threads:
            thread.start()
        scrapes = 0
        while any(thread.is_alive() for thread in threads):
            check_sum(metrics(daemon))
            scrapes += 1
        for thread in threads:
            thread.join()
        check(scrapes > 3, f"{scrapes} scrapes only under load")
        page = await_quiet(daemon)
        check_sum(page)
        for name in ("interleave_calls_accepted_total", "interleave_calls_answered_total",
                     "interleave_call_seconds_count", "interleave_call_queue_seconds_count"):
            check(page.value(name) == clients * calls, f"{name} is {page.value(name)}")
        check(page.value("interleave_clients_accepted_total") == clients, "clients are miscounted")
        measured = page.value("interleave_lock_hold_seconds_count", 'lock="server"')
        check(measured > clients * calls / 16, f"{measured} holds of the server lock")
        daemon.stop()


def every_metric_is_documented():
    with DaemonProcess(BINARY) as daemon:
        types = metrics(daemon).types
        told = dict(re.findall(r"^\| `(interleave_\w+)` \| (\w+) \|", PAGE.read_text(), re.M))
        different = set(told.items()) ^ set(types.items())
        check(not different, f"documented and not there, or the other way round: {different}")


def drops_have_their_reason():
    with DaemonProcess(BINARY, "max_client_requests = 1\n") as daemon:
        client = wire.Wire(daemon.socket)
        client.open()
        capabilities = 7
        client.send(b"".join(wire.frame(capabilities, serial) for serial in range(300)))
        # Replies that it does not read have filled the socket: the rest of its calls waits.
        waiting = []
        while len(waiting) < 3 or waiting[-1] != waiting[-3]:
            waiting.append(metrics(daemon).value("interleave_calls_in_flight"))
            check(len(waiting) < 600, f"calls in flight do not settle: {waiting}")
            time.sleep(0.05)
        check(waiting[-1] > 100, f"{waiting[-1]} calls are in flight")
        client.close()
        page = await_quiet(daemon)
        check_sum(page)
        check(page.sum("interleave_calls_dropped_total") > 0, "no call was dropped")
        check(page.value("interleave_calls_in_flight") == 0, "calls are left in flight")


def people_are_told_what_happens():
    with DaemonProcess(BINARY) as daemon:
        check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
        done = run_status("--socket-dir", daemon.directory)
        check(done.returncode == 0, f"{done.returncode}: {done.stderr}")
        for words in ("Clients: ", " accepted = ", "Workers: 10, 0 of them busy", "worker.1 ",
                      "prio-worker.10 ", "Locks that workers hold", "calls, made",
                      "server lock, held"):
            check(words in done.stdout, f"{words!r} is not in:\n{done.stdout}")
        daemon.stop()
        done = run_status("--socket-dir", daemon.directory)
        check(done.returncode == 1 and done.stderr ==
              f"interleaved: no interleaved serves {status_socket(daemon)}\n", f"{done}")


def what_is_no_request_is_refused():
    with DaemonProcess(BINARY) as daemon:
        for request, status in (("GET / HTTP/1.0\r\n\r\n", "404"), ("hello\r\n", "400"),
                                ("POST /status HTTP/1.1\r\n", "405"), ("x" * 9000, "414")):
            check(ask(daemon, request)[0].startswith(f"HTTP/1.0 {status} "), f"{request[:20]!r}")


def the_socket_is_the_daemons_alone():
    with DaemonProcess(BINARY) as daemon:
        mode = os.stat(status_socket(daemon)).st_mode & 0o777
        check(mode == 0o700, f"mode {mode:o}")
        check(daemon.stop() == 0, "it did not end in order")
        check(not os.path.exists(status_socket(daemon)), "it was left behind")
    with DaemonProcess(BINARY, 'status_socket_perms = "0770"\n') as daemon:
        check(os.stat(status_socket(daemon)).st_mode & 0o777 == 0o770, "another mode was asked for")
    with DaemonProcess(BINARY, "status_socket = 0\n") as daemon:
        check(not os.path.exists(status_socket(daemon)), "a socket that nobody wants")


def slow_visitors_disturb_nobody():
    with DaemonProcess(BINARY) as daemon:
        slow = [connect(daemon) for _ in range(12)]
        for visitor in slow:
            visitor.send(b"GET /sta")
        vanished = connect(daemon)
        vanished.send(b"GET /metrics HTTP/1.0\r\n\r\n")
        vanished.close()
        check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
        check_sum(metrics(daemon))
        for visitor in slow:
            visitor.close()
        check_sum(metrics(daemon))
        last = connect(daemon)
        begin = time.monotonic()
        check(daemon.stop() == 0, "it did not end in order")
        check(time.monotonic() - begin < 9, "a visitor has held the end up")
        last.close()


CASES = (figures_under_load_are_those_of_the_clients, every_metric_is_documented,
         drops_have_their_reason, people_are_told_what_happens,
         what_is_no_request_is_refused, the_socket_is_the_daemons_alone,
         slow_visitors_disturb_nobody)

if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[2:]) if BINARY else __doc__)

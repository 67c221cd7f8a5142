#!/usr/bin/env python3
"""A network that goes down, and what the daemon makes of clients that it does not hear any more.

usage: network_test.py INTERLEAVED [CASE...]

In a network of its own; where the system gives none, nothing is tested, and the exit status is 77,
by which CTest knows a test that was skipped.
"""

import sys
import time

import wire
from daemon_process import check, run_cases, virsh
from own_network import is_own, set_link, with_own_network
from reach_test import TcpWire, free_port, tcp_daemon

CAPABILITIES = 7
SKIPPED = 77


def clients_of(daemon):
    """By the descriptors that it has for TCP connections."""
    with open(f"/proc/{daemon.process.pid}/net/tcp", encoding="ascii") as file:
        rows = [line.split() for line in file.readlines()[1:]]
    return len([row for row in rows if row[3] == "01" and row[1].endswith(f":{daemon.port:04X}")])


def a_machine_that_is_gone_is_given_up():
    """With replies on their way to it, that nobody acknowledges: the system alone would take a
    quarter of an hour."""
    port = free_port()
    with tcp_daemon(port, "write_timeout = 1\nmax_client_requests = 100\n") as daemon:
        daemon.port = port
        client = TcpWire(port)
        check(client.open() == wire.OK, "open failed")
        check(clients_of(daemon) == 1, "it is not connected")
        client.send(b"".join(wire.frame(CAPABILITIES, number) for number in range(300)))
        set_link("down")
        deadline = time.monotonic() + 60
        while clients_of(daemon) != 0:
            check(time.monotonic() < deadline, "it is kept")
            time.sleep(0.05)
        set_link("up")
        check(virsh(daemon.uri(), "list")[0] == 0, "virsh is not served")
        check(TcpWire(port).open() == wire.OK, "nobody is served over TCP")
        daemon.check_orderly_end(daemon.stop())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with_own_network()
    if not is_own():
        print("nothing is tested: there is no network of its own here")
        sys.exit(SKIPPED)
    sys.exit(run_cases((a_machine_that_is_gone_is_given_up,), sys.argv[2:]))

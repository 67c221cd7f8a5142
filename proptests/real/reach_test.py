#!/usr/bin/env python3
"""How clients reach the daemon over the network, and what keeps the wrong ones out.

usage: reach_test.py INTERLEAVED [CASE...]
"""

import os
import socket
import struct
import sys

import wire
from daemon_process import DaemonProcess, TestFailure, check, run_cases, virsh

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""


def free_port():
    """A port that nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TcpWire(wire.Wire):
    """The same conversation over TCP."""

    def __init__(self, port, host="127.0.0.1"):
        self.socket = socket.create_connection((host, port), wire.SECONDS)


def tcp_daemon(port, config=""):
    return DaemonProcess(BINARY, f'log_level = 1\nlisten_tcp = 1\ntcp_port = "{port}"\n'
                                 f'auth_tcp = "none"\n{config}')


def tcp_is_off_by_default():
    with DaemonProcess(BINARY) as daemon:
        with open(f"/proc/{daemon.process.pid}/net/tcp", encoding="ascii") as file:
            listening = [line for line in file if " 0A " in line and ":407D" in line]
        check(not listening, f"it listens: {listening}")


def virsh_comes_over_tcp():
    port = free_port()
    with tcp_daemon(port) as daemon:
        status, out, errors = virsh(f"test+tcp://localhost:{port}/default", "list")
        check(status == 0 and "test" in out, f"virsh is not served: {errors}")
        check("accepted from" in daemon.log(), f"the address is not logged:\n{daemon.log()}")
        daemon.check_orderly_end(daemon.stop())


def both_families_are_served():
    port = free_port()
    with tcp_daemon(port):
        hosts = ["127.0.0.1"]
        if os.path.exists("/proc/net/if_inet6") and os.path.getsize("/proc/net/if_inet6") > 0:
            hosts.append("::1")
        for host in hosts:
            check(TcpWire(port, host).open() == wire.OK, f"nobody serves at {host}")


def an_address_that_is_taken_keeps_it_from_starting():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        try:
            with tcp_daemon(port, 'listen_addr = "127.0.0.1"\n'):
                raise TestFailure("it has started")
        except TestFailure as failure:
            check(f"cannot bind to 127.0.0.1:{port}: Address already in use" in str(failure),
                  f"the reason is not told: {failure}")


def a_client_that_resets_is_forgotten():
    port = free_port()
    with tcp_daemon(port) as daemon:
        for _ in range(50):
            client = TcpWire(port)
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.send(wire.frame(wire.AUTH_LIST, 0)[:9])
            client.close()
        check(virsh(f"test+tcp://127.0.0.1:{port}/default", "list")[0] == 0, "it does not serve")
        daemon.check_orderly_end(daemon.stop())


def the_system_asks_whether_a_silent_peer_is_there():
    """The kernel's timer for it runs: without one, a peer whose reset is lost stays for ever."""
    port = free_port()
    with tcp_daemon(port) as daemon:
        client = TcpWire(port)
        check(client.call(wire.AUTH_LIST, 1) is not None, "the client is not served")
        with open(f"/proc/{daemon.process.pid}/net/tcp", encoding="ascii") as file:
            rows = [line.split() for line in file]
        timers = [row[5] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "01"]
        check(len(timers) == 1 and timers[0].startswith("02:"), f"timers {timers}")
        client.close()


CASES = (
    tcp_is_off_by_default, virsh_comes_over_tcp, both_families_are_served,
    an_address_that_is_taken_keeps_it_from_starting, a_client_that_resets_is_forgotten,
    the_system_asks_whether_a_silent_peer_is_there)


if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[2:]) if BINARY else __doc__)

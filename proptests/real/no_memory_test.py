#!/usr/bin/env python3
"""The daemon's first, second, third ... allocation fails while a client does this or that: whoever
needed it may lose its connection, nobody else loses anything, and nothing is left over.

usage: no_memory_test.py INTERLEAVED ALLOCATIONS_MODULE [CASE...]

The module is preloaded into the daemon: see proptests/allocations. What libvirt and other libraries
in C allocate does not fail: they would end the process.
"""

import mmap
import os
import signal
import socket
import ssl
import struct
import sys
import tempfile
import time

import wire
from daemon_process import DaemonProcess, check, run_cases, settled
from pki import Pki
from reach_test import free_port
from sasl_test import AUTH_SASL_INIT, AUTH_SASL_START, Accounts
from status_test import ask
from tls_test import TlsWire

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
MODULE = sys.argv[2] if len(sys.argv) > 2 else ""
NEVER = -1
CAPABILITIES, LIST_ALL_DOMAINS, SCREENSHOT = 7, 273, 211
SUSPEND, RESUME = 34, 28
REGISTER, DEREGISTER = 316, 317
SETTINGS = "min_workers = 1\nmax_workers = 4\nworker_idle_timeout = 1\nlog_level = 2\n"
# A sweep ends when an allocation has not been reached so many times in a row.
ENOUGH = 3
LEAST = 20
AGAIN = 3


class Starving(DaemonProcess):
    """One of its allocations fails, counted from when `arm` is called."""

    def __init__(self, config="", arguments=()):
        super().__init__(BINARY, SETTINGS + config, arguments, self._prepare)
        for name in ("LD_PRELOAD", "FAILING_NEW"):
            del os.environ[name]

    def _prepare(self, _):
        path = os.path.join(self.directory, "allocations")
        with open(path, "w+b") as file:
            file.write(struct.pack("=qQq", NEVER, 0, 0))
            file.flush()
            self._state = mmap.mmap(file.fileno(), 24)
        os.environ.update(LD_PRELOAD=MODULE, FAILING_NEW=path)

    def arm(self, number):
        self._state[0:8] = struct.pack("=q", number)

    def failed(self):
        return struct.unpack_from("=Q", self._state, 8)[0]

    def live(self):
        """Blocks of memory that are in use, when no worker is there but those that always are, and
        nobody is about to go: a client's end comes after its descriptor's."""
        deadline = time.monotonic() + 60
        while self.threads() > self.least_threads:
            check(time.monotonic() < deadline, "workers do not end")
            time.sleep(0.02)
        return settled(lambda: struct.unpack_from("=q", self._state, 16)[0])

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def wait_until_alone(self):
        """Until nobody is there but whoever asks for the status."""
        deadline = time.monotonic() + 60
        while self.descriptors() > self.alone:
            check(time.monotonic() < deadline, f"clients are left over:\n{self.log()}")
            check(self.is_running(), f"the daemon has ended:\n{self.log()}")
            time.sleep(0.001)


def expect(client, procedure, serial, body=b""):
    """A call's reply; ConnectionError where it is an error, or there is none."""
    status, body = client.answer(procedure, serial, body)
    if status == wire.ERROR:
        raise ConnectionError(f"procedure {procedure}: {wire.error_of(body)}")
    return body


def opened(client):
    if client.open() != wire.OK:
        raise ConnectionError("not opened")
    return client


def calls(daemon):
    client = opened(wire.Wire(daemon.socket))
    expect(client, wire.SUPPORTS_FEATURE, 5, struct.pack(">i", wire.KEEPALIVE_FEATURE))
    expect(client, CAPABILITIES, 6)
    domain = expect(client, wire.LOOKUP_BY_NAME, 7, wire.string("test"))
    check(b"<domain" in expect(client, wire.GET_XML, 8, domain + struct.pack(">I", 0)), "the XML")
    expect(client, LIST_ALL_DOMAINS, 9, struct.pack(">iI", 1, 0))
    expect(client, wire.CLOSE, 10)
    client.close()


def many_at_once(daemon):
    """More than there are slots and workers for."""
    clients = [opened(wire.Wire(daemon.socket)) for _ in range(3)]
    for client in clients:
        client.send(b"".join(wire.frame(CAPABILITIES, 10 + serial) for serial in range(12)))
    for client in clients:
        waiting = {10 + serial for serial in range(12)}
        while waiting:
            reply = client.reply()
            if reply is None:
                raise ConnectionError("a client is cut off")
            check(reply[2] in waiting, f"the reply {reply[:4]}")
            waiting.remove(reply[2])
        client.close()


def vanishing(daemon):
    """In the middle of a frame, of calls, and without having said a word."""
    wire.Wire(daemon.socket).close()
    client = opened(wire.Wire(daemon.socket))
    client.send(wire.frame(CAPABILITIES, 5) * 8)
    client.close()
    client = wire.Wire(daemon.socket)
    client.send(wire.frame(wire.LOOKUP_BY_NAME, 5, wire.string("x" * 100_000))[:50_000])
    client.close()
    client = wire.Wire(daemon.socket)
    client.send(struct.pack(">I", 3))
    client.message()
    client.close()


def listening(daemon):
    listener, actor = opened(wire.Wire(daemon.socket)), opened(wire.Wire(daemon.socket))
    callback = expect(listener, REGISTER, 5, struct.pack(">iI", 0, 0))
    domain = expect(actor, wire.LOOKUP_BY_NAME, 5, wire.string("test"))
    for procedure in (SUSPEND, RESUME):
        expect(actor, procedure, 6, domain)
    for _ in range(2):
        message = listener.message()
        if message is None:
            raise ConnectionError("the listener is cut off")
        check(message.kind == wire.MESSAGE and message.procedure == 318, f"{message}")
    expect(listener, DEREGISTER, 6, callback)
    listener.close()
    actor.close()


def streaming(daemon):
    client = opened(wire.Wire(daemon.socket))
    domain = expect(client, wire.LOOKUP_BY_NAME, 4, wire.string("test"))
    expect(client, SCREENSHOT, 5, domain + struct.pack(">II", 0, 0))
    while True:
        reply = client.reply()
        if reply is None:
            raise ConnectionError("the stream is cut off")
        check(reply[1] == wire.STREAM and reply[2] == 5, f"{reply[:4]}")
        if reply[3] != wire.CONTINUE or not reply[4]:
            break
    client.send(wire.frame(SCREENSHOT, 5, b"", wire.STREAM))
    client.reply()
    client.close()


def asking_for_status(daemon):
    for page in ("/metrics", "/"):
        ask(daemon, f"GET {page} HTTP/1.1\r\n\r\n")


def reloading(daemon):
    client = opened(wire.Wire(daemon.socket))
    daemon.configure(SETTINGS)
    daemon.signal(signal.SIGHUP)
    for serial in range(20):
        expect(client, CAPABILITIES, 5 + serial)
    client.close()


class Sweep:
    """What is done n times over, the n-th allocation failing in the n-th turn; `look` is done
    between some of them, by somebody who must be served."""

    def __init__(self, daemon, act, look):
        self.daemon = daemon
        self.act = act
        self.look = look

    def turn(self, number):
        """Whether that allocation was reached."""
        before = self.daemon.failed()
        self.daemon.arm(number)
        try:
            self.act(self.daemon)
        except (ConnectionError, EOFError, ssl.SSLError) as error:
            check(self.daemon.failed() > before, f"turn {number}: cut off for nothing: {error}")
        except ValueError:
            # An answer of the status socket that ends too early.
            check(self.daemon.failed() > before, f"turn {number}: no answer, for nothing")
        self.daemon.arm(NEVER)
        check(self.daemon.is_running(), f"turn {number}: it has ended:\n{self.daemon.log()}")
        self.daemon.wait_until_alone()
        return self.daemon.failed() > before

    def run(self):
        """The number of allocations, each of which was made to fail."""
        number = missed = 0
        while missed < ENOUGH:
            missed = 0 if self.turn(number) else missed + 1
            number += 1
            if number % 20 == 0:
                self.look(self.daemon)
        self.look(self.daemon)
        self.daemon.wait_until_alone()
        return number - ENOUGH


def sweep(daemon, *acts, look=calls):
    """Twice or more: what is there after the first time is kept for good; what every further time
    adds is lost."""
    daemon.least_threads = settled(daemon.threads)
    for act in acts:
        act(daemon)
    daemon.alone = settled(daemon.descriptors)
    for act in acts:
        count = Sweep(daemon, act, look).run()
        check(count >= LEAST, f"{act.__name__}: hardly anything was allocated")
        live = [daemon.live()]
        # What is lost is lost each time; a vector grows once.
        while len(live) < 2 or (live[-1] > live[-2] and len(live) <= AGAIN):
            Sweep(daemon, act, look).run()
            live.append(daemon.live())
        print(f"        {act.__name__}: {count} allocations, blocks {live}", flush=True)
        check(live[-1] <= live[-2], f"{act.__name__}: blocks are lost each time: {live}")
    daemon.check_orderly_end(daemon.stop())


def local_clients_are_on_their_own():
    with Starving() as daemon:
        sweep(daemon, calls, many_at_once, vanishing)


def so_are_listeners_and_streams():
    with Starving() as daemon:
        sweep(daemon, listening, streaming)


def status_and_reload_go_on():
    with Starving() as daemon:
        sweep(daemon, asking_for_status, reloading)


def whoever_logs_in_is_on_its_own():
    with tempfile.TemporaryDirectory() as directory:
        accounts = Accounts(directory)
        accounts.mechanisms("PLAIN")

        def logging_in(daemon):
            client = wire.Wire(daemon.socket)
            expect(client, wire.AUTH_LIST, 1)
            expect(client, AUTH_SASL_INIT, 2)
            word = b"\0joe\0right"
            expect(client, AUTH_SASL_START, 3, wire.string("PLAIN") + struct.pack(">I", 0)
                   + struct.pack(">I", len(word)) + struct.pack(f">{len(word)}i", *word))
            client.close()

        with Starving('auth_unix_rw = "sasl"\n') as daemon:
            sweep(daemon, logging_in, look=logging_in)


def whoever_shakes_hands_is_on_its_own():
    with tempfile.TemporaryDirectory() as directory:
        pki = Pki(directory)
        port = free_port()

        def shaking_hands(_):
            client = opened(TlsWire(port, pki))
            expect(client, CAPABILITIES, 5)
            client.close()

        with Starving(f'listen_tls = 1\ntls_port = "{port}"\nlisten_addr = "127.0.0.1"\n'
                      + pki.config("server")) as daemon:
            sweep(daemon, shaking_hands)


CASES = (local_clients_are_on_their_own, so_are_listeners_and_streams, status_and_reload_go_on,
         whoever_logs_in_is_on_its_own, whoever_shakes_hands_is_on_its_own)


def main():
    return run_cases(CASES, sys.argv[3:])


if __name__ == "__main__":
    sys.exit(main() if MODULE else __doc__)

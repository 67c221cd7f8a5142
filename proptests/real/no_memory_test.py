#!/usr/bin/env python3
"""The daemon's first, second, third ... allocation fails while a client does this or that: whoever
needed it may lose its connection, nobody else loses anything, and nothing is left over.

usage: no_memory_test.py INTERLEAVED ALLOCATIONS_MODULE [CASE...]

The module is preloaded into the daemon: see proptests/allocations. What libvirt and other libraries
in C allocate does not fail: they would end the process.
"""

import signal
import struct
import sys
import tempfile

import wire
from daemon_process import check, run_cases
from pki import Pki
from reach_test import free_port
from sasl_test import AUTH_SASL_INIT, AUTH_SASL_START, Accounts
from starving import Starving, sweep
from status_test import ask
from tls_test import TlsWire

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
MODULE = sys.argv[2] if len(sys.argv) > 2 else ""
CAPABILITIES, LIST_ALL_DOMAINS, SCREENSHOT = 7, 273, 211
SUSPEND, RESUME = 34, 28
REGISTER, DEREGISTER = 316, 317
SETTINGS = "min_workers = 1\nmax_workers = 4\nworker_idle_timeout = 1\nlog_level = 2\n"


def starving(config=""):
    return Starving(BINARY, MODULE, SETTINGS + config)


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


def local_clients_are_on_their_own():
    with starving() as daemon:
        sweep(daemon, calls, many_at_once, vanishing, look=calls)


def so_are_listeners_and_streams():
    with starving() as daemon:
        sweep(daemon, listening, streaming, look=calls)


def status_and_reload_go_on():
    with starving() as daemon:
        sweep(daemon, asking_for_status, reloading, look=calls)


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

        with starving('auth_unix_rw = "sasl"\n') as daemon:
            sweep(daemon, logging_in, look=logging_in)


def whoever_shakes_hands_is_on_its_own():
    with tempfile.TemporaryDirectory() as directory:
        pki = Pki(directory)
        port = free_port()

        def shaking_hands(_):
            client = opened(TlsWire(port, pki))
            expect(client, CAPABILITIES, 5)
            client.close()

        with starving(f'listen_tls = 1\ntls_port = "{port}"\nlisten_addr = "127.0.0.1"\n'
                      + pki.config("server")) as daemon:
            sweep(daemon, shaking_hands, look=calls)


CASES = (local_clients_are_on_their_own, so_are_listeners_and_streams, status_and_reload_go_on,
         whoever_logs_in_is_on_its_own, whoever_shakes_hands_is_on_its_own)


def main():
    return run_cases(CASES, sys.argv[3:])


if __name__ == "__main__":
    sys.exit(main() if MODULE else __doc__)

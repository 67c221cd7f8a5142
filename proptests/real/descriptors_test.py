"""Descriptors through the real daemon: what a client sends arrives at libvirt and beyond, what
libvirt returns arrives at the client, and the daemon keeps none of it.

    descriptors_test.py DAEMON"""

import os
import socket
import struct
import sys
import tempfile
import time

import wire
from daemon_process import DaemonProcess, TestFailure, check, main, settled
from reach_test import TcpWire, free_port, tcp_daemon
from scripted_libvirtd import (CREATE_WITH_FILES, CREATE_XML_WITH_FILES, DOMAIN, FD_ASSOCIATE,
                               NUMBER, OPEN_GRAPHICS, OPEN_GRAPHICS_FD, ScriptedLibvirtd, identity)

BINARY = sys.argv[1]
CONFIG = 'uri_schemes = [ "test", "test+unix" ]\nlog_level = 2\n'
FLAGS = NUMBER.pack(0)
MOST = 32
SECONDS = 60


def await_descriptors(daemon, expected, when):
    deadline = time.monotonic() + SECONDS
    while daemon.descriptors() != expected:
        check(time.monotonic() < deadline,
              f"{when}: {daemon.descriptors()} descriptors are open instead of {expected}")
        time.sleep(0.02)


def call_with(client, procedure, body, descriptors, serial=10):
    """The reply to a call with descriptors."""
    client.send(wire.frame(procedure, serial, NUMBER.pack(len(descriptors)) + body,
                           wire.CALL_WITH_FDS))
    for descriptor in descriptors:
        client.send_descriptor(descriptor)
    return client.message()


def check_ok(reply):
    if reply.status != wire.OK:
        raise TestFailure(f"procedure {reply.procedure}: {wire.error_of(reply.body)}")


def connected(daemon, uri="test:///default"):
    client = wire.Wire(daemon.socket)
    check(client.open(uri) == wire.OK, "open failed")
    return client


def files(count):
    return [tempfile.TemporaryFile() for _ in range(count)]


def they_arrive_behind_the_daemon(daemon, behind):
    client = connected(daemon, behind.uri())
    xml = wire.string("<domain/>")
    one, other = socket.socketpair()
    with one, other:
        for procedure, body, sent in (
                (CREATE_XML_WITH_FILES, xml + FLAGS, files(0)),
                (CREATE_XML_WITH_FILES, xml + FLAGS, files(3)),
                (CREATE_WITH_FILES, DOMAIN + FLAGS, files(MOST)),
                (FD_ASSOCIATE, DOMAIN + wire.string("disk") + FLAGS, files(2)),
                (OPEN_GRAPHICS, DOMAIN + NUMBER.pack(0) + FLAGS, [one])):
            before = daemon.descriptors()
            expected = [identity(file.fileno()) for file in sent]
            reply = call_with(client, procedure, body, [file.fileno() for file in sent])
            check_ok(reply)
            check(reply.kind == wire.REPLY, f"{procedure}: a reply of type {reply.kind}")
            seen = [given for number, given in behind.received if number == procedure][-1]
            check(seen == expected, f"{procedure}: {len(seen)} files arrived, or others")
            check(daemon.descriptors() == before,
                  f"{procedure}: its reply came before its descriptors were closed")
    client.close()


def take_file(client, reply):
    """The file that came with a reply to OPEN_GRAPHICS_FD."""
    check_ok(reply)
    check(reply.kind == wire.REPLY_WITH_FDS, f"a reply of type {reply.kind}")
    check(reply.body == NUMBER.pack(1), f"the body {reply.body}")
    descriptor = client.receive_descriptor()
    which = identity(descriptor)
    os.close(descriptor)
    return which


def they_come_back(daemon, behind):
    client = connected(daemon, behind.uri())
    before = settled(daemon.descriptors)
    for serial, file in enumerate(files(8)):
        behind.to_send = [os.dup(file.fileno())]
        client.send(wire.frame(OPEN_GRAPHICS_FD, 100 + serial, DOMAIN + NUMBER.pack(0) + FLAGS))
        check(take_file(client, client.message()) == identity(file.fileno()), "another file")
    await_descriptors(daemon, before, "after the replies")
    client.close()


def they_come_back_pipelined(daemon, behind):
    """Replies with descriptors and without: each with its own."""
    client = connected(daemon, behind.uri())
    before = settled(daemon.descriptors)
    sent = files(8)
    behind.to_send = [os.dup(file.fileno()) for file in sent]
    for serial in range(len(sent)):
        client.send(wire.frame(OPEN_GRAPHICS_FD, 100 + serial, DOMAIN + NUMBER.pack(0) + FLAGS))
        client.send(wire.frame(wire.AUTH_LIST, 200 + serial))
    got = set()
    for _ in range(2 * len(sent)):
        reply = client.message()
        if reply.procedure == wire.AUTH_LIST:
            check(reply.kind == wire.REPLY, f"a reply of type {reply.kind}")
        else:
            got.add(take_file(client, reply))
    check(got == {identity(file.fileno()) for file in sent}, "other files came back")
    await_descriptors(daemon, before, "after the replies")
    client.close()


def who_vanishes_leaves_nothing(daemon, _):
    null = os.open(os.devnull, os.O_RDONLY)
    for part in range(4):
        client = connected(daemon)
        body = NUMBER.pack(3) + client.domain() + FLAGS
        for serial in range(20):
            client.send(wire.frame(CREATE_WITH_FILES, serial, body, wire.CALL_WITH_FDS))
            for _ in range(3 if serial < 19 else part):
                client.send_descriptor(null)
        client.close()
    os.close(null)


def who_reads_nothing_is_not_read_on(daemon, _):
    """Calls that wait for a slot hold few descriptors: the rest stays with the system."""
    null = os.open(os.devnull, os.O_RDONLY)
    before = daemon.descriptors()
    client = connected(daemon)
    body = NUMBER.pack(MOST) + client.domain() + FLAGS
    client.socket.setblocking(False)
    try:
        for serial in range(1000):
            client.send(wire.frame(CREATE_WITH_FILES, serial, body, wire.CALL_WITH_FDS))
            for _ in range(MOST):
                client.send_descriptor(null)
            check(daemon.descriptors() - before < 10 * MOST, "they pile up")
    except OSError:
        pass  # the socket is full, or as many descriptors are on their way as may be
    client.close()
    os.close(null)


def over_tcp_there_are_none(behind):
    """A call that announces none is made; what needs one is an error, and what announces one ends
    the connection, as it does with libvirtd."""
    port = free_port()
    with tcp_daemon(port, 'uri_schemes = [ "test+unix" ]\n') as daemon:
        client = TcpWire(port)
        check(client.open(behind.uri()) == wire.OK, "open failed")
        check_ok(call_with(client, CREATE_WITH_FILES, DOMAIN + FLAGS, []))
        behind.to_send = []
        reply = client.message_for(OPEN_GRAPHICS_FD, 11, DOMAIN + NUMBER.pack(0) + FLAGS)
        check(reply.status == wire.ERROR, "a descriptor is said to come over TCP")
        check("not supported on this socket" in wire.error_of(reply.body)[2], f"{reply}")
        client.send(wire.frame(CREATE_WITH_FILES, 12, NUMBER.pack(1) + DOMAIN + FLAGS,
                               wire.CALL_WITH_FDS))
        check(client.message() is None, "a descriptor is waited for")
        check("cannot carry" in daemon.log(), f"no reason is logged:\n{daemon.log()}")
        daemon.check_orderly_end(daemon.stop())


def test():
    with ScriptedLibvirtd() as behind, DaemonProcess(BINARY, CONFIG) as daemon:
        at_rest = settled(daemon.descriptors)
        for case in (they_arrive_behind_the_daemon, they_come_back, they_come_back_pipelined,
                     who_vanishes_leaves_nothing, who_reads_nothing_is_not_read_on):
            print(case.__name__, flush=True)
            case(daemon, behind)
            await_descriptors(daemon, at_rest, f"after {case.__name__}")
        daemon.check_orderly_end(daemon.stop())
        print(over_tcp_there_are_none.__name__, flush=True)
        over_tcp_there_are_none(behind)


main(test)

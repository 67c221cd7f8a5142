#!/usr/bin/env python3
"""Many domains, long strings, many threads, many calls at once, many clients: every reply comes,
and is right.

usage: crowd_test.py INTERLEAVED [CASE...]
"""

import os
import random
import struct
import sys
import threading

import libvirt

import wire
from daemon_process import DaemonProcess, TestFailure, check

DOMAINS, THREADS, CALLS, PIPELINED = 300, 8, 150, 200
MIB = 1 << 20
GET_INFO, GET_STATE, SUSPEND, RESUME = 16, 212, 34, 28
REGISTER, DEREGISTER, LIFECYCLE = 316, 317, 318
CLIENTS, VISITS, TURNS = 50, 5, 300
DOMAIN = ("<domain type='test'><name>d{0:03}</name><memory>{1}</memory><vcpu>1</vcpu>"
          "<os><type>hvm</type></os></domain>")


def memory_of(number):
    """What tells one domain from the other."""
    return 1024 * (number + 1)


def many_domains(daemon):
    """A connection to a node with 300 domains of its own."""
    path = os.path.join(daemon.directory, "many.xml")
    with open(path, "w", encoding="ascii") as file:
        domains = "".join(DOMAIN.format(number, memory_of(number)) for number in range(DOMAINS))
        file.write(f"<node>{domains}</node>")
    return libvirt.open(f"test+unix:///{path}?socket={daemon.socket}")


def in_threads(count, work):
    """Runs work(number) in so many threads; the first failure is raised."""
    failures = []

    def run(number):
        try:
            work(number)
        except Exception as failure:  # pylint: disable=broad-except
            failures.append(failure)
    team = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    if failures:
        raise failures[0]


def three_hundred_domains(daemon):
    connection = many_domains(daemon)
    domains = sorted(connection.listAllDomains(), key=lambda domain: domain.name())
    check([domain.name() for domain in domains] == [f"d{n:03}" for n in range(DOMAINS)],
          "the list is not complete")
    check(len({domain.UUIDString() for domain in domains}) == DOMAINS, "two have one UUID")
    check(len(connection.listDomainsID()) == DOMAINS, "the list of numbers is not complete")
    for number, domain in enumerate(domains):
        check(domain.info()[1] == memory_of(number), f"{domain.name()} is another's")
    for domain in domains[::2]:
        domain.destroy()
    check(len(connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE)) == DOMAINS // 2,
          "the list of active domains is wrong")
    connection.close()


def three_mebibytes(daemon):
    """A string of that size goes both ways; one beyond the protocol's limit is refused, and the
    connection stays."""
    connection = libvirt.open(daemon.uri())
    domain = connection.lookupByName("test")
    kind = libvirt.VIR_DOMAIN_METADATA_DESCRIPTION
    for text in ("x" * (3 * MIB), "\u00e9" * (3 * MIB // 2)):
        domain.setMetadata(kind, text, None, None)
        check(domain.metadata(kind, None) == text, "another text comes back")
        check(text in domain.XMLDesc(), "the text is not in the document")
    try:
        domain.setMetadata(kind, "x" * (4 * MIB + 1), None, None)
        raise TestFailure("a string beyond the limit is taken")
    except libvirt.libvirtError as error:
        check(error.get_error_code() == libvirt.VIR_ERR_RPC, str(error))
    check(connection.isAlive() and domain.info(), "the connection is gone")
    domain.setMetadata(kind, None, None, None)
    connection.close()


def eight_threads_of_one_connection(daemon):
    connection = many_domains(daemon)

    def work(number):
        draw = random.Random(number)
        for _ in range(CALLS):
            chosen = draw.randrange(DOMAINS)
            domain = connection.lookupByName(f"d{chosen:03}")
            check(domain.info()[1] == memory_of(chosen), "another domain's reply")
            check(f"<name>d{chosen:03}</name>" in domain.XMLDesc(), "another domain's document")
            try:
                connection.networkLookupByName(f"nobody-{number}-{chosen}")
                raise TestFailure("a network that is not there")
            except libvirt.libvirtError as error:
                check(f"nobody-{number}-{chosen}" in str(error), f"another's error: {error}")
    in_threads(THREADS, work)
    connection.close()


def two_hundred_calls_in_one_write(daemon):
    client = wire.Wire(daemon.socket)
    check(client.open() == wire.OK, "open failed")
    domain = client.domain()
    kinds = ((wire.LIB_VERSION, b"", 8), (wire.LOOKUP_BY_NAME, wire.string("test"), len(domain)),
             (GET_INFO, domain, 32), (wire.LOOKUP_BY_NAME, wire.string("nobody"), None))
    expected = {10 + number: kinds[number % len(kinds)] for number in range(PIPELINED)}
    client.send(b"".join(wire.frame(procedure, serial, body)
                         for serial, (procedure, body, _) in expected.items()))
    for _ in range(PIPELINED):
        message = client.message()
        check(message.serial in expected, f"{message} answers nothing, or for the second time")
        procedure, _, size = expected.pop(message.serial)
        check(message.procedure == procedure, f"{message} is of procedure {procedure}")
        check(message.status == (wire.ERROR if size is None else wire.OK), f"{message}")
        check(size in (None, len(message.body)), f"{message} has not {size} bytes")
    client.close()


def calls_to_the_end(client, message_seen, procedure, serial, body=b""):
    """Makes a call; what comes before its reply are events."""
    client.send(wire.frame(procedure, serial, body))
    while (message := client.message()).kind != wire.REPLY:
        message_seen(message)
    check(message.serial == serial and message.status == wire.OK, f"{message}")
    return message.body


def listener(daemon, message_seen):
    """A client that is told what becomes of domains."""
    client = wire.Wire(daemon.socket)
    check(client.open() == wire.OK, "open failed")
    number = calls_to_the_end(client, message_seen, REGISTER, 10, struct.pack(">iI", 0, 0))
    return client, number


def event_of(message):
    """(event, detail) of a lifecycle event."""
    check(message.kind == wire.MESSAGE and message.procedure == LIFECYCLE, f"{message}")
    return struct.unpack(">ii", message.body[-8:])


def change_until(client, is_over):
    """Suspends and resumes the domain, at least TURNS times; gives how many times."""
    check(client.open() == wire.OK, "open failed")
    domain, turns = client.domain(), 0
    while turns < TURNS or not is_over():
        turns += 1
        for procedure in (SUSPEND, RESUME):
            check(client.call(procedure, 100 + turns, domain)[3] == wire.OK, "no change")
    client.close()
    return turns


def come_and_go(daemon, draw):
    """A client that hears some events and leaves, in order or at once."""
    client, callback = listener(daemon, event_of)
    for _ in range(draw.randrange(4)):
        event_of(client.message())
    if draw.random() < 0.5:
        calls_to_the_end(client, event_of, DEREGISTER, 11, callback)
        calls_to_the_end(client, event_of, wire.CLOSE, 12)
    client.close()


def clients_that_come_and_go_during_events(daemon):
    """Two that listen all the time get each event once and in order, whatever the others do."""
    steady = [listener(daemon, event_of)[0] for _ in range(2)]
    left = set(range(CLIENTS))
    turns = []

    def work(number):
        if number == CLIENTS:
            turns.append(change_until(wire.Wire(daemon.socket), lambda: not left))
            return
        try:
            draw = random.Random(number)
            for _ in range(VISITS):
                come_and_go(daemon, draw)
        finally:
            left.discard(number)
    in_threads(CLIENTS + 1, work)
    suspended, resumed = (3, 0), (4, 0)
    for client in steady:
        for _ in range(turns[0]):
            check(event_of(client.message()) == suspended, "not the event of a suspended domain")
            check(event_of(client.message()) == resumed, "not the event of a resumed domain")
        client.send(wire.frame(wire.AUTH_LIST, 99))
        check(client.message().serial == 99, "an event too many")
        client.close()


CASES = {function.__name__: function for function in (
    three_hundred_domains, three_mebibytes, eight_threads_of_one_connection,
    two_hundred_calls_in_one_write, clients_that_come_and_go_during_events)}


def main():
    failed = 0
    libvirt.registerErrorHandler(lambda *_: None, None)
    for name in sys.argv[2:] or CASES:
        try:
            with DaemonProcess(sys.argv[1], "log_level = 2\nmax_clients = 100\n") as daemon:
                CASES[name](daemon)
                daemon.check_orderly_end(daemon.stop())
            print(f"ok      {name}", flush=True)
        except (TestFailure, libvirt.libvirtError, OSError) as failure:
            failed += 1
            print(f"FAILED  {name}: {failure!r}", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else __doc__)

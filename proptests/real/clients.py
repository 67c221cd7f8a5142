"""The clients of the stress test and of the soak, each a process of its own:

    clients.py ROLE SOCKET SECONDS SEED

SOCKET is a path, or tcp:PORT for the roles that use the library alone.

A role works until its time is up. It ends with status 0 when everything that it saw was right:
replies, or the library's own errors about domains. With SIGTERM to the daemon coming before its
time is up, the end of the connection is right as well; the roles say "stopped" then.
"""

import random
import subprocess
import sys
import threading
import time

import libvirt

import wire

# What several clients of one driver do to each other's domains.
EXPECTED = {
    libvirt.VIR_ERR_NO_DOMAIN, libvirt.VIR_ERR_OPERATION_INVALID, libvirt.VIR_ERR_OPERATION_FAILED,
    libvirt.VIR_ERR_DOM_EXIST,
}
# What the library says of a connection that has ended.
GONE = {libvirt.VIR_ERR_SYSTEM_ERROR, libvirt.VIR_ERR_RPC, libvirt.VIR_ERR_NO_CONNECT}
DOMAIN = ("<domain type='test'><name>{}</name><memory>8192</memory><vcpu>1</vcpu>"
          "<os><type>hvm</type></os></domain>")


def uri_of(path):
    if path.startswith("tcp:"):
        return f"test+tcp://127.0.0.1:{path.removeprefix('tcp:')}/default"
    return f"test+unix:///default?socket={path}"


class Stopped(Exception):
    """The daemon has ended the connection."""


def is_gone(error):
    if error.get_error_code() == libvirt.VIR_ERR_INTERNAL_ERROR:
        return "client socket is closed" in str(error) or "hangup event" in str(error)
    return error.get_error_code() in GONE


def is_expected(error):
    if error.get_error_code() == libvirt.VIR_ERR_INTERNAL_ERROR:
        return "not running" in str(error) or "not paused" in str(error)
    return error.get_error_code() in EXPECTED


def attempt(function, *arguments):
    """Makes a call; errors that are right here are no errors."""
    try:
        return function(*arguments)
    except libvirt.libvirtError as error:
        if is_gone(error):
            raise Stopped(str(error)) from None
        if is_expected(error):
            return None
        raise


def until(deadline):
    while time.monotonic() < deadline:
        yield


def virsh_lists(path, deadline, _):
    for _ in until(deadline):
        done = subprocess.run(["virsh", "-c", uri_of(path), "list --all; dominfo test"],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Stopped(done.stderr)


def virsh_defines(path, deadline, seed):
    for turn, _ in enumerate(until(deadline)):
        name = f"made-{seed}-{turn}"
        with open(f"{path}.{seed}.xml", "w", encoding="ascii") as file:
            file.write(DOMAIN.format(name))
        done = subprocess.run(
            ["virsh", "-c", uri_of(path),
             f"define {file.name}; start {name}; destroy {name}; undefine {name}"],
            capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise Stopped(done.stderr)


def threads(path, deadline, seed):
    """Four threads of one connection."""
    connection = attempt(libvirt.open, uri_of(path))
    failures = []

    def work(number):
        draw = random.Random(seed * 10 + number)
        try:
            for _ in until(deadline):
                domain = attempt(connection.lookupByName, "test")
                if domain is not None:
                    attempt(draw.choice((domain.suspend, domain.resume, domain.info,
                                         domain.XMLDesc, domain.state)))
        except Exception as failure:  # pylint: disable=broad-except
            failures.append(failure)

    team = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    if failures:
        raise failures[0]
    connection.close()


def opens(path, deadline, _):
    for _ in until(deadline):
        connection = attempt(libvirt.open, uri_of(path))
        attempt(connection.getHostname)
        connection.close()


def looks(path, deadline, _):
    """On the read-only socket: looks are allowed, changes are not."""
    connection = attempt(libvirt.openReadOnly, uri_of(path + "-ro"))
    domain = attempt(connection.lookupByName, "test")
    for _ in until(deadline):
        attempt(domain.info)
        try:
            domain.suspend()
            raise AssertionError("a read-only connection has suspended a domain")
        except libvirt.libvirtError as error:
            if is_gone(error):
                raise Stopped(str(error)) from None
            assert error.get_error_code() == libvirt.VIR_ERR_OPERATION_DENIED, error
    connection.close()


def vanishes(path, deadline, seed):
    """Goes away in the middle of everything: of a frame, of calls, of replies."""
    draw = random.Random(seed)
    for _ in until(deadline):
        try:
            client = wire.Wire(path)
            if draw.random() < 0.8 and client.open() == wire.OK:
                body = client.domain() + b"\0\0\0\0"
                count = draw.randrange(1, 60)
                client.send(b"".join(wire.frame(wire.GET_XML, 10 + n, body) for n in range(count)))
                for _ in range(draw.randrange(0, count)):
                    if client.reply() is None:
                        raise Stopped("end of stream")
            if draw.random() < 0.5:
                client.send(wire.frame(wire.AUTH_LIST, 99)[:draw.randrange(1, 28)])
            client.close()
        except (ConnectionError, FileNotFoundError) as error:
            raise Stopped(str(error)) from None


def pipelines(path, deadline, seed):
    """Sends many calls at once and reads every reply, to the end of the stream if it comes."""
    try:
        pipeline(wire.Wire(path), deadline, random.Random(seed))
    except (ConnectionError, FileNotFoundError) as error:
        raise Stopped(str(error)) from None


def pipeline(client, deadline, draw):
    status, body = client.opening()
    if status != wire.OK:
        raise Stopped(wire.error_of(body)[2])
    body = client.domain() + b"\0\0\0\0"
    serial = 10
    while time.monotonic() < deadline:
        count = draw.randrange(1, 200)
        waiting = set(range(serial, serial + count))
        serial += count
        client.send(b"".join(wire.frame(wire.GET_XML, number, body) for number in waiting))
        while waiting:
            reply = client.reply()
            if reply is None:
                raise Stopped("end of stream")
            assert reply[1] == wire.REPLY, reply
            waiting.remove(reply[2])
    client.close()


def screenshots(path, deadline, _):
    """Streams: read to their end, or left in the middle."""
    connection = attempt(libvirt.open, uri_of(path))
    domain = attempt(connection.lookupByName, "test")
    for turn, _ in enumerate(until(deadline)):
        stream = connection.newStream()
        # Nobody takes a picture of a domain that another client has stopped.
        if attempt(domain.screenshot, stream, 0) is None:
            continue
        while attempt(stream.recv, 4096) and turn % 3:
            pass
        attempt(stream.finish if turn % 3 else stream.abort)
    connection.close()


def listens(path, deadline, _):
    """Events: registrations come and go while others change the domain."""
    libvirt.virEventRegisterDefaultImpl()
    told = []
    connection = attempt(libvirt.open, uri_of(path))
    domain = attempt(connection.lookupByName, "test")
    for _ in until(deadline):
        number = attempt(connection.domainEventRegisterAny, None,
                         libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, lambda *_: told.append(1), None)
        for function in (domain.suspend, domain.resume):
            attempt(function)
            libvirt.virEventAddTimeout(50, lambda *_: None, None)
            libvirt.virEventRunDefaultImpl()
        attempt(connection.domainEventDeregisterAny, number)
    connection.close()


ROLES = {function.__name__: function for function in
         (virsh_lists, virsh_defines, threads, opens, looks, vanishes, pipelines, screenshots,
          listens)}


def main():
    role, path, seconds, seed = sys.argv[1:]
    libvirt.registerErrorHandler(lambda *_: None, None)
    try:
        ROLES[role](path, time.monotonic() + float(seconds), int(seed))
        print("done")
    except Stopped as reason:
        print(f"stopped: {reason}")


if __name__ == "__main__":
    main()

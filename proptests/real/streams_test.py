"""Streams of the real daemon, by hand: volumes of a second libvirtd behind it.

    streams_test.py DAEMON"""

import struct
import sys
import time

import libvirt

import wire
from daemon_process import DaemonProcess, check, main
from libvirtd_process import LibvirtdProcess

BINARY = sys.argv[1]
UPLOAD, DOWNLOAD = 208, 209
STREAM, HOLE, MORE = 3, 6, 2
SPARSE = 1
POOL = "<pool type='dir'><name>pool</name><target><path>{}</path></target></pool>"
VOLUME = ("<volume><name>{}</name><capacity>{}</capacity><allocation>0</allocation>"
          "<target><format type='raw'/></target></volume>")
SIZE = 3_000_000
DATA = b"".join(b"%07d\n" % number for number in range(SIZE // 8))


def packet(procedure, body, status=MORE, kind=STREAM, serial=50):
    return struct.pack(">IIIiIII", 28 + len(body), wire.REMOTE, wire.VERSION, procedure, kind,
                       serial, status) + body


class Volumes:
    """A daemon before a libvirtd with a pool; the keeper's connection makes volumes."""

    def __init__(self):
        self.behind = LibvirtdProcess(("storage",))
        self.daemon = DaemonProcess(BINARY, 'uri_schemes = [ "storage+unix" ]\nlog_level = 2\n')
        self.uri = f"storage+unix:///system?socket={self.behind.socket}"
        self.keeper = libvirt.open(self.uri)
        self.pool = self.keeper.storagePoolCreateXML(POOL.format(self.behind.directory), 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.keeper.close()
        self.daemon.__exit__()
        self.behind.__exit__()

    def make(self, name, size=SIZE):
        volume = self.pool.createXML(VOLUME.format(name, size), 0)
        return b"".join(map(wire.string, ("pool", name, volume.key())))

    def client(self):
        client = wire.Wire(self.daemon.socket)
        check(client.open(self.uri) == wire.OK, "open failed")
        return client


def begin(client, procedure, volume, flags=0):
    reply = client.call(procedure, 50, volume + struct.pack(">QQI", 0, 0, flags))
    check(reply[3] == wire.OK, f"no stream is opened: {reply}")


def upload(client, volume, data):
    begin(client, UPLOAD, volume)
    for at in range(0, len(data), 200_000):
        client.send(packet(UPLOAD, data[at:at + 200_000]))
    client.send(packet(UPLOAD, b"", wire.OK))
    check(client.reply()[1:4] == (STREAM, 50, wire.OK), "the upload is not finished")


def receive(client):
    """The rest of a download: its data, and how many bytes of it are holes."""
    data, holes = bytearray(), 0
    while True:
        _, kind, serial, status, body = client.reply()
        check((serial, status) == (50, MORE), f"packet of serial {serial}, status {status}")
        if kind == HOLE:
            length = struct.unpack(">qI", body)[0]
            data.extend(bytes(length))
            holes += length
        elif body:
            data.extend(body)
        else:
            break
    client.send(packet(DOWNLOAD, b"", wire.OK))
    check(client.reply()[1:4] == (STREAM, 50, wire.OK), "the download is not finished")
    return bytes(data), holes


def what_is_sent_up_comes_down():
    with Volumes() as volumes:
        volume, client = volumes.make("plain"), volumes.client()
        for _ in range(3):
            upload(client, volume, DATA)
            begin(client, DOWNLOAD, volume)
            check(receive(client) == (DATA, 0), "something else comes down")
        client.close()
        volumes.daemon.check_orderly_end(volumes.daemon.stop())


def holes_stay_holes():
    with Volumes() as volumes:
        volume, client = volumes.make("sparse"), volumes.client()
        begin(client, UPLOAD, volume, SPARSE)
        client.send(packet(UPLOAD, b"a" * 65536))
        client.send(packet(UPLOAD, struct.pack(">qI", 1_048_576, 0), kind=HOLE))
        client.send(packet(UPLOAD, b"b" * 65536))
        client.send(packet(UPLOAD, b"", wire.OK))
        check(client.reply()[1:4] == (STREAM, 50, wire.OK), "the upload is not finished")
        begin(client, DOWNLOAD, volume, SPARSE)
        data, holes = receive(client)
        wanted = b"a" * 65536 + bytes(1_048_576) + b"b" * 65536
        check(data[:len(wanted)] == wanted and not any(data[len(wanted):]), "other data")
        check(holes >= 1_048_576, f"{holes} bytes are holes")
        client.close()
        volumes.daemon.check_orderly_end(volumes.daemon.stop())


def a_stream_can_be_left_at_any_point():
    with Volumes() as volumes:
        volume, client = volumes.make("left"), volumes.client()
        for procedure in (UPLOAD, DOWNLOAD):
            begin(client, procedure, volume)
            if procedure == UPLOAD:
                client.send(packet(UPLOAD, DATA[:200_000]))
            client.send(packet(procedure, b"", wire.ERROR))
            while (reply := client.reply())[3] == MORE:
                pass
            check(reply[1:4] == (STREAM, 50, wire.OK), "an abort is not answered")
            client.send(packet(procedure, b"late"))
            reply = client.call(wire.LIB_VERSION, 51)
            check(reply[2:4] == (51, wire.OK), "the connection is not well")
        for procedure in (UPLOAD, DOWNLOAD):
            vanishing = volumes.client()
            begin(vanishing, procedure, volume)
            if procedure == UPLOAD:
                vanishing.send(packet(UPLOAD, DATA[:200_000]))
            vanishing.close()
        upload(client, volume, DATA)
        client.close()
        volumes.daemon.check_orderly_end(volumes.daemon.stop())


def others_are_served_beside_a_slow_reader():
    """What waits meanwhile is in libvirt's own client, which reads ahead without a bound."""
    with Volumes() as volumes:
        size = 100_000_000
        volume, slow, other = volumes.make("large", size), volumes.client(), volumes.client()
        begin(slow, DOWNLOAD, volume)
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline:
            check(other.call(wire.LIB_VERSION, 51)[3] == wire.OK, "others are not served")
        data, _ = receive(slow)
        check(len(data) == size, f"{len(data)} bytes come down")
        slow.close()
        other.close()
        volumes.daemon.check_orderly_end(volumes.daemon.stop())


def a_stop_ends_streams():
    """The client is told what has become of its stream, behind the data that was on its way."""
    with Volumes() as volumes:
        volume, up, down = volumes.make("stopped"), volumes.client(), volumes.client()
        begin(up, UPLOAD, volume)
        up.send(packet(UPLOAD, DATA[:1000]))
        begin(down, DOWNLOAD, volume)
        check(down.reply()[3] == MORE, "no data comes")
        volumes.daemon.signal()
        for client in (up, down):
            while (reply := client.reply())[3] == MORE:
                pass
            check(reply[1:4] == (STREAM, 50, wire.ERROR), f"the end of a stream: {reply}")
            check("shutting down" in wire.error_of(reply[4])[2], f"another error: {reply}")
            check(client.reply() is None, "something comes behind the end")
        volumes.daemon.check_orderly_end(volumes.daemon.wait())


TESTS = (what_is_sent_up_comes_down, holes_stay_holes, a_stream_can_be_left_at_any_point,
         others_are_served_beside_a_slow_reader, a_stop_ends_streams)


def test():
    libvirt.registerErrorHandler(lambda *_: None, None)
    for each in TESTS:
        print(each.__name__, flush=True)
        each()


if __name__ == "__main__":
    main(test)

"""libvirt's RPC protocol by hand: for clients that misbehave, which the library's do not."""

import collections
import socket
import struct
import time

REMOTE, KEEPALIVE, VERSION = 0x20008086, 0x6b656570, 1
CALL, REPLY, MESSAGE, STREAM, CALL_WITH_FDS, REPLY_WITH_FDS, STREAM_HOLE = range(7)
OK, ERROR, CONTINUE = range(3)
OPEN, CLOSE, GET_XML, LOOKUP_BY_NAME, AUTH_LIST, LIB_VERSION = 1, 2, 14, 23, 66, 157
SUPPORTS_FEATURE, KEEPALIVE_FEATURE = 60, 10
PING, PONG = 1, 2
SECONDS = 60


def frame(procedure, serial, body=b"", kind=CALL, program=REMOTE, version=VERSION, status=OK):
    return struct.pack(">IIIiIII", 28 + len(body), program, version, procedure, kind, serial,
                       status) + body


def string(text):
    data = text.encode()
    return struct.pack(">I", len(data)) + data + b"\0" * (-len(data) % 4)


Message = collections.namedtuple("Message", "program version procedure kind serial status body")


class Reader:
    """Reads the fields of a body one after the other."""

    def __init__(self, body):
        self._body = body

    def number(self, form=">I"):
        size = struct.calcsize(form)
        value, self._body = struct.unpack(form, self._body[:size])[0], self._body[size:]
        return value

    def data(self):
        size = self.number()
        value = self._body[:size]
        self._body = self._body[size + -size % 4:]
        return value

    def optional_string(self):
        return self.data().decode(errors="replace") if self.number() else None


def error_of(body):
    """(code, domain, message) of an error's body."""
    reader = Reader(body)
    return reader.number(">i"), reader.number(">i"), reader.optional_string()


def is_cut_off_in(connected, data):
    """Sends a byte ten times a second; whether the peer ends the connection before the last one."""
    try:
        for byte in data:
            connected.send(bytes([byte]))
            time.sleep(0.1)
    except ConnectionError:
        return True
    return False


class Wire:
    """A connection. Raises OSError, or EOFError in the middle of a frame."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(SECONDS)
        self.socket.connect(path)

    @classmethod
    def of(cls, connected):
        """Of a socket that is connected."""
        self = cls.__new__(cls)
        self.socket = connected
        return self

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _receive(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                if data:
                    raise EOFError("the connection ended within a frame")
                return None
            data += part
        return data

    def message(self):
        """The next Message, or None at the end of the stream."""
        length = self._receive(4)
        if length is None:
            return None
        rest = self._receive(struct.unpack(">I", length)[0] - 4)
        if rest is None:
            raise EOFError("the connection ended within a frame")
        return Message(*struct.unpack(">IIiIII", rest[:24]), rest[24:])

    def reply(self):
        """(procedure, type, serial, status, body), or None at the end of the stream."""
        message = self.message()
        return None if message is None else tuple(message)[2:]

    def send_descriptor(self, descriptor):
        """As a descriptor follows its frame: with a byte of its own."""
        socket.send_fds(self.socket, [b"\0"], [descriptor])

    def receive_descriptor(self):
        """One that follows the frame that was read last."""
        data, descriptors, flags, _ = socket.recv_fds(self.socket, 1, 1)
        if len(data) != 1 or len(descriptors) != 1 or flags & socket.MSG_CTRUNC:
            raise EOFError("a descriptor does not come")
        return descriptors[0]

    def message_for(self, procedure, serial, body=b""):
        self.send(frame(procedure, serial, body))
        return self.message()

    def call(self, procedure, serial, body=b""):
        self.send(frame(procedure, serial, body))
        return self.reply()

    def answer(self, procedure, serial, body=b""):
        """(status, body) of a call's reply; ConnectionError where a daemon that stops gives none:
        the connection has ended, or the call was refused because of it."""
        reply = self.call(procedure, serial, body)
        if reply is None:
            raise ConnectionError("end of stream")
        _, _, _, status, body = reply
        if status == ERROR and "shutting down" in (error_of(body)[2] or ""):
            raise ConnectionError(error_of(body)[2])
        return status, body

    def opening(self, uri="test:///default"):
        """As virsh opens: AUTH_LIST, OPEN. Returns (status, body) of the OPEN."""
        self.answer(AUTH_LIST, 0)
        return self.answer(OPEN, 1, struct.pack(">I", 1) + string(uri) + struct.pack(">I", 0))

    def open(self, uri="test:///default"):
        """The same; returns the status alone."""
        return self.opening(uri)[0]

    def domain(self, name="test"):
        """The wire form of a domain, for the body of a call about it."""
        status, body = self.answer(LOOKUP_BY_NAME, 2, string(name))
        if status != OK:
            raise OSError(f"no domain {name}: {error_of(body)[2]}")
        return body

"""libvirt's RPC protocol by hand: for clients that misbehave, which the library's do not."""

import socket
import struct

REMOTE, VERSION = 0x20008086, 1
CALL, REPLY = 0, 1
OK, ERROR = 0, 1
OPEN, CLOSE, GET_XML, LOOKUP_BY_NAME, AUTH_LIST, LIB_VERSION = 1, 2, 14, 23, 66, 157


def frame(procedure, serial, body=b"", kind=CALL, program=REMOTE):
    return struct.pack(">IIIiIII", 28 + len(body), program, VERSION, procedure, kind, serial,
                       0) + body


def string(text):
    data = text.encode()
    return struct.pack(">I", len(data)) + data + b"\0" * (-len(data) % 4)


class Wire:
    """A connection. Raises OSError, or EOFError in the middle of a frame."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)

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

    def reply(self):
        """(procedure, type, serial, status, body), or None at the end of the stream."""
        length = self._receive(4)
        if length is None:
            return None
        rest = self._receive(struct.unpack(">I", length)[0] - 4)
        if rest is None:
            raise EOFError("the connection ended within a frame")
        _, _, procedure, kind, serial, status = struct.unpack(">IIiIII", rest[:24])
        return procedure, kind, serial, status, rest[24:]

    def call(self, procedure, serial, body=b""):
        self.send(frame(procedure, serial, body))
        return self.reply()

    def open(self, uri="test:///default"):
        """As virsh opens: AUTH_LIST, OPEN. Returns the status of the OPEN."""
        self.call(AUTH_LIST, 0)
        reply = self.call(OPEN, 1, struct.pack(">I", 1) + string(uri) + struct.pack(">I", 0))
        return reply[3]

    def domain(self, name="test"):
        """The wire form of a domain, for the body of a call about it."""
        _, _, _, status, body = self.call(LOOKUP_BY_NAME, 2, string(name))
        if status != OK:
            raise OSError(f"no domain {name}")
        return body

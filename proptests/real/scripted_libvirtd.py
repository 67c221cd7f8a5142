"""The other side of libvirt's remote driver: a server that answers by a script, so that a daemon
before it can be seen to hand on what no driver here takes."""

import os
import socket
import struct
import tempfile
import threading

import wire

LOOKUP_BY_UUID, OPEN_GRAPHICS, OPEN_GRAPHICS_FD = 24, 249, 343
CREATE_XML_WITH_FILES, CREATE_WITH_FILES, FD_ASSOCIATE = 309, 310, 443
NUMBER = struct.Struct(">I")
DOMAIN = wire.string("test") + bytes(range(16)) + struct.pack(">i", 1)


def identity(descriptor):
    """Which file a descriptor stands for."""
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


class ScriptedLibvirtd:
    """Serves one connection after the other at `socket`. A context manager."""

    def __init__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="scripted-")
        self.socket = f"{self._directory.name}/socket"
        self.received = []  # (procedure, [identity of each file that came with the call])
        self.to_send = []   # the descriptors that replies to OPEN_GRAPHICS_FD carry, one each
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.socket)
        self._listener.listen(5)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        self._directory.cleanup()

    def uri(self):
        return f"test+unix:///default?socket={self.socket}"

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self._answer_all(wire.Wire.of(connection))
                except (OSError, EOFError):
                    pass

    def _answer_all(self, client):
        while (call := client.message()) is not None:
            body = call.body
            files = []
            if call.kind == wire.CALL_WITH_FDS:
                files = [client.receive_descriptor() for _ in range(NUMBER.unpack(body[:4])[0])]
            self.received.append((call.procedure, [identity(file) for file in files]))
            for file in files:
                os.close(file)
            if call.kind == wire.MESSAGE:
                continue
            if call.procedure == OPEN_GRAPHICS_FD:
                client.send(wire.frame(call.procedure, call.serial, NUMBER.pack(1),
                                       wire.REPLY_WITH_FDS))
                client.send_descriptor(self.to_send.pop(0))
            else:
                client.send(wire.frame(call.procedure, call.serial, self._body(call.procedure),
                                       wire.REPLY))
            if call.procedure == wire.CLOSE:
                return

    @staticmethod
    def _body(procedure):
        if procedure == wire.AUTH_LIST:
            return NUMBER.pack(1) + NUMBER.pack(0)
        if procedure == wire.SUPPORTS_FEATURE:
            return NUMBER.pack(1)
        if procedure in (LOOKUP_BY_UUID, CREATE_XML_WITH_FILES, CREATE_WITH_FILES):
            return DOMAIN
        return b""

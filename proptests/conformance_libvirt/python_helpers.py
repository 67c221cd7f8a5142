"""What the lines of a Python case can call besides libvirt."""

import os
import threading

import libvirt

from rendering import value_text
from virsh_client import DOCUMENTS

SECONDS_FOR_EVENTS = 20


class Helpers:
    """The helpers of one case; a context manager: what was listened to is deregistered."""

    def __init__(self, connection, place, directory):
        self._connection, self._place, self._directory = connection, place, directory
        self._events, self._arrived = [], threading.Condition()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # The callbacks hold this object.
        self._connection = None

    def names(self):
        return {"xml": self.xml, "hear": self.hear, "events": self.events, "path": self.path,
                "open_again": self.open_again, "received": self.received, "sent": self.sent,
                "value_text": value_text}

    def xml(self, name, **changes):
        """A document, with words replaced."""
        with open(os.path.join(DOCUMENTS, name), encoding="utf-8") as file:
            text = file.read()
        for word, other in changes.items():
            text = text.replace(word, other)
        return text

    def path(self, name):
        """A path in the case's own directory."""
        return os.path.join(self._directory, name)

    def open_again(self):
        """A second connection to the same place."""
        return libvirt.open(self._place.uri)

    def hear(self, name):
        """A callback for any event: keeps what it is told, under a name."""
        def callback(_, *arguments):
            # The last argument is what was given at the registration.
            text = f"{name} {value_text(list(arguments[:-1]))}"
            with self._arrived:
                self._events.append(text)
                self._arrived.notify_all()
        return callback

    def events(self, count):
        """Waits until so many events have come since the last time; gives all that have."""
        with self._arrived:
            self._arrived.wait_for(lambda: len(self._events) >= count, SECONDS_FOR_EVENTS)
            heard, self._events = self._events, []
            return heard

    def received(self, stream):
        """All data of a stream, finished."""
        data = bytearray()
        stream.recvAll(lambda _, part, whole: whole.extend(part), data)
        stream.finish()
        return bytes(data)

    def sent(self, stream, data):
        """Sends all data and finishes the stream."""
        left = [data]

        def give(_, size, rest):
            part, rest[0] = rest[0][:size], rest[0][size:]
            return part
        stream.sendAll(give, left)
        stream.finish()

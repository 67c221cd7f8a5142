"""What the lines of a Python case can call besides libvirt."""

import contextlib
import os
import threading

import libvirt

from rendering import value_text
from stream_helpers import STREAM_HELPERS
from virsh_client import DOCUMENTS

SECONDS_FOR_EVENTS = 20


def wait_for_a_turn_of_the_loop():
    """Whatever callback runs has ended then. libvirt-python does not bear it that a callback of the
    old style is deregistered while one runs."""
    turned = threading.Event()
    timer = libvirt.virEventAddTimeout(0, lambda *_: turned.set(), None)
    turned.wait(SECONDS_FOR_EVENTS)
    libvirt.virEventRemoveTimeout(timer)


class Helpers:
    """The helpers of one case; a context manager: what was listened to is deregistered."""

    def __init__(self, connection, place, directory):
        self._connection, self._place, self._directory = connection, place, directory
        self._events, self._arrived, self._pool = [], threading.Condition(), None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._pool is not None:
            with contextlib.suppress(libvirt.libvirtError):
                self._pool.destroy()
        # The callbacks hold this object.
        self._connection = self._pool = None

    def names(self):
        return {name: getattr(self, name) for name in (
            "xml", "hear", "events", "path", "open_again", "made_pool", "no_secrets")
                } | STREAM_HELPERS

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
        """Waits until so many events have come since the last time, and their callbacks have been
        left; gives all that have come."""
        with self._arrived:
            self._arrived.wait_for(lambda: len(self._events) >= count, SECONDS_FOR_EVENTS)
        wait_for_a_turn_of_the_loop()
        with self._arrived:
            heard, self._events = self._events, []
            return heard

    def made_pool(self):
        """The storage driver's only pool, a directory of this case's own; destroyed at its end."""
        for pool in self._connection.listAllStoragePools():
            pool.destroy()
        self._pool = self._connection.storagePoolCreateXML(
            self.xml("pool-directory.xml", PATH=self.path("pool")),
            libvirt.VIR_STORAGE_POOL_CREATE_WITH_BUILD)
        return self._pool

    def no_secrets(self):
        """Removes what another case has left in the driver of secrets."""
        for secret in self._connection.listAllSecrets():
            secret.undefine()

"""The three ways to the same driver: in the client's own process, through Debian's libvirtd, and
through interleaved."""

import contextlib
import dataclasses
import os
import sys
import urllib.parse

from libvirtd import Libvirtd

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, os.pardir, "real"))
from daemon_process import (  # pylint: disable=wrong-import-position,unused-import
    DaemonProcess, TestFailure)

NODE = os.path.join(HERE, "node.xml")
STORAGE_DRIVERS = ("storage", "secret", "nodedev")
SIDES = ("in process", "libvirtd", "interleaved")


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a case is run: what is opened, and whether the client asks for it read-only."""
    uri: str
    read_only: bool = False


class Sides:
    """The daemons, started when the block is entered, and the way to each. `storage` says whether
    the second libvirtd, with the storage driver, is wanted."""

    def __init__(self, interleaved, storage):
        self._binary, self._with_storage = interleaved, storage
        self._stack = contextlib.ExitStack()
        self._daemons, self._storage = {}, None

    def __enter__(self):
        with self._stack:
            self._daemons["libvirtd"] = self._stack.enter_context(Libvirtd())
            if self._with_storage:
                self._storage = self._stack.enter_context(Libvirtd(STORAGE_DRIVERS))
            self._daemons["interleaved"] = self._stack.enter_context(
                DaemonProcess(self._binary, "max_clients = 400\nlog_level = 2\n"))
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_):
        self._stack.close()

    def interleaved(self):
        return self._daemons["interleaved"]

    def ended(self):
        """The names of the daemons that run no more."""
        return [name for name, daemon in self._daemons.items() if not daemon.is_running()]

    def places(self, options):
        """A case's Place on each side."""
        sides = SIDES[1:] if "daemons" in options else SIDES
        return {side: self._place(side, options) for side in sides}

    def _place(self, side, options):
        read_only = "read-only" in options
        direct = self._direct_uri(options)
        if side == "in process":
            return Place(direct, read_only)
        daemon = self._daemons[side]
        # The socket alone has to make the connection read-only.
        socket = daemon.read_only_socket if read_only else daemon.socket
        if "storage" in options:
            name = urllib.parse.quote(direct, safe="")
            return Place(f"test+unix:///x?socket={socket}&name={name}")
        return Place(direct.replace("test:", "test+unix:", 1) + f"?socket={socket}")

    def _direct_uri(self, options):
        if "storage" in options:
            mode = "system" if os.geteuid() == 0 else "session"
            return f"storage+unix:///{mode}?socket={self._storage.socket}"
        return "test:///default" if "default" in options else f"test:///{NODE}"

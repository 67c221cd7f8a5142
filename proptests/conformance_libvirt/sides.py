"""The three ways to the same driver: in the client's own process, through Debian's libvirtd, and
through interleaved."""

import contextlib
import dataclasses
import os
import sys
import urllib.parse

from case_file import DRIVERS

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, os.pardir, "real"))
# pylint: disable=wrong-import-position,unused-import
from daemon_process import DaemonProcess, TestFailure
from libvirtd_process import LibvirtdProcess

NODE = os.path.join(HERE, "node.xml")
CONFIG = """max_clients = 400
log_level = 2
uri_schemes = [ "test", "storage+unix", "secret+unix", "nodedev+unix" ]
"""
SIDES = ("in process", "libvirtd", "interleaved")


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a case is run: what is opened, and whether the client asks for it read-only."""
    uri: str
    read_only: bool = False


class Sides:
    """The daemons, started when the block is entered, and the way to each. A second libvirtd has
    the drivers of hosts, and stands behind the two that are compared."""

    def __init__(self, interleaved):
        self._binary = interleaved
        self._stack = contextlib.ExitStack()
        self._daemons, self._behind = {}, None

    def __enter__(self):
        with self._stack:
            self._daemons["libvirtd"] = self._stack.enter_context(LibvirtdProcess())
            self._behind = self._stack.enter_context(LibvirtdProcess(DRIVERS))
            self._daemons["interleaved"] = self._stack.enter_context(
                DaemonProcess(self._binary, CONFIG))
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
        driver = next((option for option in DRIVERS if option in options), None)
        direct = self._direct_uri(driver, options)
        if side == "in process":
            return Place(direct, read_only)
        daemon = self._daemons[side]
        # The socket alone has to make the connection read-only.
        socket = daemon.read_only_socket if read_only else daemon.socket
        if driver:
            name = urllib.parse.quote(direct, safe="")
            return Place(f"test+unix:///x?socket={socket}&name={name}")
        return Place(direct.replace("test:", "test+unix:", 1) + f"?socket={socket}")

    def _direct_uri(self, driver, options):
        if driver:
            mode = "system" if os.geteuid() == 0 else "session"
            return f"{driver}+unix:///{mode}?socket={self._behind.socket}"
        return "test:///default" if "default" in options else f"test:///{NODE}"

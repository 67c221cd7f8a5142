"""Runs a case's lines of Python, each with its value, or with all that its error carries.

The lines see `conn`, the objects of the node under short names (see OBJECTS), the libvirt module
and its constants, and the helpers of python_helpers.py.
"""

import threading

import libvirt

from python_helpers import Helpers
from rendering import error_text, value_text

# Found when a line names them for the first time.
OBJECTS = {
    "dom": lambda conn: conn.lookupByName("test"),
    "rich": lambda conn: conn.lookupByName("rich"),
    "off": lambda conn: conn.lookupByName("off"),
    "net": lambda conn: conn.networkLookupByName("default"),
    "pool": lambda conn: conn.storagePoolLookupByName("default-pool"),
    "vol": lambda conn: conn.storagePoolLookupByName("default-pool").storageVolLookupByName("vol1"),
    "iface": lambda conn: conn.interfaceLookupByName("eth1"),
    "dev": lambda conn: conn.nodeDeviceLookupByName("scsi_host11"),
}


class Scope(dict):
    """The names that a line can use."""

    def __missing__(self, name):
        if name in OBJECTS:
            self[name] = OBJECTS[name](self["conn"])
            return self[name]
        if name.startswith("VIR_"):
            return getattr(libvirt, name)
        raise KeyError(name)


def run_step(step, scope):
    """The result of one line as text."""
    try:
        try:
            code = compile(step, step, "eval")
        except SyntaxError:
            # A statement: it has no value.
            exec(compile(step, step, "exec"), scope)  # pylint: disable=exec-used
            return "done"
        return value_text(eval(code, scope))  # pylint: disable=eval-used
    except libvirt.libvirtError as error:
        return error_text(error)
    except Exception as error:  # pylint: disable=broad-except
        # A slip in the case itself: it must not pass because it is the same on all sides.
        return f"BROKEN CASE: {type(error).__name__}: {error}"


def run(case, place, directory):
    """The result as text."""
    lines = []
    connection = None
    try:
        opens = libvirt.openReadOnly if place.read_only else libvirt.open
        connection = opens(place.uri)
        with Helpers(connection, place, directory) as helpers:
            scope = Scope(helpers.names(), conn=connection, libvirt=libvirt)
            for step in case.steps:
                lines += [f"> {step}", run_step(step, scope)]
            scope.clear()
    except libvirt.libvirtError as error:
        lines.append("opening or closing: " + error_text(error))
    if connection is not None:
        connection.close()
    return "\n".join(lines)


def prepare():
    """Once in a process: errors are not printed, and events have a loop."""
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()

    def loop():
        while True:
            libvirt.virEventRunDefaultImpl()
    threading.Thread(target=loop, daemon=True).start()

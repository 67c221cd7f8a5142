#!/usr/bin/env python3
"""A polkit for tests: on the system bus that the environment names, it allows what it is told to.

usage: fake_polkit.py ACTION...

Prints a line when it can be asked, and one for each question: the subject's process, user and start
(0: polkit is to look it up), and the action.
"""

import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

INTERFACE = "org.freedesktop.PolicyKit1.Authority"


class Authority(dbus.service.Object):
    @dbus.service.method(INTERFACE, in_signature="(sa{sv})sa{ss}us", out_signature="(bba{ss})")
    def CheckAuthorization(self, subject, action, _details, _flags, _cancellation):
        kind, properties = subject
        print(f"{kind} {int(properties['pid'])} {int(properties['uid'])} "
              f"{int(properties['start-time'])} {action}", flush=True)
        return (str(action) in sys.argv[1:], False, dbus.Dictionary({}, signature="ss"))


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SystemBus()
    name = dbus.service.BusName("org.freedesktop.PolicyKit1", bus)
    authority = Authority(bus, "/org/freedesktop/PolicyKit1/Authority")
    print("ready", flush=True)
    GLib.MainLoop().run()
    del name, authority


if __name__ == "__main__":
    main()

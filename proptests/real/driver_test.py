#!/usr/bin/env python3
"""A daemon behind the daemon: qemu:///system sent on to libvirtd, which ends and comes back.

usage: driver_test.py INTERLEAVED
"""

import os
import sys

import libvirt

from daemon_process import DaemonProcess, TestFailure, check
from libvirtd_process import LibvirtdProcess

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else ""


def main():
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()
    with LibvirtdProcess() as behind:
        config = ("log_level = 2\n"
                  f"uri_map = [ 'qemu:///system = {behind.uri()}' ]\n")
        with DaemonProcess(BINARY, config) as daemon:
            named = f"qemu+unix:///system?socket={daemon.socket}"
            connection = libvirt.open(named)
            check([domain.name() for domain in connection.listAllDomains()] == ["test"],
                  "what is behind is not shown")
            connection.lookupByName("test").suspend()
            direct = libvirt.open(behind.uri())
            check(direct.lookupByName("test").state()[0] == libvirt.VIR_DOMAIN_PAUSED,
                  "another test:///default was opened than libvirtd's")
            direct.close()
            listener = libvirt.open(named)
            listener.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                            lambda *_: None, None)
            try:
                libvirt.open(f"qemu+unix:///session?socket={daemon.socket}")
                raise TestFailure("a URI that nobody mapped is opened")
            except libvirt.libvirtError as error:
                check("no connection driver" in str(error), str(error))
            end_and_begin_again(behind, connection, listener)
            connection.close()
            daemon.check_orderly_end(daemon.stop())


def fails(call):
    try:
        call()
        return False
    except libvirt.libvirtError:
        return True


def end_and_begin_again(behind, connection, listener):
    behind.end()
    check(fails(lambda: connection.lookupByName("test")), "nobody is told that libvirtd has ended")
    check(connection.isAlive() == 1, "a client that has nothing to lose is sent away")
    check(fails(lambda: connection.lookupByName("test")), "a daemon that is not there answers")
    behind.begin_again()
    check(connection.lookupByName("test").isActive() == 1, "the connection is not opened again")
    # Its events would never come: it is told, and sent away to begin again.
    check(fails(listener.getHostname) or fails(lambda: listener.lookupByName("test")),
          "a listener is not told")


if __name__ == "__main__":
    if not BINARY:
        sys.exit(__doc__)
    try:
        main()
    except TestFailure as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
    print("passed")

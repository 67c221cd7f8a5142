"""Events of the real daemon, as clients with an event loop see them:  events_test.py DAEMON"""

import sys
import threading

import libvirt

import wire
from daemon_process import DaemonProcess, check, main, until

BINARY = sys.argv[1]
NETWORK = "<network><name>{}</name><bridge name='{}'/></network>"
LIFECYCLE = libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE
SUSPENDED, RESUMED = libvirt.VIR_DOMAIN_EVENT_SUSPENDED, libvirt.VIR_DOMAIN_EVENT_RESUMED
REGISTER, DEREGISTER = 316, 317


def lifecycle(into):
    return lambda _connection, domain, event, _detail, _opaque: into.append((domain.ID(), event))


def every_event_comes_once_and_in_order():
    """Two listeners, and one who brings events about; nothing comes after a subscription."""
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        actor = libvirt.open(daemon.uri())
        listeners = [libvirt.open(daemon.uri()) for _ in range(2)]
        got = [[], []]
        ids = [listener.domainEventRegisterAny(None, LIFECYCLE, lifecycle(into), None)
               for listener, into in zip(listeners, got)]
        domain = actor.lookupByName("test")
        turns = 300
        for _ in range(turns):
            domain.suspend()
            domain.resume()
        wanted = [(1, SUSPENDED), (1, RESUMED)] * turns
        for into in got:
            until(lambda into=into: len(into) >= len(wanted), f"{len(into)} events have come")
            check(into == wanted, "events are missing, come twice, or out of order")
        listeners[0].domainEventDeregisterAny(ids[0])
        domain.suspend()
        until(lambda: len(got[1]) == 2 * turns + 1, "the other listener is not told")
        check(len(got[0]) == 2 * turns, "an event came after the end of the subscription")
        for connection in (*listeners, actor):
            connection.close()
        daemon.check_orderly_end(daemon.stop())


def all_kinds_of_registrations_are_taken_and_given_back():
    with DaemonProcess(BINARY) as daemon:
        connection = libvirt.open(daemon.uri())
        told = []
        drop = lambda *_: None
        ids = [connection.domainEventRegisterAny(None, event, drop, None) for event in range(24)]
        domain = connection.lookupByName("test")
        ids.append(connection.domainEventRegisterAny(domain, LIFECYCLE, drop, None))
        network = connection.networkEventRegisterAny(
            None, libvirt.VIR_NETWORK_EVENT_ID_LIFECYCLE,
            lambda _c, net, event, _d, _o: told.append((net.name(), event)), None)
        pools = [connection.storagePoolEventRegisterAny(None, event, drop, None)
                 for event in (libvirt.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
                               libvirt.VIR_STORAGE_POOL_EVENT_ID_REFRESH)]
        devices = [connection.nodeDeviceEventRegisterAny(None, event, drop, None)
                   for event in (libvirt.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE,
                                 libvirt.VIR_NODE_DEVICE_EVENT_ID_UPDATE)]
        try:
            connection.secretEventRegisterAny(
                None, libvirt.VIR_SECRET_EVENT_ID_LIFECYCLE, drop, None)
            check(False, "the test driver has no secrets")
        except libvirt.libvirtError as error:
            check(error.get_error_code() == libvirt.VIR_ERR_NO_SUPPORT, str(error))
        for number in ids:
            connection.domainEventDeregisterAny(number)
        connection.networkEventDeregisterAny(network)
        for number in pools:
            connection.storagePoolEventDeregisterAny(number)
        for number in devices:
            connection.nodeDeviceEventDeregisterAny(number)
        connection.close()
        check(daemon.stop() == 0, "it did not end in order")
        daemon.check_no_report()


def clients_come_and_go_during_events():
    """Fifty clients that register and vanish, while a listener that stays misses nothing."""
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        actor, listener = libvirt.open(daemon.uri()), libvirt.open(daemon.uri())
        got = []
        listener.domainEventRegisterAny(None, LIFECYCLE, lifecycle(got), None)
        domain = actor.lookupByName("test")
        done = threading.Event()
        turns = [0]

        def act():
            while not done.is_set():
                domain.suspend()
                domain.resume()
                turns[0] += 1

        thread = threading.Thread(target=act)
        thread.start()
        for number in range(50):
            client = wire.Wire(daemon.socket)
            check(client.open() == wire.OK, "open failed")
            client.send(wire.frame(REGISTER, 50, b"\0\0\0\0\0\0\0\0"))
            if number % 2:
                while client.reply()[2] != 50:
                    pass
            client.close()
        done.set()
        thread.join()
        wanted = [(1, SUSPENDED), (1, RESUMED)] * turns[0]
        until(lambda: len(got) >= len(wanted), f"{len(got)} of {len(wanted)} events have come")
        check(got == wanted, "events are missing or out of order")
        listener.close()
        actor.close()
        daemon.check_orderly_end(daemon.stop())


def a_deaf_listener_is_cut_off():
    """It never reads; everybody else gets every event, and the log says why it was cut off."""
    with DaemonProcess(BINARY, "log_level = 2\n") as daemon:
        actor, listener = libvirt.open(daemon.uri()), libvirt.open(daemon.uri())
        got = []
        listener.domainEventRegisterAny(None, LIFECYCLE, lifecycle(got), None)
        deaf = wire.Wire(daemon.socket)
        check(deaf.open() == wire.OK, "open failed")
        deaf.send(wire.frame(REGISTER, 50, b"\0\0\0\0\0\0\0\0"))
        check(deaf.reply()[2] == 50, "not registered")
        domain = actor.lookupByName("test")
        turns = 0
        while "does not read" not in daemon.log():
            check(turns < 100000, "a deaf listener is not cut off")
            for _ in range(500):
                domain.suspend()
                domain.resume()
                turns += 1
        until(lambda: len(got) >= 2 * turns, f"{len(got)} of {2 * turns} events have come")
        check(len(got) == 2 * turns, "the other listener got more than there was")
        deaf.close()
        listener.close()
        actor.close()
        daemon.check_orderly_end(daemon.stop())


def a_mute_client_is_closed_and_a_live_one_is_not():
    config = "keepalive_interval = 1\nkeepalive_count = 1\nlog_level = 2\n"
    with DaemonProcess(BINARY, config) as daemon:
        live = libvirt.open(daemon.uri())
        mute = wire.Wire(daemon.socket)
        check(mute.open() == wire.OK, "open failed")
        mute.send(wire.frame(60, 50, (10).to_bytes(4, "big")))
        check(mute.reply()[2] == 50, "no reply about keepalive")
        while mute.reply() is not None:  # pings
            pass
        until(lambda: "does not answer" in daemon.log(), "no line about the mute client")
        check(live.isAlive() and live.getHostname(), "the live client was closed as well")
        live.close()
        daemon.check_orderly_end(daemon.stop())


TESTS = (every_event_comes_once_and_in_order, all_kinds_of_registrations_are_taken_and_given_back,
         clients_come_and_go_during_events, a_deaf_listener_is_cut_off,
         a_mute_client_is_closed_and_a_live_one_is_not)


def test():
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()

    def loop():
        while True:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=loop, daemon=True).start()
    for each in TESTS:
        print(each.__name__, flush=True)
        each()


if __name__ == "__main__":
    main(test)

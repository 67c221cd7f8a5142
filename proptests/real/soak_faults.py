"""What the soak does to the daemon's clients, descriptors and network, while others are at work.

Each fault is a function of a Place; it happens once and takes as long as it takes.
"""

import os
import resource
import socket
import struct
import subprocess
import time
from signal import SIGCONT, SIGSTOP

import wire
from own_network import LINK, set_link


class Place:
    """Where faults happen: the daemon, a way to start clients, a source of chance, and whether the
    network is one's own."""

    def __init__(self, daemon, port, start, draw, own_network):
        self.daemon, self.port, self.start, self.draw = daemon, port, start, draw
        self.own_network = own_network


def killed_peer(place):
    """Gone in the middle of whatever it did."""
    role = place.draw.choice(("pipelines", "threads", "screenshots", "listens", "opens"))
    process = place.start(role, place.daemon.socket)
    time.sleep(place.draw.uniform(0.1, 0.8))
    process.kill()
    process.communicate()


def stopped_peer(place):
    """Reads nothing for a while, with replies on their way."""
    process = place.start("pipelines", place.daemon.socket)
    time.sleep(0.3)
    process.send_signal(SIGSTOP)
    time.sleep(place.draw.uniform(0.5, 6))
    if place.draw.random() < 0.5:
        process.send_signal(SIGCONT)
        time.sleep(0.2)
    process.kill()
    process.communicate()


def half_open(place):
    """Half a frame, a silence, and the end: in order, or by a reset."""
    peers = []
    for _ in range(place.draw.randrange(1, 6)):
        peer = wire.Wire(place.daemon.socket)
        peer.send(wire.frame(wire.AUTH_LIST, 0)[:place.draw.randrange(28)])
        peers.append(peer)
    if place.port is not None:
        peer = socket.create_connection(("127.0.0.1", place.port), 10)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.sendall(wire.frame(wire.AUTH_LIST, 0)[:place.draw.randrange(28)])
        peers.append(peer)
    time.sleep(place.draw.uniform(0.1, 2))
    for peer in peers:
        peer.close()


def few_descriptors(place):
    """As many as are open now, and no more."""
    pid = place.daemon.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    try:
        limit = len(os.listdir(f"/proc/{pid}/fd"))
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (limit, before[1]))
        time.sleep(place.draw.uniform(0.1, 1))
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)


def link_down(place):
    """Packets go nowhere, and no end of any connection is told."""
    set_link("down")
    try:
        time.sleep(place.draw.uniform(0.2, 3))
    finally:
        set_link("up")


def notice_dead_peers_soon():
    """TCP's own questions: by default the first comes after two hours."""
    for name, value in (("time", 2), ("intvl", 1), ("probes", 3)):
        with open(f"/proc/sys/net/ipv4/tcp_keepalive_{name}", "w", encoding="ascii") as file:
            file.write(str(value))


def lose_packets():
    """Has the link lose some from now on; the reason where it cannot."""
    done = subprocess.run(["tc", "qdisc", "add", "dev", LINK, "root", "netem", "loss", "2%",
                           "delay", "1ms"], capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else done.stderr.strip().splitlines()[0]


LOCAL = (killed_peer, stopped_peer, half_open, few_descriptors)
OF_THE_NETWORK = (link_down,)
# The check of a type opens a pipe; without one every object looks like one of another type.
NOT_FOR_UBSAN = (few_descriptors,)

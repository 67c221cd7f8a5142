"""A network of a test's own, where the system allows that."""

import os
import shutil
import subprocess
import sys

INSIDE = "INTERLEAVE_OWN_NETWORK"
LINK = "lo"


def with_own_network():
    """Runs this program again in a network of its own; returns in that one, and at once where there
    is none to be had."""
    if os.environ.get(INSIDE) is not None:
        return
    own = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])
    can = all(map(shutil.which, ("unshare", "ip"))) and subprocess.run(
        [*own, "ip", "link", "set", LINK, "up"], capture_output=True, check=False).returncode == 0
    environment = dict(os.environ, **{INSIDE: "own" if can else "shared"})
    command = [sys.executable, *sys.argv]
    if can:
        up = f'ip link set {LINK} up && exec "$@"'
        command = [*own, "sh", "-c", up, "sh", *command]
    os.execvpe(command[0], command, environment)


def is_own():
    return os.environ.get(INSIDE) == "own"


def set_link(state):
    """"up" or "down": packets go nowhere then, and no end of any connection is told."""
    subprocess.run(["ip", "link", "set", LINK, state], check=True)

"""A daemon whose n-th allocation fails, and the sweep of n over all of them: whoever needed the
memory may lose its connection, nobody else loses anything, and nothing is left over.

starving_test.py has a fault for each of these checks.
"""

import mmap
import os
import ssl
import struct
import time

from daemon_process import DaemonProcess, check, settled

NEVER = -1
# A sweep ends when an allocation has not been reached so many times in a row.
ENOUGH = 3
LEAST = 20
AGAIN = 3


class Starving(DaemonProcess):
    """One of its allocations fails, counted from when `arm` is called. `module` is preloaded into
    it: see proptests/allocations."""

    # In seconds: until everybody has gone; without a change, until a number counts.
    patience = 60
    calm = 1

    def __init__(self, binary, module, config):
        self._module = module
        super().__init__(binary, config, (), self._prepare)
        for name in ("LD_PRELOAD", "FAILING_NEW"):
            del os.environ[name]

    def _prepare(self, _):
        path = os.path.join(self.directory, "allocations")
        with open(path, "w+b") as file:
            file.write(struct.pack("=qQq", NEVER, 0, 0))
            file.flush()
            self._state = mmap.mmap(file.fileno(), 24)
        os.environ.update(LD_PRELOAD=self._module, FAILING_NEW=path)

    def arm(self, number):
        self._state[0:8] = struct.pack("=q", number)

    def failed(self):
        return struct.unpack_from("=Q", self._state, 8)[0]

    def live(self):
        """Blocks of memory that are in use, when no worker is there but those that always are, and
        nobody is about to go: a client's end comes after its descriptor's."""
        deadline = time.monotonic() + self.patience
        while self.threads() > self.least_threads:
            check(time.monotonic() < deadline, "workers do not end")
            time.sleep(0.02)
        return settled(self.blocks, self.calm)

    def blocks(self):
        return struct.unpack_from("=q", self._state, 16)[0]

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def wait_until_alone(self):
        """Until nobody is there but whoever asks for the status."""
        deadline = time.monotonic() + self.patience
        while self.descriptors() > self.alone:
            check(time.monotonic() < deadline, f"clients are left over:\n{self.log()}")
            check(self.is_running(), f"the daemon has ended:\n{self.log()}")
            time.sleep(0.001)


class Sweep:
    """What is done n times over, the n-th allocation failing in the n-th turn; `look` is done
    between some of them, by somebody who must be served."""

    def __init__(self, daemon, act, look):
        self.daemon = daemon
        self.act = act
        self.look = look

    def turn(self, number):
        """Whether that allocation was reached."""
        before = self.daemon.failed()
        self.daemon.arm(number)
        try:
            self.act(self.daemon)
        except (ConnectionError, EOFError, ssl.SSLError) as error:
            check(self.daemon.failed() > before, f"turn {number}: cut off for nothing: {error}")
        except ValueError:
            # An answer of the status socket that ends too early.
            check(self.daemon.failed() > before, f"turn {number}: no answer, for nothing")
        self.daemon.arm(NEVER)
        check(self.daemon.is_running(), f"turn {number}: it has ended:\n{self.daemon.log()}")
        self.daemon.wait_until_alone()
        return self.daemon.failed() > before

    def run(self):
        """The number of allocations, each of which was made to fail."""
        number = missed = 0
        while missed < ENOUGH:
            missed = 0 if self.turn(number) else missed + 1
            number += 1
            if number % 20 == 0:
                self.look(self.daemon)
        self.look(self.daemon)
        self.daemon.wait_until_alone()
        return number - ENOUGH


def sweep(daemon, *acts, look):
    """Twice or more: what is there after the first time is kept for good; what every further time
    adds is lost."""
    daemon.least_threads = settled(daemon.threads, daemon.calm)
    for act in acts:
        act(daemon)
    daemon.alone = settled(daemon.descriptors, daemon.calm)
    for act in acts:
        count = Sweep(daemon, act, look).run()
        check(count >= LEAST, f"{act.__name__}: hardly anything was allocated")
        live = [daemon.live()]
        # What is lost is lost each time; a vector grows once.
        while len(live) < 2 or (live[-1] > live[-2] and len(live) <= AGAIN):
            Sweep(daemon, act, look).run()
            live.append(daemon.live())
        print(f"        {act.__name__}: {count} allocations, blocks {live}", flush=True)
        check(live[-1] <= live[-2], f"{act.__name__}: blocks are lost each time: {live}")
    daemon.check_orderly_end(daemon.stop())

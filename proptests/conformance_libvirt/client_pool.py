"""Runs cases in a few client processes, which end and are replaced when one hangs or crashes."""

import contextlib
import multiprocessing
import tempfile
import threading

import python_client
import virsh_client
from case_file import DRIVERS

CLIENTS = {"virsh": virsh_client.run, "python": python_client.run}
SECONDS = 90


def serve(pipe):
    """A client process: runs what it is told until the pipe ends."""
    python_client.prepare()
    while True:
        try:
            case, place = pipe.recv()
        except EOFError:
            return
        with tempfile.TemporaryDirectory(prefix="case-") as directory:
            text = CLIENTS[case.kind](case, place, directory)
            pipe.send(text.replace(directory, "DIR").replace(place.uri, "URI"))


class ClientProcess:
    """One client process at a time."""

    def __init__(self):
        self._context = multiprocessing.get_context("spawn")
        self._process = self._pipe = None

    def run(self, case, place):
        """The result of a case as text; a text that says so when the client came to no end."""
        if self._process is None:
            self._start()
        self._pipe.send((case, place))
        if not self._pipe.poll(SECONDS):
            self.end()
            return f"no answer within {SECONDS} s"
        try:
            return self._pipe.recv()
        except EOFError:
            self.end()
            return "the client has crashed"

    def end(self):
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def _start(self):
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


def run_all(tasks, processes, done):
    """Runs `tasks`, each (case, {side: place}), in some order; calls done(case, {side: text}) for
    each, from one thread at a time. What uses the second libvirtd is run one after the other."""
    lock, behind, left = threading.Lock(), threading.Lock(), list(reversed(tasks))

    def work():
        client = ClientProcess()
        while True:
            with lock:
                if not left:
                    break
                case, places = left.pop()
            with behind if case.options.intersection(DRIVERS) else contextlib.nullcontext():
                results = {side: client.run(case, place) for side, place in places.items()}
            with lock:
                done(case, results)
        client.end()

    team = [threading.Thread(target=work) for _ in range(processes)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()

"""Debian's libvirtd as a child process, away from the system: with sockets, state and caches of its
own in a temporary directory, and without drivers unless some are asked for."""

import os
import shutil
import subprocess
import tempfile
import time

PROGRAM = "/usr/sbin/libvirtd"
DRIVERS = "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver"
CONFIG = """unix_sock_dir = "{directory}/sock"
auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_rw_perms = "0700"
log_outputs = "3:file:{directory}/log"
max_clients = {max_clients}
"""
# What libvirtd writes to as root, covered by empty file systems that nobody else sees.
COVER = ("for place in /run /var/lib /var/cache /etc/libvirt; do "
         "if test -d $place; then mount -t tmpfs none $place; fi; done; exec \"$@\"")
SECONDS_TO_START = 30


class LibvirtdFailure(Exception):
    """It does not start; the text has its log."""


class LibvirtdProcess:
    """Ready when the constructor returns. A context manager: ended and removed at the end."""

    def __init__(self, drivers=(), max_clients=400):
        self.directory = tempfile.mkdtemp(prefix="libvirtd-")
        self.socket = f"{self.directory}/sock/libvirt-sock"
        self.read_only_socket = f"{self.socket}-ro"
        self._write_files(drivers, max_clients)
        self._start()
        try:
            self._await_ready()
        except LibvirtdFailure:
            self.__exit__()
            raise

    def _start(self):
        cover = ["unshare", "--mount", "sh", "-c", COVER, "sh"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [*cover, PROGRAM, "-f", f"{self.directory}/conf", "-p", f"{self.directory}/pid"],
            env=self._environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)

    def end(self):
        """Ends the process in order; its files stay."""
        self.process.terminate()
        self.process.wait(30)

    def begin_again(self):
        """After end: another process, at the same sockets, which knows nothing of before."""
        for path in (self.socket, self.read_only_socket):
            if os.path.exists(path):
                os.remove(path)
        self._start()
        self._await_ready()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def uri(self, read_only=False):
        path = self.read_only_socket if read_only else self.socket
        return f"test+unix:///default?socket={path}"

    def is_running(self):
        return self.process.poll() is None

    def log(self):
        try:
            with open(f"{self.directory}/log", encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def _write_files(self, drivers, max_clients):
        for name in ("sock", "drivers", "home", "run"):
            os.mkdir(f"{self.directory}/{name}")
        for driver in drivers:
            name = f"libvirt_driver_{driver}.so"
            os.symlink(f"{DRIVERS}/{name}", f"{self.directory}/drivers/{name}")
        with open(f"{self.directory}/conf", "w", encoding="ascii") as file:
            file.write(CONFIG.format(directory=self.directory, max_clients=max_clients))

    def _environment(self):
        home = f"{self.directory}/home"
        return {"PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8",
                "LIBVIRT_DRIVER_DIR": f"{self.directory}/drivers", "HOME": home,
                "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home,
                "XDG_RUNTIME_DIR": f"{self.directory}/run"}

    def _await_ready(self):
        deadline = time.monotonic() + SECONDS_TO_START
        while not os.path.exists(self.read_only_socket):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise LibvirtdFailure(f"libvirtd does not start:\n{self.log()}")
            time.sleep(0.02)

"""interleaved as a child process on a private socket directory, for the tests of this folder."""

import os
import re
import resource
import shutil
import subprocess
import tempfile
import time
from signal import SIGTERM

HERE = os.path.dirname(os.path.abspath(__file__))

# What a sanitizer, an assertion or the rules' run-time check write before the process ends.
REPORTS = re.compile(
    r"WARNING: ThreadSanitizer|ERROR: (Address|Leak|Thread)Sanitizer|runtime error:"
    r"|assertion failed|broken rule")
COUNTERS = re.compile(
    r"(drained|forced to stop): (\d+) calls accepted = (\d+) answered \+ (\d+) refused"
    r" \+ (\d+) dropped; (\d+) messages posted = (\d+) delivered \+ (\d+) discarded")


class TestFailure(Exception):
    """A test has failed; the text says why."""


def check(condition, why):
    if not condition:
        raise TestFailure(why)


def raise_descriptor_limit():
    """As far as it goes, for this process and its children."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def environment(leaks=False):
    """For children: sanitizers report everything, and say so by their exit status. Leaks, which
    AddressSanitizer looks for at the end, if that is asked for."""
    result = dict(os.environ, LC_ALL="C")
    result["TSAN_OPTIONS"] = (
        f"suppressions={HERE}/tsan.supp:exitcode=66:atexit_sleep_ms=0:second_deadlock_stack=1")
    result["ASAN_OPTIONS"] = f"exitcode=67:detect_leaks={int(leaks)}"
    result["LSAN_OPTIONS"] = f"suppressions={HERE}/lsan.supp:print_suppressions=0"
    result["UBSAN_OPTIONS"] = "print_stacktrace=1"
    return result


class DaemonProcess:
    """Starts at once and is ready when the constructor returns. A context manager: what is still
    running at the end is killed. `{dir}` in the configuration is the private directory; `prepare`
    is called with this object before the start, `preexec` in the child; `stderr` is where standard
    error goes instead of the log that log() reads; `leaks` has AddressSanitizer look for them."""

    def __init__(self, binary, config="", arguments=(), prepare=None, preexec=None, stderr=None,
                 leaks=False):
        self.directory = tempfile.mkdtemp(prefix="interleaved-")
        self.socket = os.path.join(self.directory, "libvirt-sock")
        self.read_only_socket = os.path.join(self.directory, "libvirt-sock-ro")
        self.pid_file = os.path.join(self.directory, "pid")
        config_file = os.path.join(self.directory, "conf")
        self.configure(config)
        if prepare:
            prepare(self)
        self._log = open(os.path.join(self.directory, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [binary, "--config", config_file, "--socket-dir", self.directory,
             "--pid-file", self.pid_file, *arguments],
            stdin=subprocess.DEVNULL, stderr=self._log if stderr is None else stderr,
            preexec_fn=preexec, env=environment(leaks))
        self._await_ready()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._log.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _await_ready(self, seconds=30):
        deadline = time.monotonic() + seconds
        while not os.path.exists(self.read_only_socket):
            check(self.process.poll() is None, f"interleaved has not started:\n{self.log()}")
            check(time.monotonic() < deadline, "interleaved has no socket")
            time.sleep(0.02)

    def configure(self, config):
        """What it reads at its start, or at the next SIGHUP; the file is never half written."""
        path = os.path.join(self.directory, "conf")
        with open(path + ".new", "w", encoding="ascii") as file:
            file.write(config.replace("{dir}", self.directory))
        os.rename(path + ".new", path)

    def uri(self, read_only=False):
        path = self.read_only_socket if read_only else self.socket
        return f"test+unix:///default?socket={path}"

    def log(self):
        with open(self._log.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def resident_kib(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(rf"{what}:\s+(\d+)", file.read()).group(1))

    def anonymous_kib(self):
        """Resident, and no file is behind it."""
        return self.resident_kib("RssAnon")

    def children(self):
        """It starts none itself, but a sanitizer in it may start a symbolizer at any time."""
        process = f"/proc/{self.process.pid}"
        children = set()
        for task in os.listdir(f"{process}/task"):
            try:
                with open(f"{process}/task/{task}/children", encoding="ascii") as file:
                    children.update(file.read().split())
            except OSError:
                pass  # a thread that has ended
        return children

    def descriptors(self):
        """How many it has open, but for two to each child."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd")) - 2 * len(self.children())

    def is_running(self):
        return self.process.poll() is None

    def signal(self, number=SIGTERM):
        self.process.send_signal(number)

    def wait(self, seconds=60):
        """The exit status; a failure when there is none by then."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TestFailure(f"interleaved still runs {seconds} s later:\n{self.log()}") from None

    def stop(self, number=SIGTERM):
        self.signal(number)
        return self.wait()

    def check_no_report(self):
        log = self.log()
        check(not REPORTS.search(log), f"a report on standard error:\n{log}")

    def check_orderly_end(self, status):
        """After an orderly end: nothing reported, nothing left, every call accounted for."""
        self.check_no_report()
        check(status == 0, f"exit status {status}:\n{self.log()}")
        for path in (self.socket, self.read_only_socket, self.pid_file):
            check(not os.path.exists(path), f"{path} was left behind")
        return self.check_counters()

    def check_counters(self):
        """accepted = answered + refused + dropped (D6), and posted = delivered + discarded; returns
        the four numbers of calls."""
        lines = COUNTERS.findall(self.log())
        check(len(lines) == 1, f"no line with counters at the end:\n{self.log()}")
        accepted, answered, refused, dropped, posted, delivered, discarded = (
            int(number) for number in lines[0][1:])
        check(accepted == answered + refused + dropped,
              f"{accepted} calls accepted, {answered + refused + dropped} accounted for")
        check(posted == delivered + discarded,
              f"{posted} messages posted, {delivered + discarded} accounted for")
        return accepted, answered, refused, dropped


def virsh(uri, *arguments, seconds=30):
    """Runs virsh; returns its exit status, output and error output."""
    done = subprocess.run(["virsh", "-c", uri, *arguments], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=seconds, check=False,
                          env=dict(os.environ, LC_ALL="C"))
    return done.returncode, done.stdout, done.stderr


def until(condition, why, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, why)
        time.sleep(0.01)


def settled(value, seconds=1):
    """What value() is when it has not changed for so long: a daemon that serves may still be
    starting threads."""
    last, since = value(), time.monotonic()
    while time.monotonic() - since < seconds:
        time.sleep(0.05)
        now = value()
        if now != last:
            last, since = now, time.monotonic()
    return last


def run_cases(cases, names, *arguments):
    """Runs test functions with the arguments, all or those named, each to its end whatever becomes
    of the others; the exit status. A name that no function has is a failure."""
    by_name = {case.__name__: case for case in cases}
    failed = 0
    for name in names or by_name:
        begin = time.monotonic()
        try:
            check(name in by_name, "there is no such case")
            by_name[name](*arguments)
            print(f"ok      {name} ({time.monotonic() - begin:.1f} s)", flush=True)
        except (TestFailure, OSError, subprocess.SubprocessError) as failure:
            failed += 1
            print(f"FAILED  {name}: {failure}", flush=True)
    print(f"{failed} failed")
    return 1 if failed else 0


def main(test):
    """Runs a test function as a program: exit status 0, or 1 and why."""
    try:
        test()
    except TestFailure as failure:
        print(f"FAILED: {failure}")
        raise SystemExit(1) from None
    print("passed")

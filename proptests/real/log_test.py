#!/usr/bin/env python3
"""The daemon's log: where it goes, how much there is of it, and that it cannot stop the daemon.

usage: log_test.py INTERLEAVED [CASE...]
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import wire
from daemon_process import DaemonProcess, check, environment, run_cases, virsh

BINARY = sys.argv[1] if len(sys.argv) > 1 else ""
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z (debug|info|warning|error) \S+ "
                  r"[a-z.]+(\[[a-z-]+\])?: .*")
DEFINE = 11


def send_garbage(daemon, count):
    """So many clients that each send a length which no frame has."""
    for _ in range(count):
        client = wire.Wire(daemon.socket)
        client.send(b"\xff" * 32)
        try:
            while client.socket.recv(4096):
                pass
        except ConnectionResetError:
            pass
        client.close()


def check_serves(daemon):
    check(virsh(daemon.uri(), "list", "--all")[0] == 0, "virsh is not served")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def await_text(get, text, seconds=30):
    deadline = time.monotonic() + seconds
    while text not in get():
        check(time.monotonic() < deadline, f"no line with {text!r}: {get()}")
        time.sleep(0.05)


def a_flood_of_bad_clients_is_a_few_lines_and_a_count():
    with DaemonProcess(BINARY) as daemon:
        send_garbage(daemon, 500)
        await_text(daemon.log, "more lines of this kind were suppressed")
        check(daemon.stop() == 0, "it did not end in order")
        lines = daemon.log().splitlines()
        told = [line for line in lines if "core.traffic[bad-frame]: client" in line]
        check(0 < len(told) < len(lines) < 80, f"{len(lines)} lines, {len(told)} of bad lengths")
        counted = sum(int(number) for number in re.findall(
            r"core\.traffic\[bad-frame\]: (\d+) more lines", daemon.log()))
        check(len(told) + counted == 500, f"{len(told)} lines and {counted} suppressed of 500")
        for line in lines:
            check(LINE.fullmatch(line), f"not a line of the log: {line!r}")


def each_output_has_its_level():
    with DaemonProcess(BINARY, 'log_level = 1\nlog_outputs = "4:stderr 1:file:{dir}/own"\n'
                       'log_filters = "4:libvirt"\n') as daemon:
        check_serves(daemon)
        check(daemon.stop() == 0, "it did not end in order")
        check(daemon.log() == "", f"lines of level 4 alone belong here:\n{daemon.log()}")
        own = read(f"{daemon.directory}/own")
        check("core.traffic[accepted]: client 1: accepted" in own, f"a line is missing:\n{own}")
        for line in own.splitlines():
            check(LINE.fullmatch(line), f"not a line of the log: {line!r}")


def the_journal_gets_fields():
    config = 'log_level = 2\nlog_outputs = "1:journald:{dir}/journal"\n'
    with DaemonProcess(BINARY, config, prepare=listen_as_journal) as daemon:
        send_garbage(daemon, 1)
        daemon.journal.settimeout(30)
        while True:
            fields = dict(line.split("=", 1)
                          for line in daemon.journal.recv(65536).decode().splitlines())
            check(fields["SYSLOG_IDENTIFIER"] == "interleaved", f"fields {fields}")
            if fields.get("INTERLEAVE_REASON") == "bad-frame":
                break
        check(fields["INTERLEAVE_CLIENT"] == "1" and fields["PRIORITY"] == "4" and
              fields["INTERLEAVE_SOURCE"] == "core.traffic", f"fields {fields}")
        # Nobody reads the rest: the socket is full after a few lines.
        send_garbage(daemon, 300)
        check_serves(daemon)
        check(daemon.stop() == 0, "it did not end in order")


def listen_as_journal(daemon):
    daemon.journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    daemon.journal.bind(f"{daemon.directory}/journal")


def a_file_that_was_moved_is_made_again():
    with DaemonProcess(BINARY, 'log_outputs = "1:file:{dir}/own"\n') as daemon:
        path = f"{daemon.directory}/own"
        send_garbage(daemon, 1)
        await_text(lambda: read(path), "core.traffic[bad-frame]: client 1: ")
        os.rename(path, path + ".1")
        daemon.signal(signal.SIGHUP)
        deadline = time.monotonic() + 30
        while not os.path.exists(path):
            check(time.monotonic() < deadline, "SIGHUP has not opened the file anew")
            time.sleep(0.02)
        send_garbage(daemon, 1)
        await_text(lambda: read(path), "core.traffic[bad-frame]: client 2: ")
        check("client 2" not in read(path + ".1"), "the old file is still written to")
        check(daemon.stop() == 0, "it did not end in order")


def outputs_that_cannot_be_written_stop_nothing():
    for outputs in ("1:file:/dev/full", "1:file:/dev/full 1:file:{dir}/own"):
        with DaemonProcess(BINARY, f'log_level = 1\nlog_rate_limit = 0\nlog_outputs = "{outputs}"\n'
                           ) as daemon:
            send_garbage(daemon, 50)
            check_serves(daemon)
            check(daemon.stop() == 0, "it did not end in order")


def a_pipe_that_nobody_reads_stops_nothing():
    reader, writer = os.pipe()
    with DaemonProcess(BINARY, "log_level = 1\nlog_rate_limit = 0\n", stderr=writer) as daemon:
        os.close(writer)
        os.set_blocking(reader, False)
        send_garbage(daemon, 1000)
        check_serves(daemon)
        text = os.read(reader, 1 << 20)
        check(len(text) > 30000, "the pipe was not full")
        send_garbage(daemon, 1)
        check(b"lines before this one were lost" in os.read(reader, 1 << 20),
              "the loss is not told")
        check(daemon.stop() == 0, "it did not end in order")
    os.close(reader)


def a_closed_standard_error_is_nobodys_socket():
    with DaemonProcess(BINARY, "log_level = 1\n", preexec=lambda: os.close(2)) as daemon:
        send_garbage(daemon, 20)
        check_serves(daemon)
        target = os.readlink(f"/proc/{daemon.process.pid}/fd/2")
        check(target == "/dev/null", f"descriptor 2 is {target}")
        check(daemon.stop() == 0, "it did not end in order")


def the_librarys_errors_are_lines():
    with DaemonProcess(BINARY) as daemon:
        check(virsh(daemon.uri(), "define", "/dev/null")[0] != 0, "nothing was defined")
        check(virsh(daemon.uri(), "dominfo", "no\x1bone")[0] != 0, "a domain of that name is there")
        check(daemon.stop() == 0, "it did not end in order")
        check(re.search(r" error worker\.\d+ libvirt\[error\]: .* \(code \d+, domain \d+\)\n",
                        daemon.log()), f"no line of the library:\n{daemon.log()}")
        check("no\x1bone" not in daemon.log() and "Domain not found" not in daemon.log(),
              f"a client's own matter is logged:\n{daemon.log()}")


def whatever_clients_have_opened_lines_are_lines():
    """The library's reader of XML has a way to standard error of its own."""
    with DaemonProcess(BINARY, "log_rate_limit = 3\n") as daemon:
        for number in range(50):
            client = wire.Wire(daemon.socket)
            check(client.open(f"test:///none%0aof%20it{number}") == wire.ERROR, "it is there")
            client.close()
        client = wire.Wire(daemon.socket)
        check(client.open() == wire.OK, "open failed")
        client.answer(DEFINE, 3, wire.string("<domain xmlns:a='b'/>"))
        client.close()
        check(daemon.stop() == 0, "it did not end in order")
        lines = daemon.log().splitlines()
        check(len(lines) < 20, f"{len(lines)} lines")
        for line in lines:
            check(LINE.fullmatch(line), f"not a line of the log: {line!r}")


def what_cannot_be_opened_is_told():
    done = subprocess.run([BINARY, "--config", "/dev/stdin"], text=True, capture_output=True,
                          input='log_outputs = "1:file:/no/such/file"\n', env=environment(),
                          timeout=60, check=False)
    check(done.returncode == 1 and "/no/such/file cannot be opened" in done.stderr,
          f"{done.returncode}: {done.stderr}")


CASES = (a_flood_of_bad_clients_is_a_few_lines_and_a_count, each_output_has_its_level,
         the_journal_gets_fields, a_file_that_was_moved_is_made_again,
         outputs_that_cannot_be_written_stop_nothing,
         a_pipe_that_nobody_reads_stops_nothing, a_closed_standard_error_is_nobodys_socket,
         the_librarys_errors_are_lines, whatever_clients_have_opened_lines_are_lines,
         what_cannot_be_opened_is_told)

if __name__ == "__main__":
    sys.exit(run_cases(CASES, sys.argv[2:]) if BINARY else __doc__)

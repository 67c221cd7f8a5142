#!/usr/bin/env python3
"""Random and mutated frames at a real daemon's socket.

usage: fuzz_real.py INTERLEAVED FUZZ_SOCKET [FRAMES [SEED]] [--no-memory-check]

Both sockets get FRAMES frames. Each call among them must be answered once, everything else dropped
in silence, and a connection with an impossible length closed with one line in the log. Then the
daemon still serves virsh, has not grown, and ends in order. Memory is not looked at in sanitizer
builds, which keep what is freed.
"""

import re
import subprocess
import sys

from daemon_process import DaemonProcess, check, main, virsh

WARM_UP = 5000
MOST_GROWTH_KIB = 4096


def fuzz(program, socket, frames, seed):
    done = subprocess.run([program, socket, str(frames), str(seed)], capture_output=True, text=True,
                          check=False, timeout=900)
    print(done.stdout.strip(), flush=True)
    check(done.returncode == 0, f"fuzz_socket: {done.stdout}{done.stderr}")
    return {name: int(number) for name, number in re.findall(r"(\w+)=(\d+)", done.stdout)}


def check_log(daemon, tallies):
    """One line for each connection with an impossible length, or number of descriptors. Behind a
    CLOSE that was granted, the daemon may have read on or not."""
    least = sum(tally["bad_lengths"] for tally in tallies)
    most = least + sum(tally["bad_after_close"] for tally in tallies)
    # The XML library has warnings of its own on standard error.
    lines = re.findall(r"^\S+Z warning .*$", daemon.log(), re.MULTILINE)
    expected = re.compile(r"\bis announced|announces \d+ descriptors|without the descriptor")
    strange = [line for line in lines if not expected.search(line)]
    check(not strange, "unexpected warnings:\n" + "\n".join(strange[:5]))
    check(least <= len(lines) <= most,
          f"{least} to {most} connections with an impossible length, but {len(lines)} lines")


def test():
    memory = "--no-memory-check" not in sys.argv
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    binary, program = arguments[:2]
    frames = int(arguments[2]) if len(arguments) > 2 else 100_000
    seed = int(arguments[3]) if len(arguments) > 3 else 1
    with DaemonProcess(binary, "log_rate_limit = 0\n") as daemon:
        tallies = []
        for number, socket in enumerate((daemon.socket, daemon.read_only_socket)):
            tallies.append(fuzz(program, socket, WARM_UP, seed + 10 + number))
        before = daemon.resident_kib()
        for number, socket in enumerate((daemon.socket, daemon.read_only_socket)):
            tallies.append(fuzz(program, socket, frames, seed + number))
        growth = daemon.resident_kib() - before
        print(f"resident memory: {before} KiB, and {growth} KiB more afterwards")
        check(not memory or growth <= MOST_GROWTH_KIB, f"the daemon has grown by {growth} KiB")
        check(daemon.is_running(), f"interleaved has ended:\n{daemon.log()}")
        check_log(daemon, tallies)
        status, output, errors = virsh(daemon.uri(), "list", "--all")
        check(status == 0 and "test" in output, f"virsh is not served afterwards: {errors}")
        daemon.signal()
        status = daemon.wait()
        daemon.check_no_report()
        check(status == 0, f"exit status {status}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(test)

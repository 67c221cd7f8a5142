#!/usr/bin/env python3
"""The daemon beside Debian's libvirtd, as ratios taken in one run.

usage: daemon_bench.py INTERLEAVED LOAD [--quick] [--only TEXT] [--json FILE]

For each load both daemons are measured in turn, several times; the medians are compared. CPU is
what the daemon's process has used. The last lines say PASS or FAIL of each bar of the design, and
whether they pass does not change the exit status: 0 measured, 1 a figure could not be had, 2 wrong
usage.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, f"{HERE}/../../real")
# pylint: disable=wrong-import-position
from daemon_process import DaemonProcess, raise_descriptor_limit
from libvirtd_process import LibvirtdProcess

MOST_CLIENTS = 6000
CONFIG = f"max_clients = {MOST_CLIENTS}\n"
# (name, connections, depth, idle connections, pinned to one core)
LOADS = (
    ("1x1", 1, 1, 0, False), ("1x1 pinned", 1, 1, 0, True), ("8x1", 8, 1, 0, False),
    ("64x1", 64, 1, 0, False), ("8x5", 8, 5, 0, False), ("64x5", 64, 5, 0, False),
    ("1 of 5000", 1, 1, 5000, False),
)
# name: (calls/s against libvirtd's, at least; CPU a call against its, at most)
BARS = {"8x1": (2.5, 0.45), "64x1": (4, 0.3), "8x5": (5, 0.2), "64x5": (8, 0.12),
        "1 of 5000": (150, None)}
P50_BAR = ("1x1 pinned", 0.55)
# (name, connections at a time)
SETUPS = (("set-up by 1", 1), ("set-up by 8", 8))
SETUP_BAR = ("set-up by 8", 3.5)
KIB_BAR = 3.0


class Daemon:
    """One of the two, and what its process has used."""

    def __init__(self, name, process, pid):
        self.name, self.process, self.pid = name, process, pid

    def cpu_seconds(self):
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def resident_kib(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def begin(load, daemon, arguments, pinned):
    """A load that has opened its connections and waits for a line."""
    command = [load, daemon.process.socket, *map(str, arguments)]
    process = subprocess.Popen((["taskset", "-c", "0"] if pinned else []) + command,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdout.readline() != "start\n":
        raise OSError(f"the load on {daemon.name} has ended with {process.wait()}")
    return process


def go(process):
    process.stdin.write("go\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise OSError(f"the load has ended with {process.wait()}")
    return [float(word) for word in line.split()]


def pin(daemon, cores):
    for task in os.listdir(f"/proc/{daemon.pid}/task"):
        os.sched_setaffinity(int(task), cores)


def measure_calls(load, daemon, row, seconds):
    _, connections, depth, idle, pinned = row
    before_kib = daemon.resident_kib()
    pin(daemon, {0} if pinned else set(range(os.cpu_count())))
    process = begin(load, daemon, ("calls", connections, depth, seconds, idle), pinned)
    opened_kib = daemon.resident_kib()
    before = daemon.cpu_seconds()
    calls, took, p50, p99 = go(process)
    cpu = daemon.cpu_seconds() - before
    process.communicate("done\n")
    return {"calls_per_s": calls / took, "p50_us": p50, "p99_us": p99,
            "cpu_us": cpu / calls * 1e6, "kib_per_idle": (opened_kib - before_kib) / max(idle, 1)}


def measure_setup(load, daemon, connections, seconds):
    process = begin(load, daemon, ("setup", connections, seconds), False)
    before = daemon.cpu_seconds()
    count, took = go(process)
    cpu = daemon.cpu_seconds() - before
    process.communicate()
    return {"calls_per_s": count / took, "cpu_us": cpu / count * 1e6}


def medians(figures):
    return {name: statistics.median(one[name] for one in figures) for name in figures[0]}


def compare(daemons, measure, repetitions):
    """{daemon's name: medians}; the daemons take turns."""
    figures = {daemon.name: [] for daemon in daemons}
    for _ in range(repetitions):
        for daemon in daemons:
            figures[daemon.name].append(measure(daemon))
    return {name: medians(one) for name, one in figures.items()}


def show(name, figures):
    theirs, ours = figures["libvirtd"], figures["interleaved"]
    ratio = ours["calls_per_s"] / theirs["calls_per_s"]
    print(f"{name:12}  {theirs['calls_per_s']:9,.0f} {ours['calls_per_s']:9,.0f}/s  x{ratio:<7.2f}"
          f" CPU {theirs['cpu_us']:8.1f} {ours['cpu_us']:7.1f} us"
          f"  x{ours['cpu_us'] / theirs['cpu_us']:<6.3f}", end="")
    if "p50_us" in ours:
        print(f" p50 {theirs['p50_us']:7.0f} {ours['p50_us']:6.0f} us"
              f"  p99 {theirs['p99_us']:7.0f} {ours['p99_us']:6.0f} us", end="")
    print(flush=True)


def bars(rows):
    """(passed, text) for each bar whose load was measured."""
    def ratio(name, figure):
        return rows[name]["interleaved"][figure] / rows[name]["libvirtd"][figure]

    for name, (speed, cpu) in BARS.items():
        if name not in rows:
            continue
        got = ratio(name, "calls_per_s")
        yield got >= speed, f"{name}: {got:.2f} times libvirtd's calls/s (at least {speed})"
        if cpu is not None:
            got = ratio(name, "cpu_us")
            yield got <= cpu, f"{name}: {got:.3f} of libvirtd's CPU a call (at most {cpu})"
    if P50_BAR[0] in rows:
        got = ratio(P50_BAR[0], "p50_us")
        yield got <= P50_BAR[1], f"{P50_BAR[0]}: {got:.2f} of libvirtd's p50 (at most {P50_BAR[1]})"
    if "1 of 5000" in rows:
        got = rows["1 of 5000"]["interleaved"]["kib_per_idle"]
        yield got <= KIB_BAR, f"idle client: {got:.1f} KiB resident (at most {KIB_BAR})"
    if SETUP_BAR[0] in rows:
        got = ratio(SETUP_BAR[0], "calls_per_s")
        yield got >= SETUP_BAR[1], (
            f"{SETUP_BAR[0]}: {got:.2f} times libvirtd's (at least {SETUP_BAR[1]})")


def start_libvirtd():
    process = LibvirtdProcess(max_clients=MOST_CLIENTS)
    with open(f"{process.directory}/pid", encoding="ascii") as file:
        return Daemon("libvirtd", process, int(file.read()))


def parser_of(doc):
    """Of what all benchmarks of the daemon take."""
    parser = argparse.ArgumentParser(description=doc.split("\n", 1)[0])
    parser.add_argument("interleaved")
    parser.add_argument("load")
    parser.add_argument("--quick", action="store_true", help="small figures, within a minute")
    parser.add_argument("--json", help="write all figures to this file as well")
    return parser


def write_rows(rows, file):
    if file:
        with open(file, "w", encoding="ascii") as out:
            json.dump(rows, out, indent=2)


def add_only(parser):
    parser.add_argument("--only", default="", help="only the loads that have this in their name")
    return parser


def arguments_of(line):
    return add_only(parser_of(__doc__)).parse_args(line)


def run(options):
    seconds, repetitions = (0.3, 1) if options.quick else (2, 5)
    rows = {}
    with DaemonProcess(options.interleaved, CONFIG) as ours:
        theirs = start_libvirtd()
        with theirs.process:
            daemons = (theirs, Daemon("interleaved", ours, ours.process.pid))
            print(f"{'':12}   libvirtd interleaved")
            for row in LOADS:
                if options.only in row[0]:
                    rows[row[0]] = compare(
                        daemons,
                        lambda one, row=row: measure_calls(options.load, one, row, seconds),
                        1 if row[3] else repetitions)
                    show(row[0], rows[row[0]])
            for name, connections in SETUPS:
                if options.only in name:
                    rows[name] = compare(
                        daemons, lambda one, count=connections: measure_setup(
                            options.load, one, count, seconds), repetitions)
                    show(name, rows[name])
    return rows


def main():
    options = arguments_of(sys.argv[1:])
    raise_descriptor_limit()
    rows = run(options)
    if not rows:
        sys.exit(f"no load has \"{options.only}\" in its name")
    for passed, text in bars(rows):
        print("PASS" if passed else "FAIL", text)
    write_rows(rows, options.json)


if __name__ == "__main__":
    main()

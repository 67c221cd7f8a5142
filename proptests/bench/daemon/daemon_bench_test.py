"""The daemon's benchmarks with tiny figures: what they print, and the figures that they write.

    daemon_bench_test.py INTERLEAVED LOAD
"""

import json
import os
import subprocess
import sys
import tempfile

import trace_bench

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = {"calls_per_s", "p50_us", "p99_us", "cpu_us", "kib_per_idle"}


def check(holds, why):
    if not holds:
        sys.exit(f"FAILED: {why}")


def run(*arguments, bench="daemon"):
    return subprocess.run([sys.executable, f"{HERE}/{bench}_bench.py", *arguments],
                          capture_output=True, text=True, timeout=120, check=False)


def figures_of(bench, *arguments):
    """What a benchmark has written, and its lines of the bars."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/rows.json"
        done = run(*arguments, "--quick", "--json", file, bench=bench)
        check(done.returncode == 0, f"exit status {done.returncode}: {done.stderr}")
        with open(file, encoding="ascii") as text:
            rows = json.load(text)
    return rows, [line for line in done.stdout.splitlines()
                  if line.startswith(("PASS ", "FAIL "))]


def test_figures(programs):
    rows, bars = figures_of("daemon", *programs, "--only", "8x1")
    check(list(rows) == ["8x1"], f"--only 8x1 has measured {list(rows)}")
    for name in ("libvirtd", "interleaved"):
        figures = rows["8x1"][name]
        check(set(figures) == FIGURES, f"{name} has the figures {sorted(figures)}")
        check(figures["calls_per_s"] > 0 and figures["cpu_us"] > 0, f"{name} has no figures")
        check(figures["p50_us"] <= figures["p99_us"], f"{name}: p50 is above p99")
    check(len(bars) == 2, f"not two bars of 8x1: {bars}")


def test_crowd(programs):
    rows, bars = figures_of("crowd", *programs)
    check(len(rows) == 5 and all(0 < p50 <= p99 for p50, p99 in rows.values()), f"crowd: {rows}")
    check(len(bars) == 1, f"not one bar of the crowd: {bars}")


def test_arithmetic():
    turn = {"without": {"cpu_us": 2.0}, "with": {"cpu_us": 4.5}, "without, again": {"cpu_us": 4.0}}
    found = trace_bench.ratios_of(turn, "cpu_us")
    check(found == {"with": 1.5, "control": 2.0}, f"the ratios are {found}")
    # Of 30 values in order the 9th and the 22nd, by the table of the sign test a range of 98.4 %.
    found = trace_bench.median_and_range(range(30, 0, -1))
    check(found == {"median": 15.5, "low": 9, "high": 22}, f"the range is {found}")


def test_trace(programs):
    rows, bars = figures_of("trace", *programs)
    check(len(rows) == 3 and all(row["cpu_us"]["with"]["median"] > 0
                                  for row in rows.values()),
          f"trace: {rows}")
    check(len(bars) == 3, f"not three bars of the trace: {bars}")
    rows, bars = figures_of("trace", *programs, "--only", "8x1")
    check(list(rows) == ["8x1"] and len(bars) == 1, f"--only 8x1 has measured {list(rows)}")
    done = run(*programs, "--only", "9x9", bench="trace")
    check(done.returncode == 2 and "1x1 pinned, 8x1, 64x5" in done.stderr, done.stderr)


def test_complaints(programs):
    done = run(*programs, "--quick", "--only", "nothing-like-it")
    check(done.returncode != 0 and "nothing-like-it" in done.stderr,
          f"a load that is not there: {done.returncode}, {done.stderr}")
    done = subprocess.run([programs[1], "/nowhere/socket", "calls", "1", "1", "1", "0"],
                          capture_output=True, text=True, timeout=60, check=False)
    check(done.returncode == 1 and "/nowhere/socket" in done.stderr,
          f"a socket that is not there: {done.returncode}, {done.stderr}")


if __name__ == "__main__":
    test_figures(sys.argv[1:])
    test_crowd(sys.argv[1:])
    test_arithmetic()
    test_trace(sys.argv[1:])
    test_complaints(sys.argv[1:])
    print("passed")

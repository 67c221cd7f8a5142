"""The engine's benchmark with tiny figures: what it prints, and the rows that it writes.

    bench_test.py PROGRAM
"""

import json
import pathlib
import subprocess
import sys
import tempfile

TINY = ["--quick", "--repetitions", "1", "--milliseconds", "1", "--trials", "2", "--cap", "50"]
KEYS = ["bench", "strategy", "schedules_per_s", "points_per_schedule", "mean_schedules_to_bug",
        "trials", "found"]
SPEED = {"producer_consumer_queue", "producer_consumer_queue_bare", "philosophers_ordered",
         "philosophers_ordered_bare", "threads_5", "threads_100"}
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def run(program, *options):
    return subprocess.run([program, *options], capture_output=True, text=True, timeout=250,
                          check=False)


def rows_of(program, *options):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "rows.json"
        done = run(program, *TINY, *options, "--json", str(file))
        check(done.returncode == 0, f"{options}: exit status {done.returncode}: {done.stderr}")
        return json.loads(file.read_text(encoding="utf-8")), done.stdout


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def check_row(row):
    name = f"{row.get('bench')} with {row.get('strategy')}"
    check(list(row)[:7] == KEYS, f"{name}: the keys are {list(row)}")
    if row["bench"] == "raw_switch":
        check(is_number(row["ns"]), f"{name}: no time")
        return
    check(is_number(row["schedules_per_s"]), f"{name}: no speed")
    check(is_number(row["points_per_schedule"]), f"{name}: no points")
    if row["bench"] in SPEED | {"scheduling_point"}:
        check(row["trials"] is None and row["found"] is None, f"{name}: there are no trials")
        check(is_number(row["ns_per_point"]), f"{name}: no time for a point")
        return
    check(1 <= row["trials"] <= 2 and 0 <= row["found"] <= row["trials"], f"{name}: {row}")
    check((row["found"] == 0) == (row["mean_schedules_to_bug"] is None), f"{name}: {row}")
    if row["found"]:
        check(1 <= row["mean_schedules_to_bug"] <= 50, f"{name}: {row}")


def check_all(program):
    """Everything but the long search for SafeStack's bug and the crowds."""
    rows = []
    output = ""
    for only in ("producer", "philosophers", "point", "reorder_3", "twostage"):
        more, text = rows_of(program, "--only", only)
        rows += more
        output += text
    for row in rows:
        check_row(row)
    strategies = {row["strategy"] for row in rows if row["bench"] == "producer_consumer_queue"}
    check({"random", "portfolio"} <= strategies, f"the strategies are {strategies}")
    for bench in (*sorted(SPEED - {"threads_5", "threads_100"}), "philosophers", "reorder_3",
                  "twostage_100"):
        found = [row["strategy"] for row in rows if row["bench"] == bench]
        expected = strategies if bench in SPEED else strategies - {"non-preemptive", "fair"}
        check(sorted(found) == sorted(expected), f"{bench} has rows for {found}")
    for text in ("Relacy", "143.8k", "Shuttle", "raw fiber switch", "scheduling point", "Bars",
                 "Mean schedules to the first bug", "Beside the published means"):
        check(text in output, f"{text!r} is not printed")


def check_same_figures_again(program):
    """Seeds are fixed: everything that is no speed is the same each time."""
    def counted(rows):
        return [(row["bench"], row["strategy"], row["trials"], row["found"],
                 row["mean_schedules_to_bug"], row["points_per_schedule"]) for row in rows]

    first, _ = rows_of(program, "--only", "account")
    second, _ = rows_of(program, "--only", "account")
    check(first and counted(first) == counted(second), "the same searches had other results")


def check_wrong_usage(program):
    for options, what in ((["--trials", "none"], "--trials needs a number"),
                          (["--json"], "--json needs a value"),
                          (["--fast"], "unknown option --fast"),
                          ([*TINY, "--only", "nothing-of-this-name"], "nothing has")):
        done = run(program, *options)
        check(done.returncode == 2 and what in done.stderr,
              f"{options}: {done.returncode}, {done.stderr}")
    done = run(program, *TINY, "--only", "account", "--json", "/nowhere/rows.json")
    check(done.returncode == 1 and "cannot be written" in done.stderr, f"{done.stderr}")


def main(arguments):
    if len(arguments) != 1:
        print(__doc__.strip())
        return 2
    check_all(arguments[0])
    check_same_figures_again(arguments[0])
    check_wrong_usage(arguments[0])
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

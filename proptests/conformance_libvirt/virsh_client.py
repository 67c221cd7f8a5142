"""Runs a case's virsh commands in one virsh process.

"@NAME" in a command is the path of documents/NAME, "DIR" that of the directory in which the
commands run, empty at first; the files that they leave there are part of the result.
"""

import hashlib
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENTS = os.path.join(HERE, "documents")
SECONDS = 60


def run(case, place, directory):
    """The result as text: what was printed, the exit status, the files."""
    commands = re.sub(r"@(?=[\w-]+\.xml)", f"{DOCUMENTS}/", "; ".join(case.steps))
    commands = commands.replace("DIR/", f"{directory}/")
    arguments = ["virsh", "-c", place.uri] + (["-r"] if place.read_only else []) + [commands]
    # Commands that edit a document change its title.
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                   "HOME": f"{directory}/home", "EDITOR": "sed -i -e s/before/after/"}
    # In the cases that are so marked virsh watches a job from a thread of its own, and can then
    # wait for ever for what has passed, with any daemon. Only there it is tried once more, in half
    # the time each.
    tries = 2 if "daemons" in case.options else 1
    done = None
    for _ in range(tries):
        try:
            done = subprocess.run(arguments, cwd=directory, env=environment, capture_output=True,
                                  stdin=subprocess.DEVNULL, timeout=SECONDS / tries, check=False)
            break
        except subprocess.TimeoutExpired:
            pass
    if done is None:
        return f"no answer within {SECONDS} s"
    lines = []
    for name, data in (("output", done.stdout), ("errors", done.stderr)):
        lines += [f"-- {name}", data.decode(errors="replace").rstrip("\n")]
    lines += [f"-- exit status {done.returncode}", *files_below(directory)]
    return "\n".join(lines)


def files_below(directory):
    """A line for each file: its size and what is in it, as a digest."""
    for where, _, names in sorted(os.walk(directory)):
        for name in sorted(names):
            path = os.path.join(where, name)
            if path.startswith(f"{directory}/home") or not os.path.isfile(path):
                continue
            with open(path, "rb") as file:
                data = file.read()
            yield (f"-- file {os.path.relpath(path, directory)}: {len(data)} bytes, "
                   f"{hashlib.sha256(data).hexdigest()[:12]}")

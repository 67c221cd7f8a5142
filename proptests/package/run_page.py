"""Does what docs/your-program.md says, in an empty directory, and compares what is printed.

    run_page.py TOP BUILD COMPILER

A block ```console holds commands ("$ ...") with what they print; "..." stands for lines left out.
Of each line that is printed the first word must be there, unless it is a thread's or has digits:
which threads a schedule is about changes with the strategies. A block ```cpp or ```cmake is part of
the example. Of commands, those that build Interleave itself are left out.
"""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

PAGE = pathlib.Path("docs", "your-program.md")
MARK = "@@status "
# Before the fix these find the bug, with exit status 1.
FINDS = r"build/explore_queue (explore|replay|shrink|explain)\b"
FIX = "sed -i"


def blocks(text, language):
    return re.findall(r"^```" + language + r"\n(.*?)^```$", text, re.M | re.S)


def commands(text):
    """(command, the lines that it prints) in the page's order."""
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *printed = part.rstrip("\n").split("\n")
            if not command.startswith("cmake --preset"):
                yield command, printed


def first_words(lines):
    words = {line.split()[0] for line in lines if line.strip()}
    return {word for word in words if not re.search(r"[\d.|+]|^[^\w]", word)}


def run(all_commands, top, home):
    """Status and output of each, in one shell that begins in `top`."""
    script = "\n".join(f"{command}\nstatus=$?; echo; echo {shlex.quote(MARK)}$status"
                       for command in all_commands)
    environment = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    result = subprocess.run(["bash", "-c", script], cwd=top, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    parts = re.split(r"^" + MARK + r"(\d+)\n", result.stdout, flags=re.M)
    return [(int(status), output) for output, status in zip(parts[::2], parts[1::2])]


def wrong_output(command, printed, output):
    missing = first_words(printed) - first_words(output.split("\n"))
    if missing:
        yield f"$ {command}\nnot printed: {', '.join(sorted(missing))}\n{output}"


def wrong_status(command, status, fixed, output):
    expected = 1 if not fixed and re.match(FINDS, command) else 0
    if status != expected:
        yield f"$ {command}\nexit status {status}, not {expected}\n{output}"


def foreign_code(top, text):
    """Code of the page that is not the example's."""
    example = "\n".join(path.read_text(encoding="utf-8")
                        for path in sorted((top / "docs" / "example").glob("*.*")))
    for block in blocks(text, "cpp"):
        if block not in example:
            yield f"not in docs/example:\n{block}"
    for block in blocks(text, "cmake"):
        for line in block.splitlines():
            if line not in example:
                yield f"not in docs/example: {line}"


def check(top, build, compiler, home):
    text = (top / PAGE).read_text(encoding="utf-8")
    yield from foreign_code(top, text)
    steps = list(commands(text))
    real = [command.replace("build/release", str(build)).replace("clang++-19", compiler)
            for command, _ in steps]
    results = run(real, top, home)
    if len(results) != len(steps):
        yield f"{len(results)} of {len(steps)} commands were run"
    fixed = False
    for (command, printed), (status, output) in zip(steps, results):
        fixed = fixed or command.startswith(FIX)
        yield from wrong_status(command, status, fixed, output)
        yield from wrong_output(command, printed, output)
    if not fixed:
        yield "the page has no fix"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.strip())
        return 2
    top, build = (pathlib.Path(path).resolve() for path in arguments[:2])
    with tempfile.TemporaryDirectory() as home:
        problems = list(check(top, build, arguments[2], pathlib.Path(home)))
    for problem in problems:
        print(problem)
    print(f"{PAGE}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

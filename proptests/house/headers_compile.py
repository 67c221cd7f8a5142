"""Each header compiles alone, as the first include of a file.

    headers_compile.py COMPILER TOP FOLDER...

A header that is the first include of a source needs no look: the build compiles that source.
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
         "-Wno-unused-const-variable", "-x", "c++", "-"]


def first_includes(top, folders):
    """The headers with which a source of the project begins."""
    first = set()
    for folder in folders:
        for source in (top / folder).rglob("*.cc"):
            found = re.search(r'^#include (.+)$', source.read_text(encoding="utf-8"), re.M)
            if found and found.group(1).startswith('"'):
                first.add(found.group(1).strip('"'))
    return first


def compile_header(compiler, top, header):
    result = subprocess.run([compiler, "-I", str(top), *FLAGS], text=True, check=False,
                            input=f'#include "{header}"\n', capture_output=True)
    return header, result.returncode, result.stderr


def main(arguments):
    if len(arguments) < 3:
        print(__doc__.strip())
        return 2
    compiler, top = arguments[0], pathlib.Path(arguments[1])
    headers = sorted(path.relative_to(top) for folder in arguments[2:]
                     for path in (top / folder).rglob("*.h"))
    if not headers:
        print("there are no headers")
        return 1
    built = first_includes(top, arguments[2:])
    left = [header for header in headers if str(header) not in built]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for header, status, errors in pool.map(
                lambda header: compile_header(compiler, top, header), left):
            if status != 0:
                failed += 1
                print(f"{header} does not compile alone:\n{errors}")
    print(f"{len(headers)} headers, {len(left)} of them compiled alone, {failed} do not compile")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Each header compiles alone, as the first include of a file.

    headers_compile.py COMPILER TOP FOLDER...
"""

import concurrent.futures
import pathlib
import subprocess
import sys

FLAGS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
         "-Wno-unused-const-variable", "-x", "c++", "-"]


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
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for header, status, errors in pool.map(
                lambda header: compile_header(compiler, top, header), headers):
            if status != 0:
                failed += 1
                print(f"{header} does not compile alone:\n{errors}")
    print(f"{len(headers)} headers, {failed} do not compile alone")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

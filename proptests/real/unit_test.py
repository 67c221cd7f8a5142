#!/usr/bin/env python3
"""The systemd units: without a fault, and with little exposure.

usage: unit_test.py SERVICE DAEMON SOCKET...

Needs systemd-analyze, and no running systemd.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

# In tenths. systemd's word for it is "OK", a service without any of this has 96.
MOST_EXPOSURE = 20


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", *arguments], stdin=subprocess.DEVNULL, check=False,
                          capture_output=True, text=True, timeout=120)


def main():
    service, daemon, *sockets = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        # The program is not installed yet: it is looked for where it was built.
        with open(service, encoding="ascii") as file:
            text = re.sub(r"^ExecStart=\S+", f"ExecStart={os.path.abspath(daemon)}", file.read(),
                          flags=re.M).replace("@INTERLEAVE_SYSCONFDIR@", "/etc")
        # There is no manual page before the installation.
        text = re.sub(r"^Documentation=.*\n", "", text, flags=re.M)
        path = os.path.join(directory, os.path.basename(service).removesuffix(".in"))
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        units = [path] + [shutil.copy(each, directory) for each in sockets]
        verified = analyze("verify", "--recursive-errors=no", *units)
        if verified.returncode != 0 or verified.stderr:
            print(f"FAILED: verify ends with {verified.returncode}:\n{verified.stderr}")
            return 1
        secure = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSURE}", path)
        print(secure.stdout.splitlines()[-1] if secure.stdout else secure.stderr)
        if secure.returncode != 0:
            print(f"FAILED: more exposed than {MOST_EXPOSURE / 10}:\n{secure.stdout}")
            return 1
        bare = re.sub(r"^(?!\[|Type|ExecStart).*\n", "", text, flags=re.M)
        with open(path, "w", encoding="ascii") as file:
            file.write(bare)
        if analyze("security", "--offline=true", f"--threshold={MOST_EXPOSURE}",
                   path).returncode == 0:
            print("FAILED: a unit without any protection passes")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 2 else __doc__)

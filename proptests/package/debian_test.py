#!/usr/bin/env python3
"""The Debian packages, as far as a build tree can tell: what is in them, what they depend on, how
they are installed below a root of their own, upgraded, removed and purged, and whether the
installed daemon serves virsh with the installed settings.

    debian_test.py BUILD

scripts/package --check does the same in a whole Debian.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "real"))
# pylint: disable=wrong-import-position
from daemon_process import TestFailure, check, virsh

CONF = "etc/interleave/interleaved.conf"
# A user stays after a purge: files that belong to it may still be somewhere.
USERS = {f"etc/{name}" for name in ("passwd", "shadow", "group", "gshadow", ".pwd.lock")}
UNIT = "usr/lib/systemd/system/interleaved.service"
# package: (what is in it, what it depends on)
EXPECTED = {
    "interleaved": (
        ("usr/bin/interleaved", CONF, UNIT, UNIT.replace(".service", ".socket"),
         "usr/share/polkit-1/actions/interleaved.policy", "usr/share/man/man8/interleaved.8.gz",
         "usr/share/man/man5/interleaved.conf.5.gz", "usr/share/doc/interleaved/operating.md"),
        ("libvirt0", "libc6", "libstdc++6", "libfmt9", "init-system-helpers")),
    "interleave": (
        ("usr/bin/interleave", "usr/share/man/man1/interleave.1.gz",
         "usr/share/doc/interleave/README.md"),
        ("libboost-context1.81.0", "libdw1", "libc6", "libstdc++6")),
    "interleave-dev": (
        ("usr/lib/cmake/Interleave/InterleaveConfig.cmake", "usr/lib/interleave/libmodel.a",
         "usr/include/interleave/model/seam/clock.h",
         "usr/share/doc/interleave-dev/example/CMakeLists.txt"),
        ("libboost-context1.81-dev", "libfmt-dev", "libdw-dev")),
}


def run(*command, **options):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=600, check=False, env=dict(os.environ, LC_ALL="C"), **options)
    check(done.returncode == 0, f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def make(build, directory):
    """{name: path} of the packages, made of what is built."""
    run("cpack", "-G", "DEB", "-B", directory, cwd=build)
    return {run("dpkg-deb", "--field", path, "Package").strip(): path
            for path in pathlib.Path(directory).glob("*.deb")}


def contents_are_complete(packages):
    check(set(packages) == set(EXPECTED), f"other packages are made: {sorted(packages)}")
    for name, (files, depends) in EXPECTED.items():
        listing = run("dpkg-deb", "--contents", packages[name])
        inside = set(re.findall(r" \./(\S*[^/\s])(?: -> .*)?$", listing, re.M))
        check(inside >= {*files, f"usr/share/doc/{name}/copyright"},
              f"{name} has not all files:\n{listing}")
        owners = set(re.findall(r"^\S+ (\S+) ", listing, re.M))
        check(owners == {"root/root"}, f"{name} has files of {owners}")
        wrong = [path for path in inside if not path.startswith(("usr/", "etc/interleave/"))]
        check(not wrong, f"{name} has files in odd places: {wrong}")
        field = run("dpkg-deb", "--field", packages[name], "Depends")
        found = {entry.split()[0] for entry in field.split(",")}
        check(found >= set(depends), f"{name} depends on {field}")


def dpkg(root, *arguments):
    """dpkg on a root of its own, whose scripts run outside it and know of it."""
    options = [f"--root={root}", "--force-not-root", "--force-script-chrootless",
               "--force-depends", "--force-bad-path", f"--log={root}/dpkg.log"]
    return run("dpkg", *options, *arguments)


def files_of(root):
    ours = ("var/lib/dpkg", "dpkg.log")
    paths = (str(path.relative_to(root)) for path in pathlib.Path(root).rglob("*"))
    return {path for path in paths if not path.startswith(ours)}


def make_root(directory):
    root = pathlib.Path(directory, "root")
    for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "usr/bin", "usr/share/doc"):
        (root / name).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    # What the package's scripts find in every Debian.
    shutil.copy("/usr/bin/deb-systemd-helper", root / "usr/bin")
    return root


def settings_are_kept_until_the_purge(root, package):
    before = files_of(root)
    dpkg(root, "--install", package)
    for wanted in ("multi-user.target.wants/interleaved.service",
                   "sockets.target.wants/interleaved.socket",
                   "sockets.target.wants/interleaved-ro.socket"):
        enabled = root / "etc/systemd/system" / wanted
        check(enabled.is_symlink(), f"{wanted} is not enabled: {files_of(root) - before}")
    passwd = (root / "etc/passwd").read_text(encoding="utf-8")
    check(re.search("^interleave:", passwd, re.M), f"the service's user is not there: {passwd}")
    settings = (root / CONF).read_text(encoding="utf-8") + "max_clients = 7\n"
    (root / CONF).write_text(settings, encoding="utf-8")
    dpkg(root, "--install", package)
    check((root / CONF).read_text(encoding="utf-8") == settings, "an upgrade changes the settings")
    dpkg(root, "--remove", "interleaved")
    check((root / CONF).exists(), "the settings are removed before the purge")
    check(not (root / "usr/bin/interleaved").exists(), "the daemon is not removed")
    dpkg(root, "--purge", "interleaved")
    left = {path for path in files_of(root) - before - USERS if not (root / path).is_dir()}
    check(not left, f"left behind: {sorted(left)}")


def started_as_its_unit_starts_it(root, directory):
    unit = (root / UNIT).read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=(.*)$", unit, re.M).group(1).split()
    check(command[0] == "/usr/bin/interleaved" and f"/{CONF}" in command,
          f"the unit starts {command}")
    sockets = pathlib.Path(directory, "sockets")
    sockets.mkdir()
    words = [str(root) + word if word in (command[0], f"/{CONF}") else word for word in command]
    daemon = subprocess.Popen([*words, "--socket-dir", sockets], stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not (sockets / "libvirt-sock-ro").exists():
            check(daemon.poll() is None and time.monotonic() < deadline, "it does not start")
            time.sleep(0.02)
        status, output, errors = virsh(f"test+unix:///default?socket={sockets}/libvirt-sock",
                                       "list")
        check(status == 0 and "test" in output, f"virsh is not served: {errors}")
    finally:
        daemon.terminate()
    check(daemon.wait(60) == 0, "it did not end in order")


def everything_is_installed_by_cmake(build, directory):
    """With another prefix: unit, settings and daemon agree on where they are."""
    prefix = pathlib.Path(directory, "prefix")
    run("cmake", "--install", build, "--prefix", prefix)
    unit = (prefix / "lib/systemd/system/interleaved.service").read_text(encoding="utf-8")
    start = re.search(r"^ExecStart=(.*)$", unit, re.M).group(1)
    check(start.startswith(f"{prefix}/bin/interleaved"), f"the unit starts {start}")
    run(prefix / "bin/interleaved", "--config", prefix / CONF, "--check-config")
    for name in ("bin/interleave", "lib/cmake/Interleave/InterleaveConfig.cmake",
                 "share/man/man8/interleaved.8.gz", "share/man/man1/interleave.1.gz"):
        check((prefix / name).is_file(), f"{name} is not installed")


def test(build):
    with tempfile.TemporaryDirectory() as directory:
        packages = make(build, directory)
        contents_are_complete(packages)
        print("ok      contents and dependencies", flush=True)
        settings_are_kept_until_the_purge(make_root(f"{directory}/purge"), packages["interleaved"])
        print("ok      install, upgrade, remove, purge", flush=True)
        root = make_root(f"{directory}/start")
        dpkg(root, "--install", *packages.values())
        started_as_its_unit_starts_it(root, directory)
        print("ok      the installed daemon serves virsh", flush=True)
        everything_is_installed_by_cmake(build, directory)
        print("ok      cmake --install", flush=True)


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip())
        return 2
    try:
        test(sys.argv[1])
    except TestFailure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Lists what archives need from the system, and fails on what only a back end may use.

    purity.py NM ARCHIVE...        each archive must be pure
    purity.py --impure NM SOURCE OBJECT...
                                   the objects of SOURCE must be caught, for each symbol that
                                   it names on a line "// Impure: SYMBOL"

"One source in two worlds" is only true while the core sees clocks, sleeping, sockets, polling,
threads, locks and random numbers through the seam alone.
"""

import re
import subprocess
import sys

# Undefined symbols by their demangled names.
IMPURE = re.compile(
    r"""^(
      (clock_\w+ | gettimeofday | time | times | ftime | clock | localtime\w* | gmtime\w*)
    | (nanosleep | usleep | sleep | sched_yield | pause | alarm | setitimer | timer_\w+
       | timerfd_\w+)
    | (socket | socketpair | bind | listen | accept4? | connect | shutdown | recv\w* | send\w*
       | getsockopt | setsockopt | getpeername | getsockname | getaddrinfo)
    | (open(at)?(64)? | close | read | write | readv | writev | pread\w* | pwrite\w* | pipe2?
       | dup[23]? | fcntl(64)? | ioctl)
    | (poll | ppoll | select | pselect | epoll_\w+ | eventfd\w* | kqueue)
    | (pthread_\w+ | sem_\w+ | thrd_\w+ | mtx_\w+ | cnd_\w+ | futex | syscall | clone3? | v?fork)
    | (rand(_r)? | srand | random(_r)? | srandom | \w+rand48 | getrandom | getentropy
       | arc4random\w*)
    | (sigaction | signal | kill | raise | getpid | gettid | getenv | secure_getenv)
    | std::(jthread|thread|this_thread|mutex|recursive_mutex|timed_mutex|shared_mutex|lock_guard
       |condition_variable|_V2::condition_variable_any|random_device|future|promise|async
       |call_once|__once|__future_base|__atomic_futex|__detail::__wait\w*)\b.*
    | (std::)?chrono::.*_clock::.*
    | std::chrono::_V2::.*
    )(\(.*)?(@.*)?$""",
    re.X,
)


def undefined_symbols(nm, path):
    """Demangled names, sorted. Symbols that another member of the archive defines are left out."""
    output = subprocess.run([nm, "-C", path], capture_output=True, text=True, check=True).stdout
    undefined, defined = set(), set()
    for line in output.splitlines():
        found = re.match(r"^(?:[0-9a-fA-F]+)?\s+([A-Za-z]) (.+)$", line)
        if found:
            (undefined if found.group(1) in "Uvw" else defined).add(found.group(2))
    return sorted(undefined - defined)


def impure_symbols(nm, path):
    return [symbol for symbol in undefined_symbols(nm, path) if IMPURE.match(symbol)]


def check_pure(nm, archives):
    bad = 0
    for archive in archives:
        symbols = undefined_symbols(nm, archive)
        if not symbols:
            print(f"{archive}: no undefined symbol at all: this is not the archive that was meant")
            bad += 1
        for symbol in symbols:
            if IMPURE.match(symbol):
                print(f"{archive}: needs {symbol}")
                bad += 1
    return bad


def check_impure(nm, source, objects):
    with open(source, encoding="utf-8") as file:
        expected = re.findall(r"^\s*// Impure: (\S+)$", file.read(), re.M)
    caught = [symbol for path in objects for symbol in impure_symbols(nm, path)]
    missed = [name for name in expected if not any(symbol.startswith(name) for symbol in caught)]
    for name in missed:
        print(f"{source}: {name} is used and was not caught")
    if not expected:
        print(f"{source}: names nothing that should be caught")
    return len(missed) + (0 if expected else 1)


def main(arguments):
    if arguments[:1] == ["--impure"] and len(arguments) >= 4:
        return 1 if check_impure(arguments[1], arguments[2], arguments[3:]) else 0
    if len(arguments) >= 2:
        return 1 if check_pure(arguments[0], arguments[1:]) else 0
    print(__doc__.strip())
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The man pages: good mdoc, and every option and every key is in them.

    man_test.py TOP PAGES INTERLEAVE INTERLEAVED

PAGES is the folder that the build has made them in. A page that lacks something has to be caught,
which is tried with each.
"""

import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SPELLED = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
KEY = re.compile(r'^    \{"([a-z_]+)",', re.M)


def run(*command, source=""):
    return subprocess.run(command, input=source, capture_output=True, text=True, timeout=60,
                          check=False, env=dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="200"))


def help_of(program, *arguments):
    return run(program, *arguments, "--help").stdout


def options_of(text):
    """What stands in the column of options of a help text."""
    options = set()
    for line in text.splitlines():
        if re.match(r" {2,6}-", line):
            options.update(SPELLED.findall(re.split(r" {2,}", line.strip())[0]))
    return options


def wanted(top, interleave, interleaved):
    """page: the words that have to be in it."""
    commands = re.search(r"^Commands:\n(.*?)\n\n", help_of(interleave), re.M | re.S).group(1)
    names = re.findall(r"^  ([a-z]+) ", commands, re.M)
    options = set(names)
    for name in names:
        options |= options_of(help_of(interleave, name))
    keys = KEY.findall((top / "daemon/config/keys.cc").read_text(encoding="utf-8"))
    return {"interleave.1": options, "interleaved.8": options_of(help_of(interleaved)),
            "interleaved.conf.5": set(keys)}


def missing(words, source):
    """Those of the words that a reader does not find."""
    shown = re.sub(".\b", "", run("mandoc", "-T", "ascii", source=source).stdout)
    return {word for word in words
            if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", shown)}


def lint(page, source):
    """What mandoc and groff do not like about a page."""
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory, page)
        path.write_text(source, encoding="utf-8")
        yield from run("mandoc", "-T", "lint", "-W", "warning", path).stdout.splitlines()
        # Without a terminal man writes the page to its output, and warnings beside it.
        yield from run("man", "--warnings", "-l", path).stderr.splitlines()


def problems(page, words, source):
    if len(words) < 5:
        yield f"{len(words)} words are looked for: the test looks in the wrong place"
    for word in sorted(missing(words, source)):
        yield f"{word} is not in it"
    yield from lint(page, source)
    # The same page without a word, and with something that is no mdoc.
    word = max(sorted(words), key=len)
    spoilt = source.replace(word.lstrip("-").replace("-", "\\-"), "xyz")
    if word not in missing(words, spoilt):
        yield f"that {word} is lacking goes unnoticed"
    if not list(lint(page, source + ".Nonsense\n.Bl -tag\n")):
        yield "a broken page goes unnoticed"


def main(arguments):
    if len(arguments) != 4:
        print(__doc__.strip())
        return 2
    top, pages = (pathlib.Path(path) for path in arguments[:2])
    found = 0
    for page, words in wanted(top, *arguments[2:]).items():
        source = gzip.decompress((pages / f"{page}.gz").read_bytes()).decode()
        for problem in problems(page, words, source):
            print(f"{page}: {problem}")
            found += 1
        print(f"{page}: {len(words)} words looked for")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

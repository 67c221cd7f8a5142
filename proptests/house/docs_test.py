"""What README.md and docs/ name exists: links, paths in backquotes, rules, presets and parts.

    docs_test.py TOP
"""

import pathlib
import re
import subprocess
import sys

FOLDERS = ("model/", "daemon/", "sim/", "proptests/", "scripts/", "docs/", "cmake/", ".ci/")


def pages(top):
    return [top / "README.md", *sorted((top / "docs").glob("*.md"))]


def named_paths(text):
    """Paths of the project that stand in backquotes; a * stands for any name."""
    for code in re.findall(r"`([^`\n]+)`", text):
        for word in code.split():
            word = word.rstrip(".,:;")
            if word.startswith(FOLDERS) and not re.search(r"[<>{}()$]|[A-Z]{4}", word):
                yield word


def linked_paths(page, text):
    for target in re.findall(r"\]\(([^)#]+)", text):
        if "://" not in target:
            yield page.parent / target


def missing_paths(top, page, text):
    for path in named_paths(text):
        if not list(top.glob(path.rstrip("/"))):
            yield f"`{path}` is not there"
    for path in linked_paths(page, text):
        if not path.exists():
            yield f"the link to {path.name} leads nowhere"


def missing_rules(top, text):
    """In the table of rules, each name in the column of monitors is a monitor's."""
    rules = set()
    for header in (top / "model" / "rules").glob("*.h"):
        text_of_it = header.read_text(encoding="utf-8")
        rules.update(re.findall(r'rule\(\) const override \{ return "([a-z-]+)"', text_of_it))
    table = re.search(r"^\| rule \|.*\n((?:\|.*\n)*)", text, re.M)
    for row in (table.group(1).splitlines()[1:] if table else []):
        monitors = re.sub(r"scenarios? .*", "", row.split("|")[-2])
        for name in re.findall(r"`([a-z-]+)`", re.sub(r"\([^)]*\)", "", monitors)):
            if name not in rules:
                yield f"the monitor {name} is not there"


def wrong_options(top, text):
    """Commands of scripts/ are called with parts and options that they know."""
    for script, argument in re.findall(r"\b(scripts/[a-z]+) (--?[a-z-]+|[a-z-]+)\b", text):
        path = top / script
        if not path.exists():
            yield f"{script} is not there"
        elif argument.startswith("-"):
            usage = subprocess.run([path, "--help"], capture_output=True, text=True, check=False)
            if argument not in usage.stdout + usage.stderr + " --help":
                yield f"{script} has no option {argument}"


def main(arguments):
    if len(arguments) != 1:
        print(__doc__.strip())
        return 2
    top = pathlib.Path(arguments[0]).resolve()
    bad = 0
    for page in pages(top):
        text = page.read_text(encoding="utf-8")
        for what in (*missing_paths(top, page, text), *missing_rules(top, text),
                     *wrong_options(top, text)):
            print(f"{page.relative_to(top)}: {what}")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Makes a man page of a template and of what the program or the configuration file says itself.

    make_man.py TEMPLATE SOURCE OUTPUT

The template is mdoc. A line of its own is replaced by a list made of SOURCE:

    @OPTIONS@    a program: its options, from --help
    @COMMANDS@   a program with commands: for each its text and options, from COMMAND --help
    @KEYS@       a configuration file whose comments say what follows them

OUTPUT is compressed when its name ends with .gz, always to the same bytes.
"""

import gzip
import pathlib
import re
import subprocess
import sys

# "  -f, --config FILE      read settings": what is left of two blanks, and what is right of them.
OPTION = re.compile(r" {2,6}(-\S.*?)(?: {2,}(\S.*))?$")
KEY = re.compile(r"# ?([a-z_]+) = (.*)$")
RULER = re.compile(r"#{10,}$")


def text(line):
    """A line of text that roff prints as it stands."""
    line = line.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + line if line.startswith((".", "'")) else line


def macro(name, *words):
    """A call of a macro; no word of it is taken for another macro or for an end of a sentence."""
    safe = (text(word).replace('"', "\\(dq") for word in words)
    return " ".join([f".{name}", *(f'"\\&{word}"' for word in safe)])


def sentences(words):
    """mdoc wants each sentence on a line of its own."""
    yield from map(text, re.split(r"(?<=[^ ][.?!]) +", " ".join(words)))


def paragraphs(lines):
    """mdoc of lines of a terminal: blank ones part, indented ones stay as they are."""
    parting = False
    begun = False
    words = []
    for line in [*lines, ""]:
        if words and (not line.strip() or line.startswith("  ")):
            yield from sentences(words)
            words = []
        if not line.strip():
            parting = begun
            continue
        if parting:
            yield ".Pp"
        if line.startswith("  "):
            yield macro("Dl", line.strip())
        else:
            words.append(line.strip())
        parting, begun = False, True


def flags(spelling):
    """ "-f, --config FILE" as words of mdoc. """
    words = []
    for spelled in spelling.split(", "):
        flag, *values = spelled.split()
        dashes = "Fl Fl" if flag.startswith("--") else "Fl"
        words.append(f"{dashes} {text(flag.lstrip('-'))}")
        words += [f'Ar "\\&{text(value)}"' for value in values]
    return " , ".join(words).replace(" , Ar", " Ar")


def option_list(help_lines):
    """(spelling, lines of its text) of each option in a help text."""
    found = []
    for line in help_lines:
        option = OPTION.match(line)
        if option:
            found.append((option.group(1), [option.group(2) or ""]))
        elif found and line.startswith(" " * 12):
            found[-1][1].append(line.strip())
        elif found:
            break
    return found


def tagged(options):
    if not options:
        return
    yield ".Bl -tag -width Ds"
    for spelling, lines in options:
        yield f".It {flags(spelling)}"
        yield from paragraphs(lines)
    yield ".El"


def help_of(program, *arguments):
    done = subprocess.run([program, *arguments, "--help"], capture_output=True, text=True,
                          timeout=60, check=True)
    return done.stdout.replace(str(program), pathlib.Path(program).name).splitlines()


def of_options(program):
    yield from tagged(option_list(help_of(program)))


def of_commands(program):
    lines = help_of(program)
    begin = lines.index("Commands:") + 1
    for line in lines[begin:lines.index("", begin)]:
        command = line.split()[0]
        if not command.startswith("-"):
            yield from of_command(command, help_of(program, command))


def of_command(command, lines):
    usage, *rest = lines
    options = rest.index("Options:") if "Options:" in rest else len(rest)
    yield f".Ss {command}"
    yield macro("Dl", usage.removeprefix("Usage: "))
    yield ".Pp"
    yield from paragraphs(rest[:options])
    yield from tagged(option_list(rest[options + 1:]))


def of_keys(path):
    """The file's blocks of lines: a title after a ruler, text, keys with text before them."""
    blocks = pathlib.Path(path).read_text(encoding="utf-8").rstrip().split("\n\n")
    listing = False
    for block in blocks[1:]:  # the first is about the file as a whole
        lines = block.split("\n")
        keys = [KEY.match(line).groups() for line in lines if KEY.match(line)]
        words = [line[2:] for line in lines if not KEY.match(line) and not RULER.match(line)]
        if listing and not keys:
            yield ".El"
            yield from [] if RULER.match(lines[0]) else [".Pp"]
            listing = False
        if RULER.match(lines[0]):
            title, _, more = " ".join(words).partition(".")
            yield f".Ss {text(title)}"
            words = [more.strip()]
        if keys:
            if not listing:
                yield ".Bl -tag -width Ds"
            listing = True
            for key, value in keys:
                yield f".It Va {key} No = {macro('Li', value).removeprefix('.')}"
        yield from paragraphs(words)
    if listing:
        yield ".El"


PARTS = {"@OPTIONS@": of_options, "@COMMANDS@": of_commands, "@KEYS@": of_keys}


def page(template, source):
    for line in template.read_text(encoding="utf-8").splitlines():
        if line in PARTS:
            yield from PARTS[line](source)
        else:
            yield line


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.strip())
        return 2
    template, source, output = (pathlib.Path(path) for path in arguments)
    data = "\n".join(page(template, source)).encode() + b"\n"
    if output.suffix == ".gz":
        data = gzip.compress(data, 9, mtime=0)
    output.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

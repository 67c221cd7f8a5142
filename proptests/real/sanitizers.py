"""Which sanitizers a program was built with. UBSan has no sign of its own, since ThreadSanitizer
brings its functions along: our builds have it wherever they have AddressSanitizer."""

SYMBOLS = {
    "asan": b"__asan_init",
    "tsan": b"__tsan_init",
}


def sanitizers_of(binary):
    with open(binary, "rb") as file:
        content = file.read()
    return {name for name, symbol in SYMBOLS.items() if symbol in content}

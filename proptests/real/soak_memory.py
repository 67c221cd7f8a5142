"""How a process's memory goes over time."""

import time

SAMPLES = 1200  # about so many are taken in a run
LONG = 30 * 60  # seconds from which on a slope says something about the program
LEAST = 60  # seconds below which a slope says nothing at all


class Memory:
    """`resident` gives KiB. Used by one thread."""

    def __init__(self, resident, seconds):
        self._resident, self._seconds = resident, seconds
        self._begin = time.monotonic()
        self._samples = []

    def look(self):
        """Takes a sample when it is time for one."""
        now = time.monotonic() - self._begin
        if not self._samples or now - self._samples[-1][0] >= self._seconds / SAMPLES:
            self._samples.append((now, self._resident()))

    def first(self):
        return self._samples[0][1]

    def last(self):
        return self._samples[-1][1]

    def most(self):
        return max(kib for _, kib in self._samples)

    def is_long(self):
        return self._seconds >= LONG

    def slope(self):
        """KiB an hour, by least squares over the second half; None for a run that is too short, or
        was cut short."""
        if not self._samples or self._samples[-1][0] < 0.9 * max(self._seconds, LEAST):
            return None
        half = [sample for sample in self._samples if sample[0] >= self._seconds / 2]
        return fit(half) * 3600


def fit(samples):
    """The slope of the line through (x, y) pairs that is nearest to them."""
    mean_x = sum(x for x, _ in samples) / len(samples)
    mean_y = sum(y for _, y in samples) / len(samples)
    spread = sum((x - mean_x) ** 2 for x, _ in samples)
    return sum((x - mean_x) * (y - mean_y) for x, y in samples) / spread if spread else 0.0

"""How fast mentions go through the alias matcher, and what the knowledge costs to load.

    python bench/speed/resolve.py             prints mentions a second, seconds and megabytes of loading

Mentions are made of our own tables: names, names in phrases, and phrases that name nobody, in a fixed shuffled order.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Iterator

from dateline.knowledge import Actors
from dateline.resolve import Resolver

SEED = 4
MENTIONS = 40_000
PHRASES = ("{}", "the {}", "a spokesman for {}", "two fighters of the {} in the north", "{}'s leader")
NOBODY = ("the villagers", "several of the wounded men", "a convoy of trucks", "residents of the eastern districts")
WORD = re.compile(r"\w[\w.’'-]*\w|\w")
KILOBYTES = 1024  # ru_maxrss counts kilobytes on Linux


def mentions(actors: Actors) -> list[tuple[str, list[tuple[int, int]]]]:
    """Texts with the offsets of their words."""
    rng = random.Random(SEED)
    names = [name for entity in actors.all for name in (entity.name, *entity.aliases)]
    texts = [rng.choice(PHRASES).format(rng.choice(names)) for _ in range(MENTIONS * 3 // 4)]
    texts += rng.choices(NOBODY, k=MENTIONS - len(texts))
    rng.shuffle(texts)
    return [(text, [m.span() for m in WORD.finditer(text)]) for text in texts]


def memory() -> float:
    """The most megabytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES


def report() -> Iterator[str]:
    """The figures, a line each."""
    before, start = memory(), time.perf_counter()
    resolver = Resolver.load()
    resolver.actors.named("United Nations")  # builds the table of aliases
    seconds = time.perf_counter() - start
    yield f"load       {seconds:9.2f} s   {memory() - before:7.0f} MB above the libraries ({before:.0f} MB)"
    actors = resolver.actors
    asked = mentions(actors)
    for name in ("match", "again"):  # the second time, keys of words seen before are remembered
        start = time.perf_counter()
        found = sum(bool(list(actors.within(text, words))) for text, words in asked)
        seconds = time.perf_counter() - start
        yield f"{name:10} {len(asked) / seconds:9,.0f} mentions a second, {found:,} of {len(asked):,} name somebody"


def main() -> None:
    """Print the figures."""
    sys.stdout.writelines(f"{line}\n" for line in report())


if __name__ == "__main__":
    main()

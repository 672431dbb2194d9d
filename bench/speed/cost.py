"""The tables of docs/scale.md, from measured figures: python bench/speed/cost.py --rate 3.40 [--encoder .39] ...

`--rate` and `--encoder` are what bench/speed/build.py prints (stories a second with one worker; the encoder's share of
a story's time), `--database`, `--generation`, `--parts`, `--characters` and `--records` its line "storage". Prices are
list prices, with the day and place where they were read.
"""

from __future__ import annotations

import argparse

DAY = 1_000_000  # stories
CORES = 16  # of a machine
CORE_HOUR = 0.0425  # USD: c5.4xlarge, 16 virtual processors, 0.68 on demand (user guide of EC2 Auto Scaling, us-east-1)
GPU_HOUR, GPU_CORES = 0.526, 4  # USD: g4dn.xlarge, one T4 and 4 virtual processors, on demand, us-east-1
STORED = 0.023  # USD a gigabyte and month: object storage, list price
IN, OUT = 0.40, 1.60  # USD a million tokens: gpt-4.1-mini, list price as of April 2026
CODEBOOK, ANSWER, TOKEN = 4_000, 150, 4.5  # tokens of a prompt's codebook, of a record; characters of a token
GB = 1e9


def cost(given: argparse.Namespace) -> list[tuple[str, ...]]:
    """One million stories."""
    hours = DAY / given.rate / 3600
    faster = 1 / (1 - given.encoder)
    tokens = CODEBOOK + given.characters / TOKEN, given.records * ANSWER
    model = DAY * (tokens[0] * IN + tokens[1] * OUT) / 1e6
    gpu = hours / faster / GPU_CORES
    return [
        ("how", "hours", "USD"),
        ("one core", f"{hours:.0f}", f"{hours * CORE_HOUR:.2f}"),
        (f"one machine of {CORES} cores", f"{hours / CORES:.1f}", f"{hours * CORE_HOUR:.2f}"),
        (f"ten machines of {CORES} cores", f"{hours / CORES / 10:.2f}", f"{hours * CORE_HOUR:.2f}"),
        (f"{GPU_CORES} cores with a GPU, at best", f"{gpu:.0f}", f"{gpu * GPU_HOUR:.2f}"),
        ("an LLM, one call a story", "by its rate limit", f"{model:,.0f}"),
    ]


def storage(given: argparse.Namespace) -> list[tuple[str, ...]]:
    """What a million stories a day come to."""
    sizes = {"parts": given.parts, "database": given.database, "generation": given.generation}
    kept = [(name, size * DAY / GB) for name, size in sizes.items()]
    rows = [(name, f"{gb:.1f}", f"{gb * 365 / 1000:.1f}", f"{gb * 365 * STORED:.0f}") for name, gb in kept]
    return [("kept", "GB a day", "TB a year", "USD a month after a year"), *rows]


def table(rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = {"encoder": 0.4, "database": 37_300, "generation": 4_000, "parts": 5_700, "characters": 3_300}
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--records", type=float, default=17.3)
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=float, default=value)
    given = parser.parse_args()
    cores = DAY / given.rate / 86_400
    print(f"A million stories a day keep {cores:.1f} cores busy: {cores / CORES:.2f} machines of {CORES} cores.\n")
    print(table(cost(given)), table(storage(given)), sep="\n\n")


if __name__ == "__main__":
    main()

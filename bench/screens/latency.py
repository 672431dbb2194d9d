"""How long the screens take to answer, over a million made-up incidents: p50 and p95 of every panel.

    python bench/screens/latency.py [--incidents N] [--store DIR] [--times N]

Every question is asked of the application itself, without a network between. A server remembers answers, so each panel
is asked questions that no other one was; the line "again" is the page without any filter as everybody meets it.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
from synthetic import make

from dateline.serve.app import create_app

PANELS = {
    "counts": "/api/v1/counts?{}",
    "facets (all eight)": "/api/v1/facets?{}",
    "histogram and coverage": "/api/v1/histogram?{}",
    "map": "/api/v1/map?{}",
    "list": "/api/v1/incidents?order=-date&limit=50&{}",
    "dyads": "/api/v1/dyads?limit=100&{}",
    "page: map": "/?{}",
    "page: network": "/?view=network&{}",
    "page: table": "/?view=table&{}",
}
TYPES = ("ASSAULT", "COERCE", "ACCUSE", "REQUEST", "SUPPORT", "CONSULT", "REJECT", "AGREE")
COUNTRIES = ("SDN", "TCD", "SYR", "IRQ", "UKR", "MLI")


def questions(times: int) -> Iterator[str]:
    """Different questions of the kinds that people ask: one filter, two, days, an actor, a box, an exclusion."""
    for n in range(times):
        type_, country = TYPES[n % len(TYPES)], COUNTRIES[n % len(COUNTRIES)]
        day = f"{2016 + n % 9}-{1 + n % 12:02}"
        yield (
            f"type={type_}&since={day}",
            f"country={country},{COUNTRIES[(n + 1) % len(COUNTRIES)]}&-type={type_}",
            f"since={day}",
            f"actor=%3Dgroup-{n}",
            f"box={-20 - n},-20,{40 + n},35",
            f"standing=claimed,disputed&-country={country}&until={day}",
        )[n % 6]


async def measured(client: httpx.AsyncClient, address: str, asked: list[str]) -> list[tuple[float, float]]:
    """Milliseconds of each answer: by the clock, and of processor time on all cores together."""
    took = []
    for question in asked:
        begun, worked = time.perf_counter(), time.process_time()
        answer = await client.get(address.format(question))
        took.append(((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000))
        answer.raise_for_status()
    return took


def told(name: str, took: list[tuple[float, float]]) -> str:
    """One line of the table."""
    clock, cores = zip(*took, strict=True)
    numbers = (statistics.median(clock), _p95(clock), statistics.median(cores), _p95(cores))
    return f"{name:<26}" + "".join(f"{number:>9.0f}" for number in numbers)


def _p95(numbers: Sequence[float]) -> float:
    return statistics.quantiles(numbers, n=20, method="inclusive")[-1] if len(numbers) > 1 else numbers[0]


async def run(store: Path, times: int) -> None:
    """Ask everything, print the table."""
    app = create_app(store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        begun = time.perf_counter()
        await client.get("/api/v1/counts")
        print(f"loading the generation: {time.perf_counter() - begun:.1f} s")
        print(f"{'milliseconds':<26}{'median':>9}{'p95':>9}{'cpu':>9}{'cpu p95':>9}")
        print(told("page: first, no filter", await measured(client, "/", [""])))
        print(told("page: again, no filter", await measured(client, "/", [""] * times)))
        for n, (name, address) in enumerate(PANELS.items()):
            asked = [f"{question}&-country=XX{chr(65 + n)}" for question in questions(times)]  # new for each panel
            print(told(name, await measured(client, address, asked)))


def main() -> None:
    """Read the call, make the store, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, help="keep the made-up store here")
    parser.add_argument("--times", type=int, default=24)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = make(given.store or Path(temporary) / "store", given.incidents)
        print(f"{given.incidents:,} incidents")
        asyncio.run(run(folder, given.times))


if __name__ == "__main__":
    main()

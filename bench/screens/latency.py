"""How long the screens take to answer, over a million made-up incidents: p50 and p95 of every panel.

    python bench/screens/latency.py [--incidents N] [--store DIR] [--times N]

Every question is asked of the application itself, without a network between, and times are given by the clock and of
processor time, cold and warm apart. A server remembers the incidents that answer a question, and answers: cold, each
panel is asked questions that no other one was, so that it has to find the incidents itself; warm, the same again.
"page" is the whole of Explore, every panel of it, as it is sent to a browser.
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
    "facets (all)": "/api/v1/facets?{}",
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


def told(name: str, cold: list[tuple[float, float]], warm: list[tuple[float, float]]) -> str:
    """One line of the table."""
    return f"{name:<26}" + "".join(f"{number:>9.0f}" for took in (cold, warm) for number in _numbers(took))


def _numbers(took: list[tuple[float, float]]) -> tuple[float, ...]:
    clock, cores = zip(*took, strict=True)
    return statistics.median(clock), p95(clock), statistics.median(cores), p95(cores)


def p95(numbers: Sequence[float]) -> float:
    """What 95 of 100 stay below."""
    return statistics.quantiles(numbers, n=20, method="inclusive")[-1] if len(numbers) > 1 else numbers[0]


async def run(store: Path, times: int) -> None:
    """Ask everything, print the table."""
    app = create_app(store)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1") as client:
        begun, worked = time.perf_counter(), time.process_time()
        await client.get("/api/v1/counts")
        spent = time.perf_counter() - begun, time.process_time() - worked
        print("loading the generation: {:.1f} s, {:.1f} s of processor time".format(*spent))
        titles = ("cold", "p95", "cpu", "cpu p95", "warm", "p95", "cpu", "cpu p95")
        print(f"{'milliseconds':<26}" + "".join(f"{title:>9}" for title in titles))
        first, again = await measured(client, "/", [""]), await measured(client, "/", [""] * times)
        print(told("page: no filter", first, again))
        for n, (name, address) in enumerate(PANELS.items()):
            asked = [f"{question}&-country=XX{chr(65 + n)}" for question in questions(times)]  # new for each panel
            cold, warm = await measured(client, address, asked), await measured(client, address, asked)
            print(told(name, cold, warm))


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

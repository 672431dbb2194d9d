"""Asking a site as a guest does: as robots.txt allows (RFC 9309), one request after the other, with a pause between.

The clock, sleeping and chance are passed in. A site that is busy or failing is asked again later, after a time that
doubles with every failure and is spread by chance, so that many guests do not come back at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from random import random
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
from protego import Protego

from dateline.errors import InputError
from dateline.read.fetch import AGENT, Answer, Fetcher, LaterError
from dateline.read.options import ReadOptions

NAME = AGENT.partition("/")[0]
FRESH = 86_400.0  # seconds that robots.txt is believed, as RFC 9309 advises
SLOWEST = 60.0  # seconds between two requests that a site may demand
SHORTEST, LONGEST = 60.0, 21_600.0  # seconds until a failing address is asked again: a minute, doubled up to six hours
ROBOTS = ReadOptions(max_bytes=512 * 1024, timeout=15)
BUSY = (408, 425, 429)


class World(NamedTuple):
    """What is outside: the time of day in seconds, waiting, and chance from 0 to 1."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random


class Site(msgspec.Struct):
    """What is known of a site: its rules, until when they are believed, and when it may be asked next."""

    rules: Protego | None = None  # None: they could not be read, so nothing is allowed
    why: str = ""  # they could not
    passing: bool = True  # whether they may be read later: not where the address is not to be asked at all
    until: float = 0.0
    free: float = 0.0


class Polite:
    """Asks for pages within the rules of their sites. `delay` is the least number of seconds between two requests."""

    def __init__(self, fetcher: Fetcher, world: World | None = None, *, delay: float = 2.0) -> None:
        self.world = world or World()
        self._fetcher = fetcher
        self._delay = delay
        self._sites: dict[str, Site] = {}

    def ask(self, url: str, options: ReadOptions, headers: Mapping[str, str] | None = None) -> Answer:
        """What is answered; raises InputError where the site forbids it, LaterError where it cannot be had now."""
        origin = origin_of(url)
        site = self._sites.setdefault(origin, Site())
        if not site.until > self.world.now() > site.until - 2 * FRESH:  # also where the clock was put back
            self._learn(site, origin)
        if site.rules is None:
            kind = LaterError if site.passing else InputError
            raise kind(f"the site's robots.txt cannot be read, so nothing is asked: {site.why}", url)
        if not site.rules.can_fetch(url, NAME):
            raise InputError("the site's robots.txt does not allow it.", url)
        answer = self._asked(site, url, options, headers)
        if _is_busy(answer):
            after = retry_after(answer.headers.get("retry-after", ""), self.world.now())
            raise LaterError(f"the server answered {answer.said}.", url, after=after)
        return answer

    def _learn(self, site: Site, origin: str) -> None:
        try:
            site.rules = self._rules(site, origin)
        except InputError as fault:
            site.rules, site.why, site.passing = None, fault.what, isinstance(fault, LaterError)
        site.until = self.world.now() + (SHORTEST if site.rules is None else FRESH)

    def _rules(self, site: Site, origin: str) -> Protego:
        """The rules of a site; those that allow all where it has none."""
        answer = self._asked(site, f"{origin}/robots.txt", ROBOTS, None)
        if answer.status != 200 and (_is_busy(answer) or answer.status < 400):
            raise LaterError(f"the server answered {answer.said}.")
        return Protego.parse(answer.data.decode("utf-8", "replace") if answer.status == 200 else "")

    def _asked(self, site: Site, url: str, options: ReadOptions, headers: Mapping[str, str] | None) -> Answer:
        pause = site.free - self.world.now()
        if 0 < pause <= SLOWEST:
            self.world.sleep(pause)
        try:
            return self._fetcher.ask(url, options, headers)
        finally:
            demanded = site.rules.crawl_delay(NAME) if site.rules else None
            site.free = self.world.now() + min(max(self._delay, demanded or 0.0), SLOWEST)


def _is_busy(answer: Answer) -> bool:
    return answer.status in BUSY or answer.status >= 500


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL; raises InputError where it has none."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as fault:
        raise InputError(f"it is no address ({fault}).", url) from fault
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("it is no http(s) address.", url)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def back_off(
    failures: int, asked: float, chance: float, *, shortest: float = SHORTEST, longest: float = LONGEST
) -> float:
    """Seconds until the next try after so many failures; what was asked for is respected, up to the longest."""
    doubled = min(shortest * 2.0 ** min(failures - 1, 20), longest)
    return max(doubled * (0.5 + chance), min(asked, longest))


def retry_after(header: str, now: float) -> float:
    """What Retry-After asks for: seconds, or a date."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (ValueError, TypeError, OverflowError, OSError):
        return 0.0

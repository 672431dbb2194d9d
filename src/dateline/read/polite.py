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
from dateline.read.fetch import AGENT, Answer, Fetcher
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


class LaterError(InputError):
    """It is not to be had now, and may be later; `after` is how many seconds the site asks for, 0 where it does not."""

    def __init__(self, what: str, where: str = "", hint: str = "", after: float = 0.0) -> None:
        super().__init__(what, where, hint)
        self.after = after


class Site(msgspec.Struct):
    """What is known of a site: its rules, until when they are believed, and when it may be asked next."""

    rules: Protego | None = None  # None: it could not be asked, so nothing is allowed
    why: str = ""  # it could not
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
            raise LaterError(f"the site's robots.txt cannot be read now, so nothing is asked: {site.why}", url)
        if not site.rules.can_fetch(url, NAME):
            raise InputError("the site's robots.txt does not allow it.", url)
        answer = self._asked(site, url, options, headers)
        if answer.status in BUSY or answer.status >= 500:
            after = retry_after(answer.headers.get("retry-after", ""), self.world.now())
            raise LaterError(f"the server answered {answer.said}.", url, after=after)
        return answer

    def _learn(self, site: Site, origin: str) -> None:
        try:
            answer = self._asked(site, f"{origin}/robots.txt", ROBOTS, None)
        except LaterError as fault:
            site.rules, site.why, site.until = None, fault.what, self.world.now() + SHORTEST
            return
        there = answer.status == 200
        known = there or (400 <= answer.status < 500 and answer.status not in BUSY)  # no such file: all is allowed
        site.rules = Protego.parse(answer.data.decode("utf-8", "replace") if there else "") if known else None
        site.why = f"the server answered {answer.said}."
        site.until = self.world.now() + (FRESH if known else SHORTEST)

    def _asked(self, site: Site, url: str, options: ReadOptions, headers: Mapping[str, str] | None) -> Answer:
        pause = site.free - self.world.now()
        if 0 < pause <= SLOWEST:
            self.world.sleep(pause)
        try:
            return self._fetcher.ask(url, options, headers)
        except InputError as fault:
            raise LaterError(fault.what, url, fault.hint) from fault
        finally:
            demanded = site.rules.crawl_delay(NAME) if site.rules else None
            site.free = self.world.now() + min(max(self._delay, demanded or 0.0), SLOWEST)


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


def back_off(failures: int, asked: float, chance: float) -> float:
    """Seconds until the next try after so many failures; what the site asked for is respected."""
    doubled = min(SHORTEST * 2.0 ** min(failures - 1, 20), LONGEST)
    return max(doubled * (0.5 + chance), min(asked, LONGEST))


def retry_after(header: str, now: float) -> float:
    """What Retry-After asks for: seconds, or a date."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except (ValueError, TypeError, OverflowError, OSError):
        return 0.0

"""Place names of a story to places, each chosen with the whole story as context, or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import Candidates, Gazetteer, Site
from dateline.knowledge.names import key
from dateline.model import Span
from dateline.resolve.certainty import Certainty, features
from dateline.resolve.context import Area, Containers
from dateline.resolve.features import Features, Matrix, Mention, Story, candidates
from dateline.resolve.rank import Ranker
from dateline.resolve.toponym import Query, read

UNSURE = 0.2  # below this share of the best candidate a name is refused as ambiguous
WATERS = ("ocean", "sea")
SAME_PLACE = 0.5  # degrees within which candidates count as one place


class Located(msgspec.Struct, frozen=True):
    """The place chosen for a name, its share among the candidates, and the query it answers."""

    site: Site
    share: float
    query: Query
    exact: bool  # the name as written is known, nothing had to be left out
    sure: float = 1.0  # how likely the name means this place and none that the gazetteer lacks


class Refused(msgspec.Struct, frozen=True):
    """Why no place was chosen."""

    reason: str


Choice: TypeAlias = Located | Refused
Steps: TypeAlias = npt.NDArray[np.int32]

_ARTICLE = re.compile(r"\b[Tt]he (?:[a-z]+ )?$")


class Locator:
    """Chooses places for names; holds the gazetteer, the areas that can contain others, and the ranker's weights."""

    def __init__(self, gazetteer: Gazetteer, ranker: Ranker, certainty: Certainty) -> None:
        self.gazetteer = gazetteer
        self._certainty = certainty
        self._containers = Containers(gazetteer)
        self._features = Features(gazetteer, self._containers)
        self._ranker = ranker

    @classmethod
    def load(cls, gazetteer: Path | None = None) -> Locator:
        """The packaged ranker with the packaged gazetteer, or with that of a file."""
        return cls(Gazetteer.load(gazetteer), Ranker.load(), Certainty.load())

    @property
    def features(self) -> Features:
        """What the ranker looks at; for fitting it."""
        return self._features

    def states_named(self, text: str) -> dict[str, float]:
        """How often a text names each state, its people or its provinces, by the state's code."""
        votes, _ = self._containers.votes(self._containers.named(text))
        return {self.gazetteer.countries[int(i)]: float(votes[i]) for i in votes.nonzero()[0]}

    def prepare(self, text: str, spans: Sequence[Span]) -> tuple[list[Mention], Story]:
        """The distinct names among the spans, in order of first mention, with candidates; and what they share."""
        places: dict[str, list[Span]] = {}
        for span in spans:
            places.setdefault(key(span.text), []).append(span)
        mentions = [self._mention(text, name, found) for name, found in places.items()]
        return mentions, Story(dict(self._containers.named(text)))

    def _mention(self, text: str, name: str, spans: Sequence[Span]) -> Mention:
        query = read(spans[0].text)
        found, steps = candidates(self.gazetteer, query)
        if any(_ARTICLE.search(text, 0, span.start) for span in spans):
            found, steps = self._waters(found, steps)
        around = [self._containers.around(text, span.start, span.end) for span in spans]
        after = [area for areas, _ in around for area in areas]
        before = [area for _, areas in around for area in areas]
        return Mention(name, query, found.rows, found.roles, steps, _once(after), _once(before))

    def _waters(self, found: Candidates, steps: Steps) -> tuple[Candidates, Steps]:
        """Of a name with an article ("the Pacific") the seas and oceans that bear it; all candidates if none does."""
        g = self.gazetteer
        kept = np.isin(g.kind[found.rows], [g.kinds.index(kind) for kind in WATERS if kind in g.kinds])
        return (Candidates(found.rows[kept], found.roles[kept]), steps[kept]) if kept.any() else (found, steps)

    def locate(self, text: str, spans: Sequence[Span]) -> tuple[Choice, ...]:
        """One choice a span; the same name gets the same place throughout a story."""
        mentions, story = self.prepare(text, spans)
        shares = self._ranker.rank(self._features, mentions, story)
        chosen = {m.name: self._choose(m, share, story) for m, share in zip(mentions, shares, strict=True)}
        return tuple(chosen[key(span.text)] for span in spans)

    def weighed(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[str, Located, tuple[float, ...]]]:
        """For each name with candidates the likeliest, sure or not, and what its certainty goes by; for fitting."""
        mentions, story = self.prepare(text, spans)
        for mention, share in zip(mentions, self._ranker.rank(self._features, mentions, story), strict=True):
            if len(share):
                yield mention.name, *self._likeliest(mention, share, story)

    def _likeliest(self, mention: Mention, share: Matrix, story: Story) -> tuple[Located, tuple[float, ...]]:
        best = int(np.argmax(share))
        mass = self._mass(mention, share, best)
        votes = self._containers.votes(story.counts, without=mention.name)
        site = self.gazetteer.site(int(mention.rows[best]))
        found = Located(site, round(mass, 4), mention.query, exact=int(mention.steps[best]) == 0)
        return found, features(self.gazetteer, mention, best, mass, votes)

    def _choose(self, mention: Mention, share: Matrix, story: Story) -> Choice:
        if not len(share):
            return Refused(f"“{mention.query.text}” is not in the gazetteer")
        found, told = self._likeliest(mention, share, story)
        if found.share < UNSURE:
            return Refused(f"“{mention.query.text}” is ambiguous: {len(share)} candidates, none of them likely")
        if (sure := self._certainty.probability(told)) < self._certainty.least:
            where = f"{found.site.name}, {found.site.country}".rstrip(", ")
            return Refused(f"“{mention.query.text}” seems to be no place of the gazetteer: {where} at {sure:.2f}")
        return msgspec.structs.replace(found, sure=round(sure, 4))

    def _mass(self, mention: Mention, share: Matrix, best: int) -> float:
        """The share of the best candidate and its doubles: a town and its district are one place for a map."""
        g, rows = self.gazetteer, mention.rows
        near = (
            np.hypot(g.latitude[rows] - g.latitude[rows[best]], g.longitude[rows] - g.longitude[rows[best]])
            < SAME_PLACE
        )
        return float(share[near].sum())


def _once(areas: list[Area]) -> tuple[Area, ...]:
    return tuple(dict.fromkeys(areas))

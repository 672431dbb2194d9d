"""Strands written by hand, and a Hypothesis strategy for stories of a few acts in a few places."""

from hypothesis import strategies as st

from dateline.fuse.strands import Side, Strand
from dateline.model import DocumentId, EventId

TOWNS = {"ayorou": (14.7, 0.9), "tillaberi": (14.2, 1.5), "mopti": (14.5, -4.2)}
STORY = ("market", "blast", "traders", "gendarmes", "convoy", "ambush", "bridge", "ferry")


def side(name="", country=""):
    return Side(words=tuple(name.split()), countries=(country,) if country else (), named=bool(name))


def strand(document, nth=0, *, town="ayorou", day="2023-03-04", published="2023-03-05", **fields):
    latitude, longitude = TOWNS.get(town, (None, None))
    records = fields.pop("records", 1)
    told = {"type": "ASSAULT", "mode": "explosives", "trigger": "bombing", "stems": ("bomb",), "killed": 12} | fields
    told.setdefault("actors", side("jnim", "NER"))
    told.setdefault("recipients", side("cattle traders", "NER"))
    told.setdefault("sentence", ("cattle", "market", town))
    told.setdefault("story", ("cattle", "market", "blast", "traders", town))
    return Strand(
        events=tuple(EventId(f"e-{document}-{nth}-{n}") for n in range(records)), document=DocumentId(document),
        published=published, first=day, last=day, country="NER" if town else "", place=(town,) if town else (),
        latitude=latitude, longitude=longitude, exact=bool(town), **told,
    )  # fmt: skip


@st.composite
def stories(draw, most=10):
    """Strands of up to `most` documents, one or two acts each."""
    found = []
    for n in range(draw(st.integers(0, most))):
        for nth in range(draw(st.integers(1, 2))):
            day = draw(st.sampled_from(["", "2023-03-03", "2023-03-04", "2023-03-05", "2023-03-20"]))
            found.append(
                strand(
                    f"d{n}", nth, day=day, records=draw(st.integers(1, 3)),
                    town=draw(st.sampled_from(["", *TOWNS])),
                    published=draw(st.sampled_from(["", "2023-03-05", "2023-03-06"])),
                    type=draw(st.sampled_from(["ASSAULT", "COERCE", "SANCTION"])),
                    status=draw(st.sampled_from(["actual", "negated", "future"])),
                    killed=draw(st.sampled_from([None, 12, 27])),
                    story=tuple(draw(st.lists(st.sampled_from(STORY), max_size=5, unique=True))),
                )
            )  # fmt: skip
    return found

"""From incidents to series, indicators, briefings and figures: every number with its formula, its n and what was read.

All functions ask a generation (`Analytic`), but prevalence and briefings, which look into the records too. What they
return is frozen and plain, with its sentence; `draw` and `figure` make pictures of it, `render` files of a briefing.
"""

from dateline.analyse.brief import Briefing, Section, brief
from dateline.analyse.citing import Citation, Sentence
from dateline.analyse.concentration import Concentration, concentration
from dateline.analyse.draw import bars, intervals, timeline
from dateline.analyse.figure import Figure, svg
from dateline.analyse.following import FollowThrough, follow_through
from dateline.analyse.indicators import Indicator, indicators
from dateline.analyse.prevalence import Prevalence, prevalence
from dateline.analyse.reciprocity import Reciprocity, reciprocity
from dateline.analyse.series import Line, Point, Series, series

__all__ = [
    "Briefing",
    "Citation",
    "Concentration",
    "Figure",
    "FollowThrough",
    "Indicator",
    "Line",
    "Point",
    "Prevalence",
    "Reciprocity",
    "Section",
    "Sentence",
    "Series",
    "bars",
    "brief",
    "concentration",
    "follow_through",
    "indicators",
    "intervals",
    "prevalence",
    "reciprocity",
    "series",
    "svg",
    "timeline",
]

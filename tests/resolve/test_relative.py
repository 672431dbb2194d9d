import msgspec
import pytest

from dateline.model import Event, EventId, Extent, Timex, When
from dateline.resolve.relative import dated, steps
from tests.resolve.written import span, story

TRIP = (
    "Officials/NNS/nsubj/2 raided/VBD/ROOT/0 it/PRP/dobj/2 on/IN/prep/2 Friday/NNP/pobj/4 two/CD/nummod/7 "
    "days/NNS/npadvmod/8 after/IN/prep/2 the/DT/det/10 strike/NN/pobj/8 ././punct/2"
)
WARNED = "They/PRP/nsubj/2 warned/VBD/ROOT/0 her/PRP/dobj/2 ././punct/2"


def act(parsed, trigger, type_, when=None):
    at = span(parsed, trigger)
    return Event(
        id=EventId(trigger), document=parsed.document.id, sentence=Extent(0, len(parsed.document.text)), type=type_,
        mode=None, quad="verbal conflict", score=0.0, cameo="", trigger=at, status="actual", confidence=1.0, date=when,
    )  # fmt: skip


def counting(parsed, phrase, value="P2D"):
    at = span(parsed, phrase)
    time = Timex(start=at.start, end=at.end, text=at.text, type="DATE", value=value, reason="counted from an event")
    return msgspec.structs.replace(parsed.parse, times=(*parsed.parse.times, time))


def on(parsed, phrase, day):
    at = span(parsed, phrase)
    return When(text=at.text, start=at.start, end=at.end, first=day, last=day)


def test_what_is_counted_from_takes_its_day_from_the_act_that_has_one():
    parsed = story(TRIP)
    parse = counting(parsed, "two days after")
    raid = act(parsed, "raided", "COERCE", on(parsed, "Friday", "2024-08-09"))
    _, strike = dated(parse, [raid, act(parsed, "strike", "ASSAULT")])
    assert (strike.date.first, strike.date.last, strike.date.text) == ("2024-08-07", "2024-08-07", "two days after")
    assert "raided" in strike.reasons[0].reason


def test_the_act_takes_its_day_from_what_it_is_counted_from():
    parsed = story(TRIP)
    strike = act(parsed, "strike", "ASSAULT", on(parsed, "Friday", "2024-08-05"))
    raid, _ = dated(counting(parsed, "two days after"), [act(parsed, "raided", "COERCE"), strike])
    assert raid.date.first == "2024-08-07"


def test_an_act_named_again_has_the_day_of_its_first_mention():
    again = TRIP.replace("strike/NN", "warnings/NNS")
    parsed = story(WARNED, again)
    warned = act(parsed, "warned", "THREATEN", on(parsed, "her", "2024-08-01"))
    _, raid = dated(counting(parsed, "two days after"), [warned, act(parsed, "raided", "COERCE")])
    assert raid.date.first == "2024-08-03"


def test_weeks_give_a_week_and_dates_that_are_told_stay():
    parsed = story(TRIP)
    strike = act(parsed, "strike", "ASSAULT", on(parsed, "Friday", "2024-08-07"))
    known = act(parsed, "raided", "COERCE", on(parsed, "Friday", "2024-08-09"))
    parse = counting(parsed, "two days after", "P1W")
    raid, _ = dated(parse, [act(parsed, "raided", "COERCE"), strike])
    assert (raid.date.first, raid.date.last) == ("2024-08-12", "2024-08-18")
    assert dated(parse, [known, strike]) == (known, strike)


@pytest.mark.parametrize("value", ["PXD", "2024-08-09", "P2M"])
def test_only_certain_days_and_weeks_are_counted(value):
    assert not list(steps(counting(story(TRIP), "two days after", value)))


def test_nothing_is_invented_without_a_day_to_count_from():
    parsed = story(TRIP)
    events = (act(parsed, "raided", "COERCE"), act(parsed, "strike", "ASSAULT"))
    assert dated(counting(parsed, "two days after"), events) == events

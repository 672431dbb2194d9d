from dateline.model import Timex, When
from dateline.resolve import when
from tests.resolve.written import plain


def timex(start, end, text, first=None, last=None, *, reason="", type_="DATE"):
    return Timex(start=start, end=end, text=text, type=type_, first=first, last=last, reason=reason)


def dated(*times):
    import msgspec

    parsed = plain("They fired late Friday for two hours.")
    parse = msgspec.structs.replace(parsed.parse, times=times)
    return when.date(When(text="late Friday", start=11, end=22), parse)


def test_the_overlapping_expression_gives_the_days():
    found = dated(timex(11, 22, "late Friday", "2024-08-09", "2024-08-09"))
    assert (found.when.first, found.when.last, found.reason) == ("2024-08-09", "2024-08-09", "")


def test_an_expression_with_days_wins_over_one_without():
    found = dated(timex(11, 15, "late", reason="no day"), timex(16, 22, "Friday", "2024-08-09", "2024-08-09"))
    assert found.when.first == "2024-08-09"


def test_the_reason_is_handed_on():
    assert dated(timex(11, 22, "late Friday", reason="the story has no date")).reason == "the story has no date"
    assert "denotes no days" in dated(timex(11, 22, "late Friday")).reason


def test_without_an_expression_there_is_a_reason():
    found = dated(timex(23, 36, "for two hours", type_="DURATION"))
    assert found.when.first is None
    assert "late Friday" in found.reason


def test_a_weekday_of_what_is_still_to_come_lies_ahead():
    import msgspec

    parsed = plain("They meet on Friday in Doha.")
    parse = msgspec.structs.replace(parsed.parse, times=(timex(13, 19, "Friday", "2024-08-09", "2024-08-09"),))
    bare = When(text="Friday", start=13, end=19)
    assert when.date(bare, parse, "future", "2024-08-13").when.first == "2024-08-16"
    assert when.date(bare, parse, "actual", "2024-08-13").when.first == "2024-08-09"
    assert when.date(bare, parse, "future").when.first == "2024-08-09"

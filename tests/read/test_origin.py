import pytest

from dateline.read import from_text

PROSE = "The army shelled the town on Monday, the mayor said."


def origin(text, publisher=""):
    return from_text(text, publisher=publisher).original_publisher


@pytest.mark.parametrize(
    "line",
    [
        "This article was originally published by Meridian Post on Monday.",
        "Originally published in the Meridian Post.",
        "Republished with permission from Meridian Post.",
        "Source: Meridian Post",
    ],
)
def test_the_text_says_so(line):
    assert origin(f"{PROSE}\n\n{line}").removeprefix("the ") == "Meridian Post"


def test_an_agency_in_the_dateline_or_the_byline():
    assert origin(f"VARN (Reuters) - {PROSE}", "Coast Daily") == "Reuters"
    assert origin(f"Army shells town\n\nBy Ann Lee, Associated Press\n\n{PROSE}", "Coast Daily") == "Associated Press"
    assert origin(f"VARN (AP) — {PROSE}", "The Associated Press") == ""


TOLD = (
    "An aide told Meridian Post so. The mayor told Meridian Post on Monday."
    ' "No," he said in an interview with Meridian Post.'
)


def test_sources_that_speak_to_one_outlet_tell_who_asked_them():
    assert origin(TOLD) == "Meridian Post"
    assert origin(TOLD, "Meridian Post") == ""
    assert origin(TOLD, "MP") == ""
    assert origin(TOLD, "Coast Daily") == ""  # it may only be quoting; nothing says that this is a reprint
    assert origin(f"{TOLD}\n\nReposting this article does not constitute advice.", "Coast Daily") == "Meridian Post"


def test_spoken_to_many_is_no_evidence():
    told = " ".join(f"An aide told {name} so." for name in ("Congress", "Ann Lee", "Bo Ek", "Reuters", "Parliament"))
    assert origin(f"{told}\n\nReposting this article does not constitute advice.") == ""

import pytest

from dateline.parse.marks import CLOSE, NONE, OPEN, facing
from tests.parse.plain import parse


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ('"We left," he said.', [OPEN, CLOSE]),
        ('He said, "We left."', [OPEN, CLOSE]),
        ('said Waro. "We stay', [OPEN]),
        ('It is over," he said. "We stay."', [CLOSE, OPEN, CLOSE]),
        ("“We left,” he said, “at dawn.”", [OPEN, CLOSE, OPEN, CLOSE]),
        ('the ("so-called") front', [OPEN, CLOSE]),
        ('an end—"at last"—came', [OPEN, CLOSE]),
        ('"', [OPEN]),
    ],
)
def test_facing(text, ways):
    assert [way for way in facing(parse(text).tokens) if way != NONE] == ways

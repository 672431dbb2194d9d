import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.read.bounds import NAMES, PAGE, check_length, short_tags

LONG = "".join(f" a{n}=b" for n in range(NAMES))


@given(st.text(alphabet="<>a ='\"/!-é", max_size=200))
def test_markup_with_short_tags_stays_as_it_is(source):
    assert short_tags(source) == source


@pytest.mark.parametrize("value", ['"{0}"', "'{0}'"])
def test_long_values_stay(value):
    source = f"<img src={value.format('data:image/png;base64,' + 'A' * 9 * NAMES)} alt=b>c"
    assert short_tags(source) == source


def test_a_tag_with_thousands_of_attributes_has_none_and_their_text_stays():
    assert short_tags(f"<p{LONG}>Police</p><b{LONG}") == f"<p>{LONG}>Police</p><b>{LONG}"
    values = "".join(f' a{n}="<"' for n in range(NAMES))
    assert short_tags(f"<p{values}>b") == f"<p>{values}>b"


def test_check_length_counts_characters():
    check_length("é" * PAGE, "a.txt")
    with pytest.raises(InputError, match=r"a\.txt: it has 5,000,001 characters"):
        check_length("é" * (PAGE + 1), "a.txt")

from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.store.generation import current
from tests.run import site as sites


@pytest.fixture
def site():
    with sites.running() as running:
        yield running


@pytest.fixture
def watch(dateline, site):
    common = ("--store", "world", "--once", "--allow-private", "--delay", "0")
    return lambda *more: dateline("watch", f"{site.home}/rss", *common, *more)


def test_one_round_for_cron(watch, site, dateline):
    site.feed("anna", "bella")
    done = watch()
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines()[-1] == "world: 1 feed asked, 2 found, 2 stored."
    assert "1 unchanged" in watch().stderr
    assert dateline("query", "", "--store", "world", "--count").exit_code == 0


def test_ten_tells_of_something_new_only_if_asked(watch, site):
    site.feed("anna")
    assert watch("--fail-if-new").exit_code == 10
    assert watch("--fail-if-new").exit_code == 0
    site.feed("anna", "bella")
    assert watch().exit_code == 0


def test_a_codebook_is_noted_with_what_it_says(watch, site):
    site.feed("anna")
    book = Path("desk.yaml")
    book.write_text("codebook: desk\ncategories:\n  - name: TALKS\n    definition: Sides meet.\n")
    assert watch("--codebook", str(book)).exit_code == 0
    assert current(Path("world")).definitions == {"desk.TALKS": "Sides meet."}
    book.write_text("codebook: desk\n")
    site.feed("anna", "bella")
    done = watch("--codebook", str(book))
    assert (done.exit_code, "desk.yaml line 1" in done.stderr) == (InputError.exit_code, True)


def test_what_fails_is_told_and_the_rest_goes_on(watch, site, dateline):
    site.feed("anna", "bella")
    site.pages["/bella"] = (410, {}, b"")
    done = watch()
    assert done.exit_code == 6
    assert "/bella?utm_source=rss: the server answered 410 Gone." in done.stderr
    assert dateline("watch", "ftp://coast.example/rss", "--store", "other", "--once").exit_code == 4


def test_ones_own_network_is_refused_unless_allowed(dateline, site):
    site.feed("anna")
    done = dateline("watch", f"{site.home}/rss", "--store", "world", "--once")
    assert (done.exit_code, site.asked) == (4, [])

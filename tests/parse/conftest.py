import pytest

from dateline.parse import Parser


@pytest.fixture(scope="session")
def parser():
    return Parser.load()

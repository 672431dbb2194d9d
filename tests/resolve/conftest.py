import pytest

from dateline.resolve import Resolver
from dateline.resolve.places import Locator
from dateline.resolve.who import Identifier


@pytest.fixture(scope="session")
def locator():
    return Locator.load()


@pytest.fixture(scope="session")
def identifier():
    return Identifier.load()


@pytest.fixture(scope="session")
def resolver(identifier, locator):
    return Resolver(identifier, locator)

"""Whatever is asked of the API: no fault of the server, and no answer that its description does not foresee."""

import pytest
from hypothesis import HealthCheck, given, settings

from dateline.serve.app import create_app
from tests.serve.many import fill
from tests.serve.stories import clock

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed (dependency group dev)")

from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

HERE = {"host": "127.0.0.1"}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    app = create_app(fill(tmp_path_factory.mktemp("openapi") / "store", 12), clock=clock(), key="the-key")
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HERE).include(path_regex="^/api/")


def test_every_answer_is_as_described(described):
    for found in described.get_all_operations():

        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=found.ok().as_strategy())
        def ask(case):
            case.call_and_validate(checks=CHECKS, headers=HERE)

        ask()

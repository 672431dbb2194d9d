import httpx
import pytest

from dateline.errors import InputError, UsageError
from dateline.read.fetch import LaterError
from dateline.second_reader import Endpoint, Settings
from dateline.second_reader.endpoint import LARGEST, UnansweredError
from tests.second_reader.model import completion, running, still

KEY = "sk-very-secret"


@pytest.fixture
def model():
    """An endpoint that answers "{}" to whatever it is."""
    with running() as one:
        one.says = lambda material: "{}"
        yield one


@pytest.fixture
def ask(model):
    """Asks the endpoint one thing."""

    def call(address="", waited=None, **more):
        with Endpoint(address or model.home, "stub", world=still(waited), **more) as endpoint:
            return endpoint.ask("Do it.", "{}")

    return call


def test_instructions_and_story_travel_apart_and_the_key_in_one_header(model, ask):
    answer = ask(key=KEY, settings=Settings(body={"seed": 7, "response_format": None}))
    (body,) = model.asked
    assert body == {
        "model": "stub", "temperature": 0, "seed": 7,
        "messages": [{"role": "system", "content": "Do it."}, {"role": "user", "content": "{}"}],
    }  # fmt: skip
    assert model.headers[0]["authorization"] == f"Bearer {KEY}"
    assert model.paths == ["/v1/chat/completions"]
    assert (answer.served, answer.tokens_in, answer.tokens_out) == ("stub-2026", 100, 10)
    ask(f"{model.home}/chat/completions?api-version=3")
    assert model.paths[1] == "/v1/chat/completions?api-version=3"
    assert "authorization" not in model.headers[1]


def test_a_busy_endpoint_is_asked_again_later_and_as_late_as_it_says(model, ask):
    left = [(429, {"Retry-After": "7"}, b""), (503, {}, b""), completion("well")]
    model.says = lambda material: left.pop(0)
    waited = []
    assert ask(waited=waited).text == "well"
    assert waited == [7.0, 2.0]


def test_an_endpoint_that_asks_for_too_long_a_wait_is_left_alone(model, ask):
    model.says = lambda material: (429, {"Retry-After": "3600"}, b"no quota left")
    waited = []
    with pytest.raises(LaterError, match="429 Too Many Requests: no quota left"):
        ask(waited=waited)
    assert (waited, len(model.asked)) == ([], 1)


def test_an_endpoint_that_stays_busy_is_told_in_one_sentence(model, ask):
    model.says = lambda material: (429, {}, b"")
    waited = []
    with pytest.raises(LaterError, match=r"busy or failing \(429 Too Many Requests\)"):
        ask(waited=waited)
    assert waited == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (401, InputError, "refuses the key"),
        (403, InputError, "refuses the key"),
        (404, InputError, "404 Not Found.*model's name"),
        (307, InputError, "Redirects are not followed"),
        (400, UnansweredError, "refuses the question .400 Bad Request: too long for …"),
    ],
)
def test_a_refusal_is_told_at_once_and_never_with_the_key(model, ask, status, kind, told):
    model.says = lambda material: (status, {"Location": "http://192.0.2.1/"}, f"too long for {KEY}".encode())
    with pytest.raises(kind, match=told) as caught:
        ask(key=KEY)
    assert len(model.asked) == 1
    assert KEY not in f"{caught.value} {caught.value!r} {caught.value.args}"
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"\xff\xfe",
        b"{" * 9999,
    ],
)
def test_what_is_no_chat_completion_is_no_answer(model, ask, body):
    model.says = lambda material: (200, {}, body)
    with pytest.raises(UnansweredError, match=r"no chat completion|answers nothing"):
        ask()


def test_a_model_that_refuses_is_told(model, ask):
    said = completion("", choices=[{"message": {"content": None, "refusal": "No."}}])
    model.says = lambda material: said
    with pytest.raises(UnansweredError, match="the model refuses to answer"):
        ask()


def test_an_answer_without_end_is_left(model, ask):
    model.says = lambda material: (200, {}, b" " * (LARGEST + 1))
    with pytest.raises(UnansweredError, match="larger than 2 MiB"):
        ask()


def test_slowness_ends_in_a_sentence(ask):
    def slow(request):
        raise httpx.ReadTimeout("slow")

    with pytest.raises(LaterError, match="did not answer within 3 s"):
        ask("http://model.example/v1", transport=httpx.MockTransport(slow), settings=Settings(timeout=3))


def test_an_endpoint_that_is_not_there_is_told_without_waiting(ask):
    with pytest.raises(InputError, match="cannot be reached") as caught:
        ask("http://127.0.0.1:9/v1?api-key=hidden")
    assert type(caught.value) is InputError
    assert "hidden" not in str(caught.value)


def test_only_the_named_endpoint_is_asked(model, ask, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:1")
    assert ask().text == "{}"


@pytest.mark.parametrize(
    ("address", "key", "told"),
    [
        ("model", "", "no http"),
        ("ftp://model.example", "", "no http"),
        ("http://model:port", "", "no address"),
        ("https://ana:pass@model.example/v1", "", "name or password"),
        ("http://model.example/v1", KEY, "unencrypted"),
        ("https://model.example/v1", "sk\nx", "no key has"),
    ],
)
def test_an_address_that_cannot_be_or_would_show_the_key_is_refused(address, key, told):
    with pytest.raises(UsageError, match=told) as caught:
        Endpoint(address, "m", key=key)
    assert "pass" not in str(caught.value).replace("password", "")
    assert Endpoint("https://model.example/v1/", "m", key=KEY).where == "https://model.example/v1/chat/completions"

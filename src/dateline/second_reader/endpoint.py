"""One endpoint that speaks the OpenAI-compatible chat completions API, as hosted models and local servers do.

Nothing but the address that the user named is asked: redirects are not followed, and no proxy or login file of the
machine is used. The key is sent in one header, over https or to this machine alone, and stands in no message.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from ipaddress import ip_address
from types import TracebackType
from typing import Any

import httpx
import msgspec

from dateline.errors import InputError, UsageError
from dateline.read.fetch import AGENT, LaterError
from dateline.read.polite import World, back_off, retry_after
from dateline.shown import line

PATH = "/chat/completions"
BUSY = (408, 409, 425, 429)
BAD_KEY = (401, 403)
ABOUT_THE_QUESTION = (400, 413, 422)  # this one cannot be answered; another may
LARGEST = 2 << 20  # bytes of an answer
SHORTEST, LONGEST = 1.0, 120.0  # seconds before a busy endpoint is asked again; one that asks for more is left alone
TRIES = 5  # of a question, while the endpoint is busy
USUAL: dict[str, Any] = {"temperature": 0, "response_format": {"type": "json_object"}}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`timeout` is in seconds, for one answer; `body` is sent with each question."""

    timeout: float = 120.0
    body: dict[str, Any] = {}

    def whole(self) -> dict[str, Any]:
        """What is sent beside model and messages; a null of the user's takes a usual setting away."""
        return {key: value for key, value in (USUAL | self.body).items() if value is not None}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the model wrote, the model that the endpoint says it was, and the tokens it counted."""

    text: str
    served: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


class UnansweredError(InputError):
    """One question got no answer that can be read; the next one may."""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    model: str | None = ""
    usage: _Usage | None = None


class Endpoint:
    """Use in a `with` statement. Transport, clock, waiting and chance are passed in; the defaults are the real ones."""

    def __init__(
        self,
        address: str,
        model: str,
        *,
        key: str = "",
        settings: Settings | None = None,
        transport: httpx.BaseTransport | None = None,
        world: World | None = None,
    ) -> None:
        self.model = model
        self.settings = settings or Settings()
        self.url = _checked(address, key)
        self.where = str(self.url.copy_with(query=None))  # for messages: some put a key there
        self._key = key
        self._world = world or World()
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Content-Type": "application/json"}
        self._client = httpx.Client(
            headers=headers | ({"Authorization": f"Bearer {key}"} if key else {}),
            transport=transport, trust_env=False, follow_redirects=False, timeout=self.settings.timeout,
        )  # fmt: skip

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, instructions: str, material: str) -> Answer:
        """The model's answer. The instructions are ours; the material holds text of strangers, and is sent apart.

        Raises LaterError where it is too busy, UnansweredError where this question has no answer, InputError where no
        question would have one: an endpoint that is not there, or that takes no such key.
        """
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": material}]
        body = msgspec.json.encode({"model": self.model, "messages": messages, **self.settings.whole()})
        for failures in range(1, TRIES):
            try:
                return self._asked(body)
            except LaterError as busy:
                if busy.after > LONGEST:
                    raise
                chance = self._world.chance()
                self._world.sleep(back_off(failures, busy.after, chance, shortest=SHORTEST, longest=LONGEST))
        return self._asked(body)

    def _asked(self, body: bytes) -> Answer:
        try:
            with self._client.stream("POST", self.url, content=body) as response:
                data = b"".join(self._chunks(response))
        except httpx.TimeoutException:
            raise LaterError(f"the endpoint did not answer within {self.settings.timeout:g} s.", self.where) from None
        except httpx.ConnectError as fault:
            hint = "Is the address right, and the server running?"
            raise InputError(f"the endpoint cannot be reached ({_why(fault)}).", self.where, hint) from None
        except httpx.HTTPError as fault:
            raise LaterError(f"the connection to the endpoint broke ({_why(fault)}).", self.where) from None
        self._refuse(response, data)
        return _read(data, self.where)

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        """The answer's bytes, as many as an answer may have, within the time it may take."""
        end, size = self._world.now() + self.settings.timeout, 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > LARGEST:
                raise UnansweredError(f"the answer is larger than {LARGEST >> 20} MiB.", self.where)
            if self._world.now() > end:
                raise LaterError(f"the endpoint did not answer within {self.settings.timeout:g} s.", self.where)
            yield chunk

    def _refuse(self, response: httpx.Response, data: bytes) -> None:
        """Raise what a status other than 200 means. What is said to a bad key may repeat it, and is not told."""
        status = response.status_code
        if status == HTTPStatus.OK:
            return
        said = f"{status} {response.reason_phrase}".strip()
        if status in BAD_KEY:
            hint = "Name the variable that holds it with --key-variable."
            raise InputError(f"the endpoint refuses the key, or misses one ({said}).", self.where, hint)
        why = self._told(data)
        if status in BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            after = retry_after(response.headers.get("retry-after", ""), self._world.now())
            raise LaterError(f"the endpoint is busy or failing ({said}{why}).", self.where, after=after)
        if status in ABOUT_THE_QUESTION:
            raise UnansweredError(f"the endpoint refuses the question ({said}{why}).", self.where)
        hint = "Redirects are not followed." if response.is_redirect else "Is the model's name right, and the address?"
        raise InputError(f"the endpoint answers {said}{why}.", self.where, hint)

    def _told(self, data: bytes) -> str:
        """The endpoint's own words about a refusal, without the key."""
        told = line(data.decode("utf-8", "replace"))
        safe = told.replace(self._key, "…") if self._key else told
        return f": {safe[:300]}" if safe else ""


def _why(fault: httpx.HTTPError) -> str:
    return line(str(fault)).rstrip(".") or type(fault).__name__


def _checked(address: str, key: str) -> httpx.URL:
    """The full address of the API; raises UsageError for one that is none, or that would show the key to others."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as fault:
        raise UsageError(f"it is no address ({fault}).", "--endpoint", "Write http://localhost:8000/v1.") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError(f"'{line(address)}' is no http(s) address.", "--endpoint", "Write http://localhost:8000/v1.")
    if url.userinfo:
        raise UsageError("the address holds a name or password.", "--endpoint", "Put the key into a variable.")
    if key and url.scheme == "http" and not _is_here(url.host):
        raise UsageError("the key would travel unencrypted.", "--endpoint", "Use https, or give no key.")
    if not (key.isascii() and key.isprintable()):
        raise UsageError("the key holds signs that no key has.", "--key-variable", "Is it the right variable?")
    path = url.path.rstrip("/")
    return url.copy_with(path=path if path.endswith(PATH) else path + PATH, query=url.query or None)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read(data: bytes, where: str) -> Answer:
    """What a chat completion says; raises UnansweredError for anything else."""
    try:
        told = msgspec.json.decode(data, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise UnansweredError(f"what the endpoint answers is no chat completion ({fault}).", where) from None
    choice = next(iter(told.choices), None)
    if choice is None or not choice.message.content:
        refused = choice is not None and choice.message.refusal
        raise UnansweredError(f"the model {'refuses to answer' if refused else 'answers nothing'}.", where)
    usage = told.usage or _Usage()
    return Answer(
        text=choice.message.content, served=line(told.model or "")[:200],
        tokens_in=usage.prompt_tokens or 0, tokens_out=usage.completion_tokens or 0,
    )  # fmt: skip

"""Pages from the web, with limits, and never from the machine's own network.

A report may name any URL, and a redirect any other: without a check, a page could make this machine ask its own
neighbours (server-side request forgery). So every hop's host is resolved here, each of its addresses must be public,
and the connection goes to the address that was checked, not to a name that might resolve differently the next time.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx
import msgspec

from dateline._version import __version__
from dateline.errors import InputError
from dateline.read.options import ReadOptions

Resolve = Callable[[str, int], Sequence[str]]
Address = IPv4Address | IPv6Address

AGENT = f"dateline/{__version__}"
ASKED = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))


class LaterError(InputError):
    """It is not to be had now, and may be later; `after` is how many seconds the site asks for, 0 where it does not."""

    def __init__(self, what: str, where: str = "", hint: str = "", after: float = 0.0) -> None:
        super().__init__(what, where, hint)
        self.after = after


class Page(msgspec.Struct, frozen=True):
    """What a URL answered: the last URL of the redirects, the bytes, and what the server said they are."""

    url: str
    data: bytes
    media: str = ""
    charset: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a server answered in the end: `data` are empty unless the status is 200; names of headers are small."""

    url: str
    status: int
    said: str
    headers: Mapping[str, str]
    data: bytes = b""
    charset: str = ""

    @property
    def page(self) -> Page:
        """The page in it."""
        media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Page(self.url, self.data, media, self.charset)


Fetch = Callable[[str, ReadOptions], Page]


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Fetcher:
    """Fetches one URL at a time. Transport, resolver and clock are passed in; the defaults are the real ones.

    `private` allows addresses of the machine's own network: for a server of one's own, never for links of strangers.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        resolver: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
        *,
        private: bool = False,
    ) -> None:
        self._transport = transport
        self._resolve = resolver
        self._clock = clock
        self._private = private

    def __call__(self, url: str, options: ReadOptions) -> Page:
        """The page behind a URL and its redirects; raises InputError with one sentence where it is not to be had."""
        answer = self.ask(url, options)
        if answer.status != httpx.codes.OK:
            raise InputError(f"the server answered {answer.said}.", url)
        return answer.page

    def ask(self, url: str, options: ReadOptions, headers: Mapping[str, str] | None = None) -> Answer:
        """What is answered to a request with these headers, whatever its status.

        Raises LaterError where the network is at fault, InputError where the same would be refused another time too.
        """
        end = self._clock() + options.timeout
        with httpx.Client(transport=self._transport, trust_env=False, timeout=options.timeout) as client:
            try:
                return self._follow(client, url, options, end, headers or {})
            except httpx.HTTPError as error:
                raise LaterError(f"the page cannot be fetched ({_said(error)}).", url) from error
            except (httpx.InvalidURL, httpx.StreamError) as error:
                raise InputError(f"the page cannot be fetched ({_said(error)}).", url) from error

    def _follow(
        self, client: httpx.Client, url: str, options: ReadOptions, end: float, headers: Mapping[str, str]
    ) -> Answer:
        at = url
        for _ in range(options.max_redirects + 1):
            self._in_time(end, url, options)
            with self._answer(client, at, url, headers) as response:
                if not response.has_redirect_location:
                    return self._taken(response, at, url, options, end)
                at = str(httpx.URL(at).join(response.headers["location"]))
        raise InputError(f"the page redirects more than {options.max_redirects} times.", url)

    @contextmanager
    def _answer(
        self, client: httpx.Client, at: str, where: str, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        target = httpx.URL(at)
        address = self._checked(target, where)
        request = client.build_request(
            "GET",
            target.copy_with(host=str(address), username=None, password=None),
            headers={**headers, "Host": target.netloc.decode("ascii"), **ASKED},
            extensions={"sni_hostname": target.raw_host.decode("ascii")},
        )
        response = client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _checked(self, url: httpx.URL, where: str) -> Address:
        """The address to connect to; raises InputError unless all addresses of the host are public."""
        if url.scheme not in ("http", "https") or not url.host:
            raise InputError(f"'{url}' is not an http(s) address.", where)
        try:
            found = self._resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        except OSError as error:
            raise LaterError(f"the host '{url.host}' cannot be found.", where) from error
        except UnicodeError as error:
            raise InputError(f"no host can have the name '{url.host}'.", where) from error
        addresses = [ip_address(text.partition("%")[0]) for text in found]
        private = next((address for address in addresses if not is_public(address)), None)
        if private is not None and not self._private:
            raise InputError(f"'{url.host}' is at {private}, which is not a public address; it is not fetched.", where)
        if not addresses:
            raise LaterError(f"the host '{url.host}' cannot be found.", where)
        return addresses[0]

    def _in_time(self, end: float, where: str, options: ReadOptions) -> None:
        if self._clock() > end:
            raise LaterError(f"the page took longer than {options.timeout:g} s.", where)

    def _taken(self, response: httpx.Response, at: str, where: str, options: ReadOptions, end: float) -> Answer:
        said = f"{response.status_code} {response.reason_phrase}".strip()
        known = Answer(at, response.status_code, said, dict(response.headers), charset=response.charset_encoding or "")
        if response.status_code != httpx.codes.OK:
            return known
        _refuse_bombs(response, where)
        data = bytearray()
        for chunk in response.iter_bytes(65_536):
            data += chunk
            if len(data) > options.max_bytes:
                raise InputError(f"the page is larger than one document may be ({options.max_bytes} bytes).", where)
            self._in_time(end, where, options)
        return msgspec.structs.replace(known, data=bytes(data))


def _refuse_bombs(response: httpx.Response, where: str) -> None:
    """Raise InputError for encodings that were not asked for: some grow a chunk a million times, two do so squared."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise InputError(f"the answer is encoded as '{encoding[:40]}', which was not asked for.", where)


def is_public(address: Address) -> bool:
    """Whether an address is on the public internet, also where an IPv6 address carries an IPv4 one."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        if inner is not None:
            return is_public(inner)
        if any(address in network for network in EMBEDDING):
            return False  # may lead anywhere in IPv4
    return address.is_global and not address.is_multicast


def _said(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__

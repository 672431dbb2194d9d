"""dateline serve: the screens and the API over a store, in a browser on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.settings import variable
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

PORT = 8461
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(short_help="Show a store in the browser.")
@click.argument("store", type=click.Path(path_type=Path), metavar="STORE", envvar=variable("store"))
@click.option("--open", "open_", is_flag=True, help="Open the browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free port.")
@click.option("--host", default=_LOOPBACK[0], show_default=True, help="Any other than this machine demands a token.")
@click.option("--token", default="", metavar="TEXT", help="What every visitor must bring; default: a random one.")
@click.option("--get", "path", metavar="PATH", help="Print one page or API answer, and start no server.")
def serve(store: Path, *, open_: bool, port: int, host: str, token: str, path: str | None) -> int | None:
    """Show a store in the browser: Explore, incidents, stories, actors, review, data; and a JSON API at /api/v1.

    Only this machine can see it unless --host says otherwise; then every visitor needs the token that is printed.

    Example: dateline serve STORE --get '/api/v1/incidents?type=ASSAULT&limit=5'
    """
    import secrets
    from threading import Thread

    from dateline.serve.app import create_app, load
    from dateline.store import Store

    Store.open(store).close()  # tells in one sentence what is wrong with it, before anything starts
    if path:
        return _print(create_app(store), path)
    if host not in _LOOPBACK and not token:
        token = secrets.token_urlsafe(18)
    app = create_app(store, token=token)
    Thread(target=load, args=(app,), daemon=True).start()  # a large store is loaded while the browser opens
    _run(app, host, port, token, open_)
    return None


def _print(app: ASGIApp, path: str) -> int:
    """The answer's body on stdout; 1 for an answer that tells of a fault."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    import httpx

    if not path.startswith("/"):
        raise UsageError(f"'{path}' is no path of this server.", "--get", "Begin with a slash: /api/v1/incidents")

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", follow_redirects=True) as client:
            return await client.get(path)

    with ThreadPoolExecutor(1) as thread:  # whoever calls this from Python may run a loop already
        answer = thread.submit(lambda: asyncio.run(asked())).result()
    click.echo(answer.content, nl=not answer.content.endswith(b"\n"))
    return int(answer.is_error)


def _run(app: ASGIApp, host: str, port: int, token: str, open_: bool) -> None:
    import webbrowser

    import uvicorn

    listener = _listen(host, port)
    address = _address(host, listener.getsockname()[1], token)
    click.echo(f"Dateline is at {address}  (Ctrl-C stops it)", err=True)
    if token:
        click.echo("Whoever has this address can read the whole store and correct it.", err=True)
    if open_:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        hint = "Give another --port, or --port 0 for any free one."
        raise DatelineError(f"the server cannot listen there ({fault.strerror}).", f"{host}:{port}", hint) from None
    return listener


def _address(host: str, port: int, token: str) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")

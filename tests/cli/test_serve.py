import json
import socket
import threading
import urllib.request

import pytest
from click.testing import CliRunner

from dateline.cli import serve as command
from dateline.cli.main import cli
from tests.serve.many import fill


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("serve") / "store", 12)


def run(*arguments):
    return CliRunner().invoke(cli, ["serve", *map(str, arguments)])


def test_get_prints_one_answer_without_a_server(folder):
    result = run(folder, "--get", "/api/v1/incidents?limit=2")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["data"]) == 2
    assert run(folder, "--get", "/").stdout.startswith("<!doctype html>")


def test_get_of_what_is_not_there_fails(folder):
    assert run(folder, "--get", "/nothing").exit_code == 1
    assert run(folder, "--get", "nothing").exit_code == 2


def test_no_store_is_told_before_anything_starts(tmp_path):
    result = run(tmp_path / "none")
    assert result.exit_code == 3
    assert "there is no store here" in result.output


def test_a_port_in_use_is_told(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run(folder, "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "cannot listen" in result.output


@pytest.mark.parametrize(("host", "demands"), [("127.0.0.1", False), ("0.0.0.0", True)])
def test_other_hosts_demand_a_token(folder, monkeypatch, host, demands):
    seen = {}
    monkeypatch.setattr(command, "_run", lambda app, host, port, token, open_: seen.update(token=token))
    assert run(folder, "--host", host, "--port", 0).exit_code == 0
    assert bool(seen["token"]) == demands


def test_it_serves(folder):
    import uvicorn

    from dateline.serve.app import create_app

    listener = command._listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(folder), log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    address = command._address("127.0.0.1", listener.getsockname()[1], "")
    while not server.started:
        pass
    with urllib.request.urlopen(f"{address}api/v1/counts", timeout=5) as answer:
        assert json.load(answer)["data"]["incidents"]
    server.should_exit = True
    thread.join(5)

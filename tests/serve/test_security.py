import pytest
from fastapi.testclient import TestClient

from dateline.serve.app import create_app
from dateline.serve.security import HEADERS
from tests.serve.many import fill

HERE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("security") / "store", 4)


@pytest.fixture
def client(folder):
    return TestClient(create_app(folder, key="the-key"), base_url=HERE)


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/v1/incidents", "/static/style.css", "/api/v1/openapi.json"])
def test_every_answer_carries_the_protective_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_allows_no_inline_script_or_style_and_no_other_site():
    policy = HEADERS["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


PAGES = ["/", "/?view=network", "/?view=table", "/?view=dyads", "/actors", "/data", "/data/codebook"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_keep_to_the_policy(client, path):
    text = client.get(path).text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count('src="/static/') - text.count("<img")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[bad", "127.0.0.1@evil.example:80"])
def test_a_name_that_is_not_this_machine_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8461", "127.0.0.1", "[::1]:80"])
def test_names_of_this_machine_are_answered(client, host):
    assert client.get("/data/codebook", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_write_without_the_key(client, method):
    assert client.request(method, "/review").status_code == 403
    assert client.request(method, "/review", headers={"x-dateline-key": "guess"}).status_code == 403
    assert client.request(method, "/nothing", headers={"x-dateline-key": "the-key"}).status_code == 404
    assert client.request(method, "/nothing?key=the-key").status_code == 404


def test_another_site_may_not_write_even_with_the_key(client):
    headers = {"x-dateline-key": "the-key", "sec-fetch-site": "cross-site"}
    assert client.post("/nothing", headers=headers).status_code == 403


def test_each_server_has_a_key_of_its_own(folder):
    pages = [TestClient(create_app(folder), base_url=HERE).get("/data/codebook").text for _ in range(2)]
    keys = [page.split('name="dateline-key" content="')[1].split('"')[0] for page in pages]
    assert keys[0] != keys[1]
    assert min(map(len, keys)) > 20


def test_with_a_token_everybody_needs_it(folder):
    client = TestClient(create_app(folder, token="open-sesame"), base_url="http://news-desk:8461")
    assert client.get("/").status_code == 401
    assert client.get("/", headers={"authorization": "Bearer guess"}).status_code == 401
    assert client.get("/data/codebook", headers={"authorization": "Bearer open-sesame"}).status_code == 200
    assert client.get("/static/style.css").status_code == 401
    answer = client.get("/data/codebook?token=open-sesame&a=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/data/codebook?a=1")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert client.get("/data/codebook").status_code == 200  # the cookie is remembered


def test_the_token_never_leads_to_another_site(folder):
    client = TestClient(create_app(folder, token="t"), base_url="http://news-desk")
    answer = client.get("http://news-desk//evil.example/?token=t", follow_redirects=False)
    assert answer.headers.get("location", "/").startswith("/evil") or answer.status_code != 303

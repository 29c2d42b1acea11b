"""What every answer tells a browser, and how the pages are mounted elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from reviewing import HERE, PORT, SETTINGS, Browser, a_page, browser_for, link_for, session_for
from themekit.events import Coder
from themekit.review.app import create_app
from themekit.review.limits import MOST
from themekit.store.access import new_token
from themekit.workflows.desk import Desk

PEER = Coder("Peer One", "Peer One", "peer")
LAN = replace(
    SETTINGS, host="0.0.0.0", insecure_lan=True, allow_hosts=("laptop.local", "192.168.1.5")
)
TLS = replace(SETTINGS, behind_tls="10.0.0.5", allow_hosts=("check.example.org",), prefix="/read")
FROM_PROXY = {"REMOTE_ADDR": "10.0.0.5"}
FORWARDED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "check.example.org",
}


@pytest.mark.parametrize("path", ["/", "/nothing", "/broken", "/static/review.css"])
def test_every_answer_is_shut_in(app: Flask, path: str) -> None:
    """No script or style but from files of ours, no frame around it, nothing kept elsewhere."""
    with browser_for(app, PEER).get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == ("no-cache" if "static" in path else "no-store")
    assert "Access-Control-Allow-Origin" not in headers


def test_refusals_are_shut_in_as_well(app: Flask) -> None:
    """Those before a page is asked too."""
    strange = app.test_client().get("/", environ_overrides={"HTTP_HOST": "example.org"})
    for answer in (strange, Browser(app).get("/")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_no_template_has_a_script_or_style_of_its_own(app: Flask) -> None:
    """The policy would not let it."""
    assert app.jinja_loader is not None
    for name in app.jinja_loader.list_templates():
        source = app.jinja_loader.get_source(app.jinja_env, name)[0]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", source), name


def test_the_cookie_is_the_servers_alone(app: Flask, desk: Desk) -> None:
    """No script reads it, no other site sends it along with what it posts; its name is opaque."""
    token = link_for(desk, PEER)
    cookie = Browser(app).post(f"/enter/{token}", page=f"/enter/{token}").headers["Set-Cookie"]
    assert re.match(r"themekit-[0-9a-f]{22}=[\w-]{32};", cookie)
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie.split("; ")
    assert "Secure" not in cookie
    assert "Domain" not in cookie
    assert token not in cookie


def test_two_studies_have_two_cookies(app: Flask, desk: Desk) -> None:
    """Browsers do not tell ports apart; the name is the same after a restart."""
    again = create_app(desk, SETTINGS, pages=[a_page()])
    assert again.extensions["themekit"].cookie == app.extensions["themekit"].cookie


def test_a_form_without_a_token_is_shown_again(app: Flask) -> None:
    """With all that was typed, for a person to look at; it is not taken."""
    browser = browser_for(app, PEER)
    answer = browser.post(
        "/said", {"csrf": "", "words": 'She said "so"\nand left', "tick": ["a", "b"]}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'name="words" value="She said &#34;so&#34;\nand left"' in page
    assert page.count('name="tick"') == 2
    assert "Peer One" in page
    again = page.partition('name="csrf" value="')[2].partition('"')[0]
    assert browser.post("/said", {"csrf": again, "words": "x"}).status_code == 200


def test_a_token_of_another_session_is_not_taken(app: Flask) -> None:
    """Not even of the same person."""
    one, other = browser_for(app, PEER), browser_for(app, PEER)
    assert one.post("/said", {"csrf": other.csrf()}).status_code == 400


def test_a_script_sends_the_token_in_a_header(app: Flask) -> None:
    """And is answered in its own way where it is missing."""
    browser = browser_for(app, PEER)
    headers = {"Origin": HERE, "Accept": "application/json"}
    sent = {"base_url": HERE, "data": {"words": "x"}}
    with_token = headers | {"X-CSRF-Token": browser.csrf()}
    assert browser.client.post("/said", headers=with_token, **sent).status_code == 200
    without = browser.client.post("/said", headers=headers, **sent)
    assert without.status_code == 400
    assert without.get_json()["problem"] == "We could not take that in"


def test_too_long_a_form_is_refused_in_words(app: Flask) -> None:
    """Before it is read."""
    answer = browser_for(app, PEER).post("/said", {"words": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "That was too long" in answer.get_data(as_text=True)


def test_every_page_in_an_open_network_says_so(desk: Desk) -> None:
    """Refusals and the page Start as well."""
    app = create_app(desk, LAN, pages=[a_page()])
    base = f"http://laptop.local:{PORT}"
    token = link_for(desk, PEER)
    browser = Browser(app, session_for(desk, PEER), base)
    far = {"REMOTE_ADDR": "192.168.1.20"}
    stranger = Browser(app, "", base)
    for answer in (
        browser.get("/", environ_overrides=far),
        browser.get("/nothing", environ_overrides=far),
        stranger.get("/", environ_overrides=far),
        stranger.get(f"/enter/{token}", environ_overrides=far),
    ):
        assert "This connection is not protected" in answer.get_data(as_text=True)
    assert "remote=True" in browser.get("/", environ_overrides=far).get_data(as_text=True)


def test_in_an_open_network_only_named_hosts_are_known(desk: Desk) -> None:
    """Rebinding works there as well as here."""
    app = create_app(desk, LAN, pages=[a_page()])
    far = {"REMOTE_ADDR": "192.168.1.20"}
    for host, status in (
        ("laptop.local", 403),
        ("192.168.1.5", 403),
        ("example.org", 421),
        ("127.0.0.1", 421),
        ("0.0.0.0", 421),
    ):
        base = f"http://{host}:{PORT}"
        answer = app.test_client().get("/", base_url=base, environ_overrides=far)
        assert answer.status_code == status, host


def test_a_named_proxy_is_believed(desk: Desk) -> None:
    """Scheme, host and address are the visitor's; the cookie is for protected connections."""
    app = create_app(desk, TLS, pages=[a_page()])
    token = link_for(desk, PEER)
    client = app.test_client()
    base = "http://127.0.0.1:9"  # what the proxy calls us matters to nobody

    def ask(path: str, method: str = "GET", **more: object) -> object:
        headers = FORWARDED | {"Origin": "https://check.example.org"}
        return client.open(
            path,
            method=method,
            base_url=base,
            headers=headers,
            environ_overrides=FROM_PROXY,
            **more,
        )

    page = ask(f"/read/enter/{token}").get_data(as_text=True)
    assert f'action="/read/enter/{token}"' in page
    assert 'href="/read/static/review.css"' in page
    assert "not protected" not in page
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    done = ask(f"/read/enter/{token}", "POST", data={"csrf": csrf})
    assert done.status_code == 303
    assert done.headers["Location"] == "/read/"
    cookie = done.headers["Set-Cookie"]
    assert "Secure" in cookie
    assert "Path=/read" in cookie


def test_a_proxy_may_have_cut_the_prefix_off(desk: Desk) -> None:
    """Both ways of mounting lead to the same addresses."""
    app = create_app(desk, TLS, pages=[a_page()])
    token = link_for(desk, PEER)
    page = app.test_client().get(f"/enter/{token}", headers=FORWARDED, environ_overrides=FROM_PROXY)
    assert f'action="/read/enter/{token}"' in page.get_data(as_text=True)


@pytest.mark.parametrize("missing", list(FORWARDED))
def test_a_proxy_that_keeps_something_back_lets_nobody_in(
    desk: Desk, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Its silence could pass for a browser on this machine."""
    app = create_app(desk, TLS, pages=[a_page()])
    said = {name: value for name, value in FORWARDED.items() if name != missing}
    near = f"http://127.0.0.1:{PORT}"
    answer = app.test_client().get("/", base_url=near, headers=said, environ_overrides=FROM_PROXY)
    assert answer.status_code == 421
    if missing != "X-Forwarded-Host":
        assert "have it send X-Forwarded-For" in caplog.text


def test_behind_a_proxy_nobody_comes_past_it(desk: Desk) -> None:
    """Whoever reaches the port by themselves is refused, whatever they write."""
    app = create_app(desk, TLS, pages=[a_page()])
    for address in ("203.0.113.9", "10.0.0.6"):
        answer = app.test_client().get(
            "/",
            base_url="https://check.example.org",
            headers=FORWARDED,
            environ_overrides={"REMOTE_ADDR": address},
        )
        assert answer.status_code == 421


def test_behind_a_proxy_wrong_links_count_by_visitor(desk: Desk) -> None:
    """The nearest address that the proxy saw; what stands before it, anybody can write."""
    app = create_app(desk, TLS, pages=[a_page()])
    client = app.test_client()

    def guess(address: str) -> int:
        headers = FORWARDED | {"X-Forwarded-For": address}
        path = f"/read/enter/{new_token()}"
        return client.get(path, headers=headers, environ_overrides=FROM_PROXY).status_code

    seen = [guess(f"10.9.9.{number}, 198.51.100.7") for number in range(MOST + 1)]
    assert seen[-1] == 429
    assert guess("198.51.100.8") == 403

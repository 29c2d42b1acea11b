"""Decisions as JSON: what cannot be kept is refused in words, never by a breakdown."""

from __future__ import annotations

from typing import Any

import pytest

from reviewing import HERE, SETTINGS, browser_for, codable, give
from themekit.events import Coder
from themekit.review.app import create_app
from themekit.workflows.desk import Desk

PEER = Coder("Peer One", "Peer One", "peer")
DEEP = b'{"a":' * 100_000


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("decisions", {"memo": "half of a pair: \ud800"}),
        ("decisions", {"memo": "before\0after"}),
        ("decisions", {"request_id": "one\0two"}),
        ("decisions", {"after": 10**30}),
        ("looks", {"outcome": "coded", "codes": [["a list"]]}),
        ("decisions", DEEP),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(desk: Desk, path: str, more: Any) -> None:
    """With 400 and a sentence, and nothing is kept."""
    (key,) = give(desk, PEER, codable(desk)[0])
    browser = browser_for(create_app(desk, SETTINGS), PEER)
    code = desk.codebook.codes[0].id
    sent: dict[str, Any] = {"data": more, "content_type": "application/json"}
    if not isinstance(more, bytes):
        sent = {"json": {"segment": key, "code_id": code, "decision": "add", **more}}
    headers = {"Origin": HERE, "X-CSRF-Token": browser.csrf("/start")}
    done = browser.client.post(f"/api/{path}", base_url=HERE, headers=headers, **sent)
    assert done.status_code == 400
    assert done.get_json()["error"].endswith(".")
    assert len(desk.said_by(PEER.id)) == 1

"""A researcher marks words with the mouse, and says what stands instead."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browsing import DESK, barriers, scrolls_sideways
from journeying import Device, House

pytestmark = pytest.mark.slow


def test_words_are_marked_replaced_and_taken_back(house: House, device: Device) -> None:
    """Marked with the mouse; nothing keeps anybody out."""
    page = device(viewport=DESK, has_touch=False).new_page()
    # Not by the owner's link, which opens once and is another journey's.
    page.goto(house.link(house.person("researcher")))
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Identifying details").click()
    page.locator(".passages a").first.click()
    page.wait_for_selector("#left")
    word = page.evaluate(
        """() => { const node = document.querySelector(".said span[data-start]").firstChild;
        const word = node.data.match(/[A-Za-z]{4,}/), range = document.createRange();
        range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
        getSelection().removeAllRanges(); getSelection().addRange(range); return word[0]; }"""
    )
    form = page.locator("#selected")
    expect(form).to_be_visible()
    form.get_by_label("What stands instead").fill("somebody 9")
    form.get_by_role("button", name="Replace these words").click()
    expect(page.locator(".detail-replaced").first).to_contain_text(word)
    expect(page.locator(".detail-replaced").first).to_contain_text("[somebody 9]")
    assert barriers(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".detail-replaced")).to_have_count(0)

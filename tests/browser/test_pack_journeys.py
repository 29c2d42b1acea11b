"""A pack in a real browser on a small phone: from the first page to a reply, and what may go wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from browsing import barriers, path_of_chromium, scrolls_sideways
from exchange.packing import pack, passage
from themekit.exchange.packs.html import sealed_page, whole_page
from themekit.exchange.packs.reply import read_reply

pytestmark = pytest.mark.slow
SMALL = {"width": 320, "height": 640}
REFUSE = """for (const name of ["indexedDB", "localStorage"]) Object.defineProperty(window, name,
    { get() { throw new DOMException("refused", "SecurityError"); } });"""
NO_DATABASE = 'Object.defineProperty(window, "indexedDB", { value: undefined });'
WORDS = "river lamp nine stones"
Device = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a pack of eight passages, of which the second is hard to read."""
    hard = passage(2, note="This passage mentions violence.", group=1)
    several = (passage(1), hard, passage(3, group=1), *(passage(n) for n in range(4, 9)))
    found = tmp_path_factory.mktemp("pack") / "pack-K7Q.html"
    found.write_bytes(whole_page(pack(passages=several)))
    return found


def opened(context: BrowserContext, file: Path) -> Page:
    """Open the file, as from a memory card."""
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html:not(.waiting)")
    return page


@pytest.fixture
def page(device: Device, file: Path) -> Page:
    """Open a pack on a small phone."""
    return opened(device(viewport=SMALL), file)


def press(page: Page, *names: str) -> None:
    """Press buttons, one after the other."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, name: str) -> None:
    """Wait for a page."""
    page.get_by_role("heading", level=1, name=name).wait_for()


def say(page: Page, *answers: str) -> None:
    """Answer questions one after the other, each once it is there."""
    for answer in answers:
        asked = page.locator("legend .name").inner_text()
        page.get_by_label(answer, exact=True).check()
        press(page, "Next")
        page.wait_for_function(
            "it => { const one = document.querySelector('legend .name');"
            " return !one || one.innerText !== it; }",
            arg=asked,
            polling=50,  # a tab in the background is painted seldom
        )


def passages(page: Page, *numbers: int) -> None:
    """Answer passages with yes and no, and that there is nothing else."""
    for number in numbers:
        heading(page, f"Passage {number} of 8")
        if page.get_by_role("button", name="Read it").count():
            press(page, "Read it")
        say(page, "Yes", "No")
        press(page, "Nothing else")
        page.wait_for_function(
            "it => document.querySelector('h1').innerText !== it",
            arg=f"Passage {number} of 8",
            polling=50,
        )


def body_of(page: Page) -> dict[str, Any]:
    """Save the reply, and return what is in it once its check is found right."""
    with page.expect_download() as saved:
        press(page, "Save the reply file")
    assert saved.value.suggested_filename == "reply-K7Q.json"
    found = read_reply("reply", Path(saved.value.path()).read_text(encoding="utf-8"))
    assert found.is_whole(pack().key)
    return dict(json.loads(found.body))


def to_the_reply(page: Page) -> None:
    """Stop at a passage, and go to the reply."""
    press(page, "Stop for now", "End here and reply", "To your reply")
    heading(page, "Send your reply yourself")


def test_from_the_first_page_to_the_reply(page: Page) -> None:
    """Practice, yes and no, words, a note, more, and a name: all of it is in the file."""
    press(page, "Start with one to try out")
    say(page, "Yes")
    press(page, "Start")
    press(page, "It is only about some of the words")
    page.get_by_label("From the word").select_option("1")
    page.get_by_label("To the word").select_option("3")
    press(page, "Use these words")
    assert "“waited for months”" in page.locator("form").inner_text()
    page.get_by_text("Say more, if you want").click()
    page.get_by_label("A note").fill("é and 你好")
    say(page, "Yes", "Not sure")
    page.get_by_label("Tired staff").check()
    page.get_by_label("in your own words").fill("They rang somebody else.")
    press(page, "Next", "Read it")
    press(page, "Skip this one")
    for number in range(3, 9):
        passages(page, number)
    page.get_by_label("How do you want to be named").fill("Jo")
    press(page, "To your reply")
    body = body_of(page)
    first, second = body["answers"][:2]
    assert (first["q"], first["say"], first["first"], first["last"]) == (1, "yes", 2, 4)
    assert (first["memo"], second["say"], second["first"]) == ("é and 你好", "unsure", None)
    assert [one["n"] for one in body["passages"]] == list(range(1, 9))
    assert body["passages"][0]["added"] == ["c3"]
    assert body["passages"][0]["own"] == "They rang somebody else."
    assert [one["outcome"] for one in body["passages"][:3]] == ["coded", "skipped", "coded"]
    assert (body["credit"], body["contact"], body["pack"], body["coder"]) == (
        "Jo", False, "K7Q", "c0de",
    )  # fmt: skip


def test_the_message_says_the_answers_and_what_it_leaves_out(page: Page) -> None:
    """Whatever a message cannot hold is named beside it."""
    press(page, "Start")
    passages(page, 1)
    press(page, "Skip it")
    press(page, "This description needs changing")
    page.get_by_label("In your own words").fill("It means two things.")
    press(page, "Next")
    say(page, "No")
    press(page, "Nothing else")
    to_the_reply(page)
    message = page.get_by_label("Your reply as a message").input_value()
    assert message == "K7Q: 1 yes, 2 no, 3 skip, 4 skip, 6 no"
    told = page.get_by_text("The message leaves out").inner_text()
    assert told == ("The message leaves out: what you wrote, that a description needs changing.")


def test_undo_takes_one_answer_back(page: Page) -> None:
    """And shows its question again; what came before stays."""
    press(page, "Start")
    passages(page, 1)
    press(page, "Skip it")
    heading(page, "Passage 3 of 8")
    press(page, "Undo")
    heading(page, "Passage 2 of 8")
    press(page, "Undo")
    heading(page, "Passage 1 of 8")
    assert page.get_by_text("Is something else going on here?").count()


def test_somebody_who_may_be_known_is_shown_no_more(page: Page) -> None:
    """Every passage of the same talk is passed by."""
    press(page, "Start", "I may know this person", "Do not show me this person")
    heading(page, "Passage 4 of 8")
    to_the_reply(page)
    assert [(one["n"], one["outcome"]) for one in body_of(page)["passages"]] == [
        (1, "may know"), (2, "may know"), (3, "may know"),
    ]  # fmt: skip


def test_care_is_there_and_nothing_is_sent(page: Page) -> None:
    """Whom to call stands there, and that nobody hears of it from the page."""
    press(page, "Start", "This upset me")
    page.get_by_label("to get in touch").check()
    press(page, "Go on", "Read it", "I am worried about someone")
    told = page.locator("main").inner_text()
    for words in ("Nothing is sent from here. Please call", "020 7946 0000", "999"):
        assert words in told
    press(page, "Stop for now", "End here and reply", "To your reply")
    body = body_of(page)
    assert (body["contact"], body["passages"][0]["outcome"]) == (True, "upsetting")


def test_no_page_keeps_anybody_out_or_scrolls_sideways(page: Page) -> None:
    """At 320 px, by WCAG 2.2 AA, in light and dark."""

    def fine() -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert not barriers(page)
        assert not scrolls_sideways(page)

    fine()
    press(page, "Start")
    fine()
    press(page, "Next")
    assert page.get_by_role("alert").inner_text() == "Choose one answer first. Nothing is lost."
    press(page, "It is only about some of the words")
    fine()
    press(page, "Back to the question")
    say(page, "Yes", "No")
    fine()
    press(page, "Nothing else")
    fine()
    press(page, "Skip it", "I am worried about someone")
    fine()
    press(page, "Go back to the passage")
    to_the_reply(page)
    fine()


def test_nothing_is_loaded_and_nothing_sent(device: Device, file: Path) -> None:
    """Not one request beside the file itself, and nothing that its policy had to stop."""
    context = device(viewport=SMALL)
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    context.on("console", lambda one: said.append(one.text))
    page = opened(context, file)
    press(page, "Start")
    passages(page, 1)
    press(page, "Read it")
    to_the_reply(page)
    body_of(page)
    assert [one for one in asked if not one.startswith("blob:")] == [file.as_uri()]
    assert not said


def test_the_first_passage_is_there_in_three_seconds(device: Device, tmp_path: Path) -> None:
    """Of sixty long ones, on a phone six times as slow as this machine."""
    text = "People waited and waited until somebody at last rang them back. " * 10
    many = tuple(passage(n, text) for n in range(1, 61))
    file = tmp_path / "pack.html"
    file.write_bytes(whole_page(pack(passages=many)))
    context = device(viewport=SMALL)
    page = context.new_page()
    slowly = context.new_cdp_session(page)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    began = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    press(page, "Start")
    page.locator("blockquote").wait_for()
    assert time.perf_counter() - began < 3
    assert page.locator("h1").inner_text() == "Passage 1 of 60"


def test_where_nothing_can_be_kept_the_warning_comes_first(device: Device, file: Path) -> None:
    """Before any answer; and the reply can still be made."""
    context = device(viewport=SMALL)
    context.add_init_script(REFUSE)
    page = opened(context, file)
    assert page.locator("h1").inner_text() == "This device does not keep your answers"
    assert not barriers(page)
    assert "If you close this page, your answers are gone." in page.locator("main").inner_text()
    press(page, "I understand. Go on", "Start")
    passages(page, 1)
    press(page, "Skip it")
    to_the_reply(page)
    assert [one["say"] for one in body_of(page)["answers"]] == ["yes", "no"]


def test_a_browser_without_a_database_keeps_answers_all_the_same(
    device: Device, file: Path
) -> None:
    """In strings, one for each answer."""
    context = device(viewport=SMALL)
    context.add_init_script(NO_DATABASE)
    page = opened(context, file)
    press(page, "Start")
    passages(page, 1)
    page.reload()
    assert "1 is done and kept" in page.locator("main").inner_text()
    press(page, "Go on", "Skip it", "Undo")
    heading(page, "Passage 2 of 8")


def test_two_tabs_lose_no_answer(device: Device, file: Path) -> None:
    """Both answer; what one has answered, the other does not ask again."""
    context = device(viewport=SMALL)
    one, other = opened(context, file), opened(context, file)
    press(one, "Start")
    press(other, "Start")
    say(one, "Yes")
    say(other, "No")  # the same question: their last word
    say(one, "No")
    press(one, "Nothing else")
    other.evaluate("window.dispatchEvent(new Event('focus'))")
    heading(other, "Passage 2 of 8")
    press(other, "Skip it")
    to_the_reply(other)
    body = body_of(other)
    assert [(it["q"], it["say"]) for it in body["answers"]] == [(1, "no"), (2, "no")]
    assert [it["outcome"] for it in body["passages"]] == ["coded", "skipped"]


def test_a_clock_at_1970_changes_nothing(device: Device, file: Path) -> None:
    """What was said last holds, and what was done is kept in its order."""
    context = device(viewport=SMALL)
    page = context.new_page()
    page.clock.set_fixed_time(datetime(1970, 1, 1, tzinfo=UTC))
    page.goto(file.as_uri())
    press(page, "Start")
    say(page, "No")
    press(page, "Undo")
    passages(page, 1)
    page.reload()
    press(page, "Go on", "Skip it")
    to_the_reply(page)
    body = body_of(page)
    assert [one["say"] for one in body["answers"]] == ["yes", "no"]
    assert body["answers"][0]["at"].startswith("1970-01-01T")


def test_without_script_it_is_a_questionnaire(device: Device, file: Path) -> None:
    """It says so in its first lines, and nobody is kept out of it."""
    context = device(viewport=SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    first = page.locator("main > *").first
    assert first.is_visible()
    assert "no buttons" in first.inner_text()
    assert page.get_by_text("K7Q: 1 A, 2 B, 3 C, 4 D").is_visible()
    assert page.get_by_text("Question 16.").is_visible()
    assert page.locator("blockquote").first.is_visible()
    assert not page.locator("details blockquote").first.is_visible()
    page.get_by_text("Read it", exact=True).click()
    assert page.locator("details blockquote").first.is_visible()


def test_a_script_that_fails_leaves_the_questionnaire(device: Device, file: Path) -> None:
    """Whatever it stumbled over."""
    context = device(viewport=SMALL)
    context.add_init_script("window.scrollTo = () => { throw new Error('broken'); };")
    page = opened(context, file)
    assert page.get_by_text("Question 16.").is_visible()
    assert not barriers(page)
    assert not scrolls_sideways(page)


def test_a_locked_pack_opens_with_its_words(device: Device, tmp_path: Path) -> None:
    """With others it says so, and what was typed stays."""
    file = tmp_path / "pack.html"
    file.write_bytes(sealed_page(pack(), WORDS))
    page = opened(device(viewport=SMALL), file)
    assert not barriers(page)
    page.get_by_label("The words that open it").fill("other words")
    press(page, "Open")
    assert "That did not open it" in page.get_by_role("alert").inner_text()
    page.get_by_label("The words that open it").fill(WORDS)
    press(page, "Open", "Start")
    heading(page, "Passage 1 of 8")


def test_a_locked_pack_says_what_to_do_where_it_cannot_be_opened(
    device: Device, tmp_path: Path
) -> None:
    """Without script, and where the browser keeps its cryptography to itself."""
    file = tmp_path / "pack.html"
    file.write_bytes(sealed_page(pack(), WORDS))
    for options, script in (
        ({"java_script_enabled": False}, ""),
        ({}, "delete Crypto.prototype.subtle"),
    ):
        context = device(viewport=SMALL, **options)
        context.add_init_script(script)
        page = context.new_page()
        page.goto(file.as_uri())
        page.get_by_text("Firefox or Chrome").wait_for()


# -- a browser that is killed ---------------------------------------------------------------------


@contextmanager
def phone(browser: Browser, profile: Path) -> Iterator[tuple[Page, Callable[[], None]]]:
    """Start a browser of its own with a profile on the disk, and return what kills it."""
    path = path_of_chromium()
    told = [
        path, "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-port=0",
        f"--user-data-dir={profile}", "--window-size=320,640", "about:blank",
    ]  # fmt: skip
    port = profile / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    process = subprocess.Popen(
        told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    over = time.monotonic() + 30
    while not (port.exists() and port.read_text(encoding="ascii").count("\n")):
        assert time.monotonic() < over
        time.sleep(0.05)
    number = port.read_text(encoding="ascii").splitlines()[0]
    there = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{number}")

    def kill() -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    try:
        yield there.contexts[0].pages[0], kill
    finally:
        if process.poll() is None:
            kill()


def test_what_was_answered_is_kept_when_the_browser_is_killed(
    browser: Browser, file: Path, tmp_path: Path
) -> None:
    """Seven answers, the last a moment before."""
    with phone(browser, tmp_path / "profile") as (page, kill):
        page.goto(file.as_uri())
        press(page, "Start")
        passages(page, 1, 2, 3)
        say(page, "Yes")
        kill()
    with phone(browser, tmp_path / "profile") as (page, _kill):
        page.goto(file.as_uri())
        page.wait_for_selector("html:not(.waiting)")
        assert "3 are done and kept" in page.locator("main").inner_text()
        press(page, "Go on")
        assert page.locator("legend .name").inner_text() == "Long waits"
        to_the_reply(page)
        message = page.get_by_label("Your reply as a message").input_value()
    assert message == "K7Q: 1 yes, 2 no, 3 yes, 4 no, 5 yes, 6 no, 7 yes"

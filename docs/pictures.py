"""Make the pictures in docs/pictures/ anew, from the pages that the real program serves.

The synthetic study is copied, its reference coding imported, run, and given some people: two
researchers, two peer researchers and a facilitator. What is on the pictures follows from it alone.

    make pictures
"""

from __future__ import annotations

import base64
import html
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from themekit.decisions import versioned
from themekit.events import Draw, DrawnItem, Role
from themekit.records import Segment
from themekit.store.coders import save_versions
from themekit.tasks.answers import Answer, Choice, look, word
from themekit.workflows.coders import add_coder
from themekit.workflows.desk import Desk, Place
from themekit.workflows.mark import mark_documents
from themekit.workflows.passages import passage_of

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "is_mobile": True,
}  # fmt: skip
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
TALL: Any = {"width": 1280, "height": 1320}
Points = np.ndarray[Any, np.dtype[np.int64]]
MOST = 150_000
"""Bytes of a picture."""
PEER, OTHER = "Peer researcher 1 (invented)", "Peer researcher 2 (invented)"
RESEARCHER, FACILITATOR = "Researcher 1 (invented)", "Facilitator (invented)"
ANSWER = "vcs-survey/R09/main_worry"
"""The passage on the peers' pictures, and the one about which people differ."""
PASSAGES = (
    "vcs-survey/R22/main_worry", "vcs-survey/R04/what_helped", ANSWER, "vcs-survey/R24/main_worry",
    "vcs-survey/R16/main_worry", "vcs-survey/R11/main_worry",
)  # fmt: skip
ALONE = "People on their own"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TALK = "vcs-interviews/V02/0040"
"""The passage on the researcher's picture."""


def prepare(folder: Path) -> Path:
    """Copy the synthetic study into a folder, import the reference coding and run it."""
    for name in ("corpora", "codebooks"):
        left_out = shutil.ignore_patterns("outputs", ".themekit")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    study = folder / "corpora" / "lifeline-london"
    reference = [str(study / "reference" / f"{name}.csv") for name in ("codings", "looks")]
    for words in (["import", str(study), *reference], ["run", str(study)]):
        subprocess.run([sys.executable, "-m", "themekit", *words], check=True)
    return study


class People:
    """The study with some people in it, and hands to give them passages and words.

    Parameters
    ----------
    study : Path
        The folder of a study that was run.
    """

    def __init__(self, study: Path) -> None:
        self.desk = Desk(study)
        self.links: dict[str, str] = {}
        roles: dict[str, Role] = {
            PEER: "peer", OTHER: "peer", RESEARCHER: "researcher", FACILITATOR: "facilitator",
        }  # fmt: skip
        for name, role in roles.items():
            self.links[name] = urlsplit(add_coder(study, name, role).address).path
        strands = [one.name for one in self.desk.study.strands]
        mark_documents(study, (), reviewed_by=RESEARCHER, all_of=strands)
        with self.desk.store.writing() as connection:
            save_versions(connection, versioned(self.desk.codebook))

    def segment(self, name: str) -> Segment:
        """Return a segment by id."""
        return self.desk.material().segment_by_id[name]

    def code(self, plain_name: str) -> str:
        """Return the id of a code by the name that peers read."""
        return next(one.id for one in self.desk.codebook.codes if one.plain_name == plain_name)

    def give(self, name: str, *segments: str) -> list[str]:
        """Give somebody passages with the suggestions that there are; return their keys."""
        found = [self.segment(one) for one in segments]
        items = tuple(
            DrawnItem(
                position=place, document=one.document, text_hash=one.text_hash, start=one.start,
                end=one.end,
                suggested=tuple((it.code_id, it.score) for it in self.desk.suggestions_of(one.id)),
            )
            for place, one in enumerate(found)
        )  # fmt: skip
        draw = f"for {name}"
        codes = tuple(one.id for one in self.desk.codebook.codes if one.theme == "Inequalities")
        given = Draw(
            draw=draw, mode="assisted", codes=codes, items=items, method="chosen",
            codebook_hash=self.desk.codebook.hash,
        )  # fmt: skip
        self._append(name, [given])
        return [
            self.desk.key(Place(one.document, one.text_hash, one.start, one.end, draw))
            for one in found
        ]

    def say(self, name: str, key: str, plain_name: str, choice: Choice, memo: str = "") -> None:
        """Have somebody say something of a passage that they were given, and go through it."""
        coder = self.desk.coder(name)
        here = passage_of(self.desk, coder, key, remote=False) if coder else None
        if here is None:
            raise LookupError(f"{name} was not given this passage")
        said = word(here.where, Answer(code_id=self.code(plain_name), choice=choice, memo=memo))
        self._append(name, [said, look(here.where, here.given.draw.codes, "coded")])

    def _append(self, name: str, events: Sequence[Any]) -> None:
        self.desk.append(events, coder=name, after=self.desk.known())


@contextmanager
def serving(study: Path) -> Iterator[str]:
    """Serve a study, and give its address."""
    words = [sys.executable, "-m", "themekit", "review", str(study), "--coder", RESEARCHER]
    options = ["--no-browser", "--no-teaching", "--passages", "0"]
    with subprocess.Popen([*words, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            link = urlsplit(process.stdout.readline() if process.stdout else "")
            yield f"{link.scheme}://{link.netloc}"
        finally:
            process.terminate()


class Camera:
    """Takes pictures of pages.

    Parameters
    ----------
    browser : Browser
    base : str
        Where the pages are.
    people : People
    """

    def __init__(self, browser: Browser, base: str, people: People) -> None:
        self.browser = browser
        self.base = base
        self.people = people

    def enter(self, name: str, **device: Any) -> Page:
        """Open somebody's link on a device."""
        page = self.browser.new_context(**device, color_scheme="light").new_page()
        page.goto(self.base + self.people.links[name])
        page.get_by_role("button", name="Start").click()
        page.wait_for_url(lambda address: "/enter/" not in address)
        return page

    def take(self, page: Page, name: str) -> None:
        """Take a picture of what is to be seen of a page."""
        take(self.browser, page, name)


def take(browser: Browser, page: Page, name: str) -> None:
    """Write what is to be seen of a page as a small picture."""
    page.wait_for_load_state()
    file, darkroom = PICTURES / f"{name}.png", browser.new_page()
    shot = page.screenshot(animations="disabled", caret="hide")
    file.write_bytes(with_palette(*pixels_of(darkroom, shot)))
    darkroom.close()
    size = file.stat().st_size
    if size >= MOST:
        raise ValueError(f"{file} has {size} bytes: more than {MOST}")
    sys.stdout.write(f"{file.relative_to(ROOT)}  {size // 1000} kB\n")


# -- small files --------------------------------------------------------------------------------

DEVELOP = """async (shot) => {
    const picture = new Image();
    picture.src = "data:image/png;base64," + shot;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const brush = canvas.getContext("2d");
    brush.drawImage(picture, 0, 0);
    const data = brush.getImageData(0, 0, canvas.width, canvas.height).data;
    let told = "";
    for (let at = 0; at < data.length; at += 8192)
        told += String.fromCharCode(...data.subarray(at, at + 8192));
    return [canvas.width, canvas.height, btoa(told)];
}"""
"""Has the browser say what colour each point of a picture is."""


def pixels_of(page: Page, shot: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the points of a picture, four bytes each."""
    width, height, told = page.evaluate(DEVELOP, base64.b64encode(shot).decode())
    return width, height, base64.b64decode(told)


def with_palette(width: int, height: int, points: bytes) -> bytes:
    """Return a picture as a PNG of at most 256 colours, the most frequent: a third of the size."""
    seen = np.frombuffer(points, dtype=np.uint8).reshape(-1, 4)[:, :3].astype(np.int64)
    packed = seen @ np.array([65536, 256, 1])
    colours, place, count = np.unique(packed, return_inverse=True, return_counts=True)
    palette = colours[np.sort(np.argsort(-count, kind="stable")[:256])]
    apart = [
        (it[:, None] - it2[None, :]) ** 2
        for it, it2 in zip(parts(colours), parts(palette), strict=True)
    ]
    nearest = np.argmin(sum(apart), axis=1).astype(np.uint8)
    rows = nearest[place].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), dtype=np.uint8), rows])
    told = np.stack(parts(palette), axis=1).astype(np.uint8).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", told), (b"IDAT", zlib.compress(lines.tobytes(), 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in (*chunks, (b"IEND", b"")))


def parts(packed: Points) -> list[Points]:
    """Return red, green and blue of colours."""
    return [packed >> 16, packed >> 8 & 255, packed & 255]


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a part of a PNG, with its length and its sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# -- what is on the pictures --------------------------------------------------------------------


def go(page: Page, button: str) -> None:
    """Press a button and wait for the next page."""
    before = page.url
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda address: address != before)


def of_a_peer(camera: Camera) -> None:
    """Take what a peer researcher meets, on a phone and at a desk."""
    people = camera.people
    (first, second, *_), (shared,) = people.give(PEER, *PASSAGES), people.give(OTHER, ANSWER)
    page = camera.enter(PEER, **PHONE)
    camera.take(page, "peer-start-phone")
    people.say(PEER, first, ALONE, "no")
    people.say(PEER, second, ALONE, "no")
    people.say(
        OTHER, shared, ALONE, "no", "They say members have got used to it. That is a choice."
    )
    go(page, "Start")
    page.get_by_role("link", name="Read it").click()
    camera.take(page, "peer-question-phone")
    desk = camera.browser.new_context(**DESK, storage_state=page.context.storage_state()).new_page()
    desk.goto(page.url)
    camera.take(desk, "peer-question-desk")
    while page.get_by_role("radio", name="Yes", exact=True).count():
        page.get_by_label("Yes", exact=True).check()
        page.get_by_text("Say more, if you want").click()
        page.get_by_label("A note").fill("Over 80 and stopping in: nobody visits.")
        go(page, "Next")
    camera.take(page, "peer-else-phone")
    go(page, "Nothing else")
    go(page, "This upset me")
    camera.take(page, "peer-upset-phone")


def of_a_researcher(camera: Camera) -> None:
    """Take the desk."""
    people, page = camera.people, camera.enter(RESEARCHER, **DESK)
    camera.take(page, "desk-overview")
    talk, differ = people.segment(TALK), people.segment(ANSWER)
    for here, name in ((talk, "desk-passage"), (differ, "desk-differences")):
        key = people.desk.key(Place(here.document, here.text_hash, here.start, here.end))
        page.goto(f"{camera.base}/desk/passage/{key}")
        if here is differ:
            page.set_viewport_size(TALL)
            page.locator(".difference a").first.click()
            page.get_by_role("button", name="Show what others said").click()
            page.get_by_role("group", name="What does it come to?").wait_for()
        camera.take(page, name)
        page.set_viewport_size(DESK["viewport"])
    page.goto(f"{camera.base}/desk/matrix")
    camera.take(page, "desk-matrix")


def of_who_hands_out(camera: Camera) -> None:
    """Take the facilitator's page."""
    camera.take(camera.enter(FACILITATOR, viewport={"width": 1280, "height": 1040}), "handing-out")


def of_outputs(browser: Browser, study: Path) -> None:
    """Take the matrix as a reader opens it."""
    page = browser.new_context(**DESK).new_page()
    page.goto((study / "outputs" / "theme_matrix.html").as_uri())
    page.evaluate(TO_THE_MATRIX)
    take(browser, page, "matrix")


def of_a_first_study(browser: Browser, folder: Path) -> None:
    """Take what a newcomer meets: what check prints, and the matrix that nobody has checked."""
    folder.mkdir()
    fieldwork, study = folder / "fieldwork", folder / "mystudy"
    shutil.copytree(ROOT / "corpora" / "lifeline-london" / "interviews" / "vcs", fieldwork)
    shutil.copy(ROOT / "codebooks" / "lifeline-london.yaml", folder / "codebook.yaml")
    said = ""
    for words in (["init", "mystudy", "--from", "fieldwork"], ["check", "mystudy"]):
        if words[0] == "check":
            shutil.copy(folder / "codebook.yaml", study / "codebook.yaml")
        said = _printed(words, folder)
    page = browser.new_context(viewport={"width": 900, "height": 560}).new_page()
    page.set_content(TERMINAL.format(html.escape(f"$ themekit check mystudy\n{said}")))
    take(browser, page, "first-check")
    _printed(["run", "mystudy"], folder)
    page = browser.new_context(**DESK).new_page()
    page.goto((study / "outputs" / "theme_matrix.html").as_uri())
    page.evaluate(TO_THE_MATRIX)
    take(browser, page, "first-matrix")


TO_THE_MATRIX = "document.querySelector('table.matrix:not(.overview)').scrollIntoView()"
TERMINAL = """<style>body {{ margin: 0; background: #1b1f24 }}
pre {{ color: #e6e6e6; font: 15px/1.45 monospace; padding: 18px; margin: 0 }}</style>
<pre>{}</pre>"""


def _printed(words: Sequence[str], folder: Path) -> str:
    line = [sys.executable, "-m", "themekit", *words]
    done = subprocess.run(line, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def of_people(browser: Browser, study: Path) -> None:
    """Take the pages on which people check."""
    people = People(study)
    with serving(study) as base:
        camera = Camera(browser, base, people)
        for part in (of_a_peer, of_a_researcher, of_who_hands_out):
            part(camera)
    people.desk.close()


def main() -> None:
    """Take all pictures, or only the first study's, the matrix's or those of the pages."""
    chosen = sys.argv[1:] or ["first", "matrix", "pages"]
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        raise SystemExit("There is no Chromium on this machine: install the package 'chromium'.")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if "first" in chosen:
            of_a_first_study(browser, Path(folder) / "first")
        if {"matrix", "pages"} & set(chosen):
            study = prepare(Path(folder))
            of_outputs(browser, study)
            if "pages" in chosen:
                of_people(browser, study)
        browser.close()


if __name__ == "__main__":
    main()

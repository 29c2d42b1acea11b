"""What all pages of the desk share: the lists as they stand, who looks, filters in an address."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask import abort, current_app, g, render_template, request

from themekit.codebook import Code
from themekit.decisions import CodedStudy, Ints
from themekit.disclosure import Replacements
from themekit.matrix import build_matrix
from themekit.records import Segment, ThemeMatrix
from themekit.report.inputs import ReportInputs
from themekit.review.here import desk, visitor
from themekit.review.pages.forms import new_request_id
from themekit.workflows.desk import Place
from themekit.workflows.eyes import Eyes, eyes_of
from themekit.workflows.lists import STATES, Asked, Lists, Margin
from themekit.workflows.loading import load_study_scores
from themekit.workflows.passages import codes_as_shown
from themekit.workflows.quotes import clock
from themekit.workflows.saying import NAMES, SIGNS

PAGE = 50
"""Passages on one page of a list."""
_EXTENSION = "themekit.desk"
_SEARCHES = 500
"""Searches that are remembered; the oldest is forgotten first."""
_DIGITS = 8
"""Digits of a page's number, at most."""
KINDS = ("code", "strand", "document", "coder")
Wants = dict[str, str]


@dataclass
class Shelf:
    """What was worked out last of the study as it stood, for all visitors."""

    lists: Lists | None = None
    matrix: tuple[CodedStudy, ThemeMatrix] | None = None
    figures: tuple[CodedStudy, ReportInputs] | None = None
    eyes: dict[tuple[str, bool], tuple[CodedStudy, Eyes]] = field(default_factory=dict)
    searches: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


def shelf() -> Shelf:
    """Return the shelf of this app."""
    found: Shelf = current_app.extensions.setdefault(_EXTENSION, Shelf())
    return found


def current_lists() -> Lists:
    """Return the lists as the study stands now; one request works with one state of it."""
    if "lists" not in g:
        kept = shelf()
        coded = desk().coded()
        with kept.lock:
            if kept.lists is None or kept.lists.coded is not coded:
                material = desk().material()
                if "decisions" not in vars(coded) and coded.segments is material.segments:
                    # What was read and suggested stays from one decision to the next.
                    vars(coded)["decisions"] = material.decisions.after(
                        coded.events, coded.versions
                    )
                kept.lists = Lists(coded)
            g.lists = kept.lists
    found: Lists = g.lists
    return found


def current_matrix() -> ThemeMatrix:
    """Return the theme matrix of the same state."""
    coded, kept = current_lists().coded, shelf()
    with kept.lock:
        if kept.matrix is None or kept.matrix[0] is not coded:
            kept.matrix = coded, build_matrix(coded)
        return kept.matrix[1]


def current_figures() -> ReportInputs:
    """Return the same with estimates, by the scores of the last run, and what words they need."""
    coded, kept = current_lists().coded, shelf()
    with kept.lock:
        if kept.figures is None or kept.figures[0] is not coded:
            scored = replace(coded, scores=load_study_scores(desk().context(), coded.segments))
            vars(scored)["decisions"] = coded.decisions
            kept.figures = coded, ReportInputs(scored, build_matrix(scored))
        return kept.figures[1]


def current_eyes() -> Eyes:
    """Return what the visitor may see."""
    if "eyes" not in g:
        seen, coded, kept = visitor(), current_lists().coded, shelf().eyes
        whose = (seen.coder.id, seen.remote)
        known = kept.get(whose)
        if known is None or known[0] is not coded:
            known = kept[whose] = coded, eyes_of(desk(), seen.coder, coded, remote=seen.remote)
        g.eyes = known[1]
    found: Eyes = g.eyes
    return found


def is_anything_kept() -> bool:
    """Tell whether some passage is kept from the visitor: then figures of people are too."""
    eyes = current_eyes()
    return bool(eyes.kept) or not eyes.visible.all()


def shown() -> Replacements:
    """Return how the study's words are shown to the visitor: pages take them from here alone."""
    if "shown" not in g:
        seen = visitor()
        g.shown = desk().shown_to(seen.coder, remote=seen.remote)
    found: Replacements = g.shown
    return found


def show(template: str, **more: object) -> str:
    """Return a page of the desk."""
    return render_template(
        template, request_id=new_request_id(), known=desk().known(), state_names=NAMES,
        signs=SIGNS, code_of=code_of, coder_name=coder_name, coder=visitor().coder,
        support=desk().study.support, reflexive=desk().study.method == "reflexive",
        times=desk().study.periods, **more,
    )  # fmt: skip


def code_of(code_id: str) -> Code:
    """Return a code; one that has gone from the codebook by its id alone."""
    if "codes" not in g:
        g.codes = {one.id: one for one in codes_as_shown(desk().codebook.codes, shown())}
    known: dict[str, Code] = g.codes
    return known.get(code_id) or Code(id=code_id, name=code_id)


def coder_name(coder: str) -> str:
    """Return the name of a coder."""
    return current_lists().coded.coder_names.get(coder, coder)


# -- filters in addresses -----------------------------------------------------------------------


def asked_here() -> Asked:
    """Return the filter that the address holds; an unknown key is not there.

    Beside a row of the matrix a strand is that of its cell, with its wave, and filters nothing.
    """
    found: Wants = {}
    for kind in KINDS:
        if kind == "strand" and request.args.get("row"):
            continue
        key = request.args.get(kind, "")
        if key:
            target = desk().target_of(kind, key)
            if target is None:
                abort(404)
            found[kind] = target
    state = request.args.get("state", "")
    if state and state not in STATES:
        abort(404)
    return Asked(state=state, **found)


def in_address(asked: Asked) -> Wants:
    """Return a filter as it stands in an address: states in words, all else as keys."""
    found = {"state": asked.state} if asked.state else {}
    for kind in KINDS:
        target: str = getattr(asked, kind)
        if target:
            found[kind] = desk().key_of(kind, target)
    return found


def names_of(asked: Asked) -> dict[str, str]:
    """Return the names of what a filter asks for, by id."""
    names = {asked.coder: coder_name(asked.coder), asked.code: code_of(asked.code).name}
    document = desk().document(asked.document) if asked.document else None
    if document is not None:
        names[document.id] = shown().anywhere(document.name)
    return names


def trail() -> Wants:
    """Return the part of the address that says from which list a passage was opened."""
    kept = (*KINDS, "state", "row", "part", "found")
    return {name: request.args[name] for name in kept if request.args.get(name)}


def remember_search(words: str) -> str:
    """Keep the words of a search here, and return the key that stands for them in an address."""
    key, kept = secrets.token_hex(11), shelf()
    with kept.lock:
        kept.searches[key] = visitor().coder.id, words
        while len(kept.searches) > _SEARCHES:
            kept.searches.popitem(last=False)
    return key


def searched(key: str) -> str:
    """Return the words of a search of this visitor; searches are forgotten at a restart."""
    coder, words = shelf().searches.get(key, ("", ""))
    return words if coder == visitor().coder.id else ""


# -- passages -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in a list."""

    number: int
    key: str
    document: str
    speaker: str
    time: str
    text: str
    question: str
    margin: Margin


def rows_of(segments: Sequence[int]) -> list[Row]:
    """Return passages as a list shows them."""
    lists, eyes = current_lists(), current_eyes()
    coded = lists.coded
    found = [coded.segments[at] for at in segments]
    places = [eyes.kept.get(at) or place_of(one) for at, one in zip(segments, found, strict=True)]
    keys = desk().keys(places)
    names = {one.document for one in found}
    said = shown()
    documents = {
        name: said.anywhere(document.name) for name in names if (document := desk().document(name))
    }
    return [
        Row(
            at, key, documents.get(one.document, ""), said.anywhere(one.speaker),
            clock(one.start_time), said.text(one.document, one.start, one.end) if one.text else "",
            said.anywhere(one.question) if one.item else "", margin,
        )
        for (at, margin), one, key in zip(lists.rows(segments, eyes), found, keys, strict=True)
    ]  # fmt: skip


def place_of(segment: Segment) -> Place:
    """Return the place of a segment, opened freely."""
    return Place(segment.document, segment.text_hash, segment.start, segment.end)


def page_of(found: Ints) -> tuple[int, int, list[int]]:
    """Return which page is asked for, of how many, and what is on it."""
    pages = max(1, -(-found.size // PAGE))
    told = request.args.get("page", "1")
    page = min(int(told) if told.isascii() and told.isdigit() and len(told) < _DIGITS else 1, pages)
    page = max(page, 1)
    return page, pages, found[(page - 1) * PAGE : page * PAGE].tolist()

"""Where a researcher begins: what there is to look at, lists of passages, and a search in them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from themekit.report.counting import trust_by_code, trusted
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_listing import list_here
from themekit.review.pages.desk_shared import (
    KINDS,
    asked_here,
    current_eyes,
    current_figures,
    current_lists,
    in_address,
    is_anything_kept,
    names_of,
    page_of,
    remember_search,
    rows_of,
    searched,
    show,
    shown,
    trail,
)
from themekit.review.pages.forms import submitted
from themekit.workflows.cells import told_of
from themekit.workflows.descriptions import descriptions_of
from themekit.workflows.lists import STATES, Asked, Shown
from themekit.workflows.queue import Queue, queue_of
from themekit.workflows.safety import concerns
from themekit.workflows.saying import count_said, filled_by, filter_said

pages = Blueprint("desk", __name__)
_MOST_CODES = 8
_MOST_DOCUMENTS = 300
"""Documents among which somebody chooses; of more, one is found by its name."""


@pages.get("/desk")
@needs_role("researcher")
def overview() -> str:
    """Say what there is to look at, what waits for this person, and what people disagree about."""
    lists, eyes = current_lists(), current_eyes()
    counts = lists.count(eyes)
    differing: Shown = "read differently" if lists.reflexive else "disputed"
    keys = desk().keys_of("code", [code for code, _ in lists.by_code(differing, eyes)])
    asking = descriptions_of(lists.coded)
    return show(
        "desk_overview.html",
        counts=[
            (state, count_said(count, count, filter_said(Asked(state=state), {})))
            for state, count in counts.items()
        ],
        of=int(lists.scope(Asked(), eyes).sum()),
        held_back=lists.held_back(Asked(), eyes),
        differing=[(keys[code], code, count) for code, count in lists.by_code(differing, eyes)][
            :_MOST_CODES
        ],
        differing_state=differing,
        given=_given().left,
        draws=wish.plan.passages if (wish := desk().wish) else 0,
        worried=sum(one.is_open for one in concerns(desk().context())),
        asking=sum(one.became == "open" for one in asking),
        **_choices(Asked()),
    )


@pages.get("/desk/given")
@needs_role("researcher")
def given() -> Response:
    """Go to the next passage that this person was given."""
    waiting = _given()
    if waiting.key is None:
        return redirect(url_for(".overview"), 303)
    told = {"kept": 1, "left": waiting.left} if "kept" in request.args else {}
    return redirect(url_for("desk_passage.decide", key=waiting.key, **told), 303)  # type: ignore[arg-type]


@pages.get("/desk/passages")
@needs_role("researcher")
def listed() -> str:
    """List passages."""
    lists, eyes, asked = current_lists(), current_eyes(), asked_here()
    found, said = list_here()
    of = int(lists.scope(replace(asked, state="", code="", coder=""), eyes).sum())
    page, of_pages, here = page_of(found)
    told = " ".join(one for one in (filter_said(asked, names_of(asked)), said) if one)
    return show(
        "desk_list.html",
        asked=asked,
        sentence=count_said(int(found.size), of, told),
        count=int(found.size),
        filled_by="" if said else filled_by(asked),
        rows=rows_of(here),
        page=page,
        pages=of_pages,
        of_code=_of_code(asked),
        trail=trail(),
        words=searched(request.args.get("found", "")),
        held_back=lists.held_back(asked, eyes) if asked.of_words or "row" in request.args else 0,
        **_choices(asked),
    )


@pages.post("/desk/search")
@needs_role("researcher")
def search() -> Response:
    """Look for words in passages: they stay here, and the address holds a key."""
    form = submitted()
    wants = {name: form.text(name) for name in (*KINDS, "state") if form.text(name)}
    if form.text("document_name"):
        wants["document"] = _document_named(form.text("document_name")) or wants.get("document", "")
    if form.text("words"):
        wants["found"] = remember_search(form.text("words"))
    return redirect(url_for(".listed", **wants), 303)  # type: ignore[arg-type]


def _of_code(asked: Asked) -> dict[str, object]:
    """Return what the report says of the code that is asked for, while nothing is kept back."""
    if not asked.code or is_anything_kept():
        return {}
    inputs = current_figures()
    trust = trust_by_code(inputs.matrix).get(asked.code)
    return {
        "figures": told_of(inputs, asked.code),
        "trust": trusted(trust) if trust and trust.measured else "",
    }


def _given() -> Queue:
    return queue_of(desk(), visitor().coder, remote=visitor().remote)


def _choices(asked: Asked) -> dict[str, object]:
    """Return what a list can be filtered by, each with its key."""
    coded = current_lists().coded
    coders = {one.id: one.name for one in coded.coders if one.role != "facilitator"}
    documents = {one.id: shown().anywhere(one.name) for one in coded.documents}
    if len(documents) > _MOST_DOCUMENTS:
        documents = {one: name for one, name in documents.items() if one == asked.document}
    things = {
        "code": {one.id: shown().anywhere(one.shown_path) for one in coded.codebook.codes},
        "strand": {one.name: shown().anywhere(one.name) for one in coded.study.strands},
        "document": documents,
        "coder": coders,
    }
    choices = []
    for kind, names in things.items():
        keys = desk().keys_of(kind, list(names))
        choices.append((kind, [(keys[one], name) for one, name in names.items()]))
    return {
        "choices": choices,
        "chosen": in_address(asked),
        "all_states": _states(),
        "name_document": len(coded.documents) > _MOST_DOCUMENTS,
    }


def _document_named(name: str) -> str:
    """Return the key of a document by its name, or of the first whose name begins so.

    It is the name as it is shown: nobody learns by asking what was replaced.
    """
    wanted = name.casefold()
    names = [(shown().anywhere(one.name).casefold(), one.id) for one in desk().material().documents]
    exact = [document for known, document in names if known == wanted]
    alike = [document for known, document in names if known.startswith(wanted)]
    return next((desk().key_of("document", one) for one in [*exact, *alike]), "")


def _states() -> tuple[str, ...]:
    reflexive = current_lists().reflexive
    left_out = {"disputed", "reopened", "both stand"} if reflexive else {"read differently"}
    return tuple(one for one in STATES if one not in left_out)

"""One passage before a researcher: what is suggested, the whole codebook, one form and one act."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from themekit.codebook import Code
from themekit.decisions import ChosenQuote, Ints
from themekit.events import Coding, Look
from themekit.report.reasons import Told
from themekit.review.here import desk, needs_role, visitor
from themekit.review.pages.desk_listing import is_by_likelihood, list_here
from themekit.review.pages.desk_shared import (
    asked_here,
    code_of,
    current_eyes,
    current_lists,
    place_of,
    rows_of,
    show,
    trail,
)
from themekit.review.pages.forms import Submitted, keep, new_request_id, submitted
from themekit.tasks.answers import Answer, Choice, look, undo
from themekit.workflows.chosen_quotes import last_choice, taking_back
from themekit.workflows.deciding import (
    Decision,
    asked_about,
    by_theme,
    earlier_of,
    events_of,
    shows_all,
    suggested_to,
    what_is_missing,
)
from themekit.workflows.desk import Place
from themekit.workflows.differences import Difference, differences_on
from themekit.workflows.passages import Passage, last_act, passage_of, place_in_draw
from themekit.workflows.quoting_here import quoting_of
from themekit.workflows.transcripts import AROUND, turns_of

pages = Blueprint("desk_passage", __name__)
CHOICES: tuple[Choice, ...] = ("yes", "no", "unsure", "problem")
SAID = {
    "accept": "yes", "add": "yes", "change_code": "yes", "reject": "no", "unsure": "unsure",
    "code_problem": "problem",
}  # fmt: skip
BESIDE = 12
"""Passages of the list shown before and after the one that is open."""
Answered = Response | str | tuple[str, int]


@pages.get("/desk/passage/<key>")
@needs_role("researcher")
def decide(key: str) -> Answered:
    """Show a passage and the form."""
    here = passage_here(key)
    return passage_page(here)


@pages.post("/desk/passage/<key>")
@needs_role("researcher")
def decided(key: str) -> Answered:
    """Keep what the form says."""
    here, form = passage_here(key), submitted()
    if kept_from(here) is not None:
        return passage_page(here), 409
    if "find" in form.values or "evidence" in form.values:
        return passage_page(here, form)
    decision = _decision(here, form)
    missing = what_is_missing(here, decision)
    if missing:
        return passage_page(here, form, missing=missing), 422
    earlier = earlier_of(here, decision)
    if form.clashes(earlier):
        return passage_page(here, form, clash=True), 409
    where = desk().where(here.given, scores_shown=bool(form.text("scores")))
    keep(form, events_of(here, where, decision, new_request_id()), earlier)
    return on_to(_after(here))


@pages.post("/desk/passage/<key>/skip")
@needs_role("researcher")
def skip(key: str) -> Answered:
    """Pass a passage by."""
    here, form = passage_here(key), submitted()
    there = here.said.look
    earlier = () if there is None else (there,)
    keep(form, [look(here.where, (), "skipped", earlier)], earlier)
    return on_to(_after(here))


@pages.post("/desk/undo")
@needs_role("researcher")
def take_back() -> Response:
    """Take the last act back, whole, and show where it was."""
    form, coder = submitted(), visitor().coder
    own = desk().said_by(coder.id)
    if form.took_back(own):
        return on_to(url_for("desk.overview"))
    if chosen := last_choice(current_lists().coded, coder.id, own):
        return take_choice_back(form, chosen)
    last = last_act(own)
    if not last:
        return on_to(url_for("desk.overview"))
    at = next(one for one in last if isinstance(one, (Coding, Look)))
    keep(form, [undo(last)])
    return on_to(url_for(".decide", key=desk().key(_place_of(at)), undone=1))


def take_choice_back(form: Submitted, chosen: ChosenQuote) -> Response:
    """Take a quotation that this visitor chose back, and show the passage that it is of."""
    coded = current_lists().coded
    back = taking_back(coded, chosen.segment_id, chosen.code_id, visitor().coder.id)
    if back is not None:
        keep(form, [back])
    key = desk().key(place_of(coded.segment_by_id[chosen.segment_id]))
    return on_to(url_for("desk_passage.decide", key=key, chosen="back", **trail(), _anchor="quote"))  # type: ignore[arg-type]


def _place_of(event: Coding | Look) -> Place:
    """Return the passage on which an event lies: that of its draw, where it was given in one."""
    given = place_in_draw(desk(), visitor().coder, event)
    return given or Place(event.document, event.text_hash, event.start, event.end)


# -- what the page is made of -------------------------------------------------------------------


def passage_here(key: str) -> Passage:
    """Return a passage that this visitor may see; what they may not see is not there."""
    found = passage_of(desk(), visitor().coder, key, remote=visitor().remote)
    if found is None:
        abort(404)
    return found


def numbers_of(here: Passage) -> list[int]:
    """Return the numbers of the segments of a passage."""
    position = current_lists().passages.position
    return [position[one.id] for one in here.segments]


def kept_from(here: Passage) -> Place | None:
    """Return the open passage without suggestions that has to be answered before this one."""
    kept = current_eyes().kept
    places = [kept[at] for at in numbers_of(here) if at in kept]
    item, draw = here.given.item, here.given.draw.draw
    own = Place(item.document, item.text_hash, item.start, item.end, draw)
    return None if own in places else next(iter(places), None)


def on_to(address: str) -> Response:
    """Go on to a page; a script that sent the form is told where."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(next=address)
    return redirect(address, 303)


def passage_page(
    here: Passage,
    form: Submitted | None = None,
    *,
    missing: str = "",
    clash: bool = False,
    refused: str = "",
) -> str:
    """Show a passage; `missing` and `refused` say what the form or the choice of words lacks."""
    waiting = kept_from(here)
    item, numbers = here.given.item, numbers_of(here)
    document_key = desk().key_of("document", here.document.id)
    before, following, beside = _beside(numbers[0])
    more: dict[str, object] = {}
    if waiting is None:
        more = {**_asked(here, form), **_quoting(here)}
    return show(
        "desk_passage.html" if waiting is None else "desk_kept.html",
        here=here,
        form=form,
        missing=missing,
        clash=clash,
        refused=refused,
        place=_where_focus_goes(form, failed=bool(missing or clash or refused)),
        chosen=request.args.get("chosen", ""),
        undone="undone" in request.args,
        kept="kept" in request.args,
        left=request.args.get("left", type=int),
        kept_key=desk().key(waiting) if waiting is not None else "",
        document_key=document_key,
        turns=turns_of(
            current_lists(), current_eyes(), desk().segments_of(here.document.id), here.shown,
            desk().replacements(), (item.start, item.end), AROUND,
        ),
        beside=beside,
        before=before,
        following=following,
        trail=trail(),
        number=numbers[0],
        **more,
    )  # fmt: skip


def _where_focus_goes(form: Submitted | None, *, failed: bool) -> str:
    """Return what of a page that answers a form is to be read first; nothing for its heading."""
    if failed or form is None:
        return "error" if failed else ""
    return next((one for one in ("evidence", "find") if one in form.values), "")


def _asked(here: Passage, form: Submitted | None) -> dict[str, object]:
    """Return what the form asks, and what it held when it was sent."""
    few = shows_all(here)
    wanted = form.text("search").casefold() if form and not few else ""
    keys = desk().keys_of("code", here.code_ids)
    rest = [
        code
        for code in asked_about(here)
        if wanted in _read_of(code) or (form and form.text(f"say.{keys[code.id]}"))
    ]
    shown = bool(form and ("evidence" in form.values or form.text("scores")))
    suggested = [code for name in suggested_to(here) if (code := here.code(name)) is not None]
    return {
        "suggested": suggested,
        "unsure": _unsure(here),
        "few": few,
        "themes": by_theme(rest),
        "found": len(rest),
        "wanted": wanted,
        "of": len(asked_about(here)),
        "values": form.values if form else {},
        "said": {code: SAID.get(one.decision, "") for code, one in here.said.words.items()},
        "scores_shown": shown and not here.given.blind,
        "evidence": _evidence(here) if shown and not here.given.blind else {},
        "words": here.words(),
        "own_words": here.own_words(),
        "differences": _differences(here),
        "code_keys": keys,
    }


def _quoting(here: Passage) -> dict[str, object]:
    """Return what of the passage can be quoted for which codes, and what was chosen."""
    found = quoting_of(current_lists().coded, here)
    keys = desk().keys_of("code", found.codes if found else ())
    return {
        "quoting": found,
        "quoting_codes": [(key, code_of(one).name) for one, key in keys.items()],
    }


def _read_of(code: Code) -> str:
    """Return the words by which a code is searched."""
    told = (*code.path, code.name, code.definition, code.plain_name, *code.include, *code.examples)
    return " ".join(told).casefold()


def _unsure(here: Passage) -> frozenset[str]:
    """Return the ids of the codes that are suggested, but not surely."""
    found = [one for segment in here.segments for one in desk().suggestions_of(segment.id)]
    sure = {one.code_id for one in found if one.status == "suggested"}
    return frozenset(one.code_id for one in found) - sure


def _evidence(here: Passage) -> dict[str, dict[str, str]]:
    """Return by code what speaks for a suggestion: asked for, and never shown before.

    Other passages are quoted in it as far as this person may be shown them.
    """
    eyes, position = current_eyes(), current_lists().passages.position

    def may_quote(segment: str) -> bool:
        at = position.get(segment)
        return at is None or bool(eyes.visible[at] and not eyes.is_kept(at))

    told, found = Told(current_lists().coded, may_quote, here.shown), {}
    frozen = dict(here.given.item.suggested)
    for segment in here.segments:
        for one in desk().suggestions_of(segment.id):
            if one.code_id in frozen:
                found[one.code_id] = {
                    "words": here.text_of(one.evidence_start, one.evidence_end)
                    if one.evidence
                    else "",
                    "because": told.because(one),
                    "nearest": told.nearest_example(one),
                    "against": told.against(one),
                }
    return {
        code: {**found.get(code, {}), "score": f"{score:.0%}"} for code, score in frozen.items()
    }


def _differences(here: Passage) -> list[Difference]:
    """Return what people read differently here, as far as this person may know."""
    if here.given.draw.draw and here.said.look is None:
        return []
    lists = current_lists()
    return [one for at in numbers_of(here) for one in differences_on(lists, at)]


def _decision(here: Passage, form: Submitted) -> Decision:
    """Return what the form says."""
    span = here.span(form.number("first"), form.number("last"))
    keys, answers = desk().keys_of("code", here.code_ids), []
    for code in here.codes:
        key = keys[code.id]
        choice = form.one_of(f"say.{key}", CHOICES)
        if choice is None:
            continue
        answers.append(
            Answer(
                code_id=code.id,
                choice=choice,
                stance=form.one_of(_named(form, "stance", key), ("for", "against", "mixed")) or "",
                period=form.one_of(_named(form, "period", key), ("before", "during", "after"))
                or "",
                memo=form.text(_named(form, "memo", key)),
                span=span,
            )
        )
    rest = form.text("done") == "rest"
    # All stood open on the page: those that are there now, unless the codebook changed meanwhile.
    saw_all = rest and shows_all(here) and form.text("shown") == here.where.codebook_hash
    return Decision(
        tuple(answers),
        rest=rest,
        whole=saw_all or bool(form.text("whole")),
        own_words=form.text("own_words"),
        note=form.text("note"),
    )


def _named(form: Submitted, field: str, key: str) -> str:
    """Return under which name a field stands: the code's own, else that of the whole form."""
    own = f"{field}.{key}"
    return own if form.text(own) else field


# -- where it goes on ---------------------------------------------------------------------------


def _beside(number: int) -> tuple[str, str, list[object]]:
    """Return the keys of the passage before and after in the list, and its neighbours there."""
    found, _ = list_here()
    at = _next_in(found, number)
    here = at - 1 if at and found[at - 1] == number else at
    low, high = max(0, here - BESIDE), min(len(found), here + BESIDE + 1)
    rows = rows_of(found[low:high].tolist())
    keys = {row.number: row.key for row in rows}
    before = keys.get(int(found[here - 1]), "") if here > 0 else ""
    following = keys.get(int(found[at]), "") if at < len(found) else ""
    return before, following, list(rows)


def _next_in(found: Ints, number: int) -> int:
    """Return the place in a list behind a passage, which may have left it.

    In a list by likelihood the first that is left then comes next.
    """
    if number in found:
        return int(np.flatnonzero(found == number)[0]) + 1
    return 0 if is_by_likelihood(asked_here()) else bisect_right(found, number)


def _after(here: Passage) -> str:
    """Return where to go once a passage is done: on in its draw or list, else the same again."""
    if here.given.draw.draw:
        return url_for("desk.given", kept=1)
    wants = trail()
    if wants:
        _, following, _ = _beside(numbers_of(here)[-1])
        if following:
            return url_for(".decide", key=following, kept=1, **wants)  # type: ignore[arg-type]
    return url_for(".decide", key=here.key, kept=1, **wants)  # type: ignore[arg-type]

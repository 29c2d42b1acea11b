"""One passage a page: what was asked, what was said, and one question about it.

Every step has an address of its own, and what comes next follows from what is kept: the way back,
another device and a restart lead to the same page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from themekit.codebook import Code
from themekit.events import Coding, Event, Look, Outcome
from themekit.review.here import desk, needs_visitor, visitor
from themekit.review.pages.forms import (
    Submitted,
    keep,
    new_request_id,
    submitted,
    whole_number,
)
from themekit.review.pages.visit import only_if_looked_after
from themekit.tasks.answers import Answer, Choice, look, remark, undo, word
from themekit.tasks.asking import covered, next_step, questions, rest
from themekit.workflows.passages import Passage, last_act, passage_of, place_in_draw
from themekit.workflows.queue import queue_of

pages = Blueprint("passages", __name__)
pages.before_request(only_if_looked_after)
CHOICES: tuple[Choice, ...] = ("yes", "no", "unsure")
Answered = Response | str | tuple[str, int]


@pages.get("/next")
@needs_visitor
def following() -> Response:
    """Go to the next passage that this person was given, or to the end."""
    if visitor().coder.role == "researcher":
        return redirect(url_for("desk.given"), 303)
    queue = queue_of(desk(), visitor().coder, remote=visitor().remote)
    if queue.key is None:
        return redirect(url_for("visit.finished"), 303)
    return redirect(url_for(".opened", key=queue.key), 303)


@pages.get("/passage/<key>")
@needs_visitor
def opened(key: str) -> Answered:
    """Say what a passage mentions where somebody may not want to read it, else go on."""
    here = passage(key)
    step, code = next_step(here.given, here.code_ids, here.said)
    if step == "done":
        return redirect(url_for(".following"), 303)
    notes = _own_notes(here)
    if (here.given.item.note or notes) and not here.said.words and "read" not in request.args:
        return _page("note.html", here, notes=notes)
    return redirect(_address(here, code), 303)


@pages.get("/passage/<key>/<int:number>")
@needs_visitor
def question(key: str, number: int) -> Answered:
    """Ask whether a passage is about one thing."""
    here = passage(key)
    first, last = (whole_number(request.args.get(name, "")) for name in ("first", "last"))
    if first is not None and here.span(first, last) is None and (first, last) != here.own_words():
        return _words(here, number, first, last), 422
    return _question(here, number)


@pages.post("/passage/<key>/<int:number>")
@needs_visitor
def answer(key: str, number: int) -> Answered:
    """Keep an answer to one question."""
    here, form = passage(key), submitted()
    code = _asked(here, number)
    choice = form.one_of("choice", (*CHOICES, "problem"))
    if choice is None or (choice == "problem" and not form.text("memo")):
        return _question(here, number, form=form, missing=True), 422
    told = Answer(
        code_id=code.id,
        choice=choice,
        stance=form.one_of("stance", ("for", "against", "mixed")) or "",
        period=form.one_of("period", ("before", "during", "after")) or "",
        memo=form.text("memo"),
        span=here.span(form.number("first"), form.number("last")),
    )
    said = here.said.words.get(code.id)
    earlier = () if said is None else (said,)
    if form.clashes(earlier):
        return _question(here, number, form=form, there=said), 409
    keep(form, [word(here.where, told, earlier)], earlier)
    return _on(_after(here, number))


@pages.get("/passage/<key>/<int:number>/description")
@needs_visitor
def description(key: str, number: int) -> Answered:
    """Ask what of a description needs changing."""
    here = passage(key)
    return _page("description.html", here, code=_asked(here, number), number=number)


@pages.get("/passage/<key>/words")
@needs_visitor
def words(key: str) -> Answered:
    """Let somebody say which words it is about: narrower, or with what stands beside it."""
    here = passage(key)
    return _words(here, whole_number(request.args.get("back", "")) or 1, *here.own_words())


@pages.get("/passage/<key>/else")
@needs_visitor
def anything_else(key: str) -> Answered:
    """Ask whether something else is going on."""
    return _else(passage(key))


@pages.post("/passage/<key>/else")
@needs_visitor
def finish(key: str) -> Answered:
    """Keep what else is going on, or that nothing of what was shown is: the passage is done."""
    here, form = passage(key), submitted()
    earlier = _last_page(here)
    if "find" in form.values:
        return _else(here, form=form)
    if form.clashes(earlier):
        return _else(here, form=form, there=here.said.look), 409
    ticked = _ticked(here, form)
    if form.text("done") == "nothing" and (ticked or form.text("own_words")):
        return _else(here, form=form, unclear=True), 422
    keep(form, _finished(here, form, ticked, earlier), earlier)
    return _on(url_for(".following"))


@pages.post("/passage/<key>/skip")
@needs_visitor
def skip(key: str) -> Answered:
    """Pass a passage by, for whatever reason."""
    here, form = passage(key), submitted()
    pass_by(here, form)
    return _on(url_for(".following"))


def pass_by(here: Passage, form: Submitted) -> None:
    """Keep that somebody passed a passage by."""
    there = here.said.look
    earlier = () if there is None else (there,)
    keep(form, [look(here.where, (), "skipped", earlier)], earlier)


@pages.post("/undo")
@needs_visitor
def take_back() -> Answered:
    """Take the last answer back and show its page again."""
    form, coder = submitted(), visitor().coder
    own = desk().said_by(coder.id)
    last = last_act(own)
    if not last or form.took_back(own):
        return _on(url_for("home.first"))
    event = undo(last)
    place = place_in_draw(desk(), coder, event)
    if place is None:
        keep(form, [event])
        return _on(url_for("home.first"))
    key = desk().key(place)
    if passage_of(desk(), coder, key, remote=visitor().remote) is None:
        return _on(url_for(".not_undone"))
    keep(form, [event])
    return _on(url_for(".opened", key=key, read=1))


@pages.get("/not-undone")
@needs_visitor
def not_undone() -> str:
    """Say that a passage that no longer comes to somebody cannot be gone back to."""
    return render_template("not_undone.html")


# -- pages and addresses ------------------------------------------------------------------------


def passage(key: str) -> Passage:
    """Return a passage that this visitor may see; what they may not see is not there."""
    found = passage_of(desk(), visitor().coder, key, remote=visitor().remote)
    if found is None:
        abort(404)
    return found


def _page(template: str, here: Passage, **more: object) -> str:
    queue = queue_of(desk(), visitor().coder, remote=visitor().remote)
    return render_template(
        template, here=here, queue=queue, request_id=new_request_id(), support=desk().study.support,
        **more,
    )  # fmt: skip


def _question(
    here: Passage,
    number: int,
    *,
    form: Submitted | None = None,
    missing: bool = False,
    there: Coding | None = None,
) -> str:
    code = _asked(here, number)
    given = form.values if form else request.args
    first, last = whole_number(given.get("first", "")), whole_number(given.get("last", ""))
    return _page(
        "question.html", here, code=code, number=number, form=form, missing=missing, there=there,
        first=first, last=last, span=here.span(first, last), evidence=_evidence(here, code),
        said=here.said.words.get(code.id), times=desk().study.periods,
    )  # fmt: skip


def _evidence(here: Passage, code: Code) -> str:
    """Return the words for which a code was suggested; nothing where suggestions are not shown."""
    if here.given.blind:
        return ""
    suggested = (one for segment in here.segments for one in desk().suggestions_of(segment.id))
    found = (one for one in suggested if one.code_id == code.id and one.evidence)
    return next((here.text_of(one.evidence_start, one.evidence_end) for one in found), "")


def _words(here: Passage, back: int, first: int | None, last: int | None) -> str:
    words = here.words()
    wrong = (first, last) != here.own_words()
    return _page(
        "words.html", here, words=words, first=first or words[0].first,
        last=last or words[-1].last, back=back, wrong=wrong,
    )  # fmt: skip


def _own_notes(here: Passage) -> tuple[str, ...]:
    """Return what the list says before a passage about which it is asked with suggestions."""
    if here.given.blind:
        return ()
    asked = (here.code(one) for one in questions(here.given, here.code_ids))
    return tuple(dict.fromkeys(one.content_note for one in asked if one and one.content_note))


def _else(
    here: Passage,
    form: Submitted | None = None,
    there: Look | None = None,
    *,
    unclear: bool = False,
) -> str:
    shown = [code for code in here.codes if code.id in set(rest(here.given, here.code_ids))]
    asked = set(questions(here.given, here.code_ids))
    found = [code for code in here.codes if code.id not in asked and code not in shown]
    if form is not None and (wanted := form.text("search").casefold()):
        found = [code for code in found if wanted in _read_of(code)]
    return _page(
        "else.html", here, shown=shown, found=found, form=form, there=there, unclear=unclear,
        said=here.said.look, code_keys=desk().keys_of("code", here.code_ids),
        chosen=_ticked(here, form) if form else (),
    )  # fmt: skip


def _ticked(here: Passage, form: Submitted) -> tuple[str, ...]:
    """Return the ids of the codes that were ticked; outside they go by keys, as all does."""
    keys = desk().keys_of("code", here.code_ids)
    ticked = set(form.some_of("code", keys.values()))
    return tuple(code for code, key in keys.items() if key in ticked)


def _finished(
    here: Passage, form: Submitted, ticked: Iterable[str], earlier: Iterable[Event]
) -> list[Event]:
    """Return the events of the last page: what was added, the look, and what was written."""
    replaced = tuple(earlier)
    added: list[Event] = [word(here.where, Answer(code_id=code, choice="yes")) for code in ticked]
    spoken = bool(added) or any(one not in replaced for one in here.said.words.values())
    outcome: Outcome = "coded" if spoken else "nothing applies"
    shown = covered(here.given, here.code_ids)
    seen = look(here.where, shown, outcome, replaced)
    written = [form.text("own_words"), form.text("memo")]
    seen = replace(seen, event_id=new_request_id())
    return [*added, seen, *(remark(seen, one) for one in written if one)]


def _last_page(here: Passage) -> tuple[Event, ...]:
    """Return what was said on the last page of a passage, if it was gone through."""
    look_there = here.said.look
    if look_there is None:
        return ()
    added = [one for one in here.said.words.values() if one.act == look_there.act]
    return (*added, look_there)


def _asked(here: Passage, number: int) -> Code:
    asked = questions(here.given, here.code_ids)
    if not 1 <= number <= len(asked):
        abort(404)
    code = here.code(asked[number - 1])
    if code is None:
        abort(404)
    return code


def _address(here: Passage, code_id: str) -> str:
    """Return the address of the page that asks about a code; of the last one where none is."""
    asked = questions(here.given, here.code_ids)
    if code_id in asked:
        return url_for(".question", key=here.key, number=asked.index(code_id) + 1)
    return url_for(".anything_else", key=here.key)


def _after(here: Passage, number: int) -> str:
    asked = questions(here.given, here.code_ids)
    return _address(here, asked[number] if number < len(asked) else "")


def _on(address: str) -> Response:
    """Go on to a page; a script that sent the form is told where."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(next=address)
    return redirect(address, 303)


def _read_of(code: Code) -> str:
    """Return the words by which a code is searched."""
    told = (code.plain_name, code.plain_meaning, code.name, code.definition)
    return " ".join(told).casefold()

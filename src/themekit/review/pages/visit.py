"""What a peer researcher meets around the passages: the start, two to try out, the end."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from themekit.codebook import Code
from themekit.events import Note
from themekit.review.counting import begin_to_count
from themekit.review.here import desk, needs_visitor, visitor
from themekit.review.pages.forms import keep, new_request_id, submitted
from themekit.tasks.content_notes import all_topics
from themekit.tasks.practice import to_try_out
from themekit.workflows.overruled import talked_over as settled_of
from themekit.workflows.passages import codes_as_shown
from themekit.workflows.queue import not_served, provide, queue_of

pages = Blueprint("visit", __name__)
NOT_TO_SEE = "not to see"


def only_if_looked_after() -> str | None:
    """Serve a peer nothing where nobody is named who reads what they worry about."""
    if g.visitor is not None and not_served(desk(), visitor().coder):
        return render_template("not_ready.html")
    return None


pages.before_request(only_if_looked_after)


@pages.get("/start")
@needs_visitor
def start() -> str:
    """Say what is asked of somebody, how long it takes and who sees it."""
    return _page("start.html", practice=bool(_examples()), hidden=_hidden())


@pages.post("/start")
@needs_visitor
def begin() -> Response | str:
    """Give out passages where none are left, and go to the first."""
    coder = visitor().coder
    if "minutes" in request.form:
        begin_to_count()
    why = provide(desk(), coder, remote=visitor().remote)
    if why and coder.role != "peer":
        return _page("finished.html", why=why)
    return redirect(url_for("passages.following"), 303)


@pages.get("/practice/<int:number>")
@needs_visitor
def practice(number: int) -> str:
    """Show a passage to try out: an example from the list itself; nothing of it is kept."""
    code, example = _example(number)
    return _page("practice.html", code=code, example=example, number=number, of=_tries())


@pages.post("/practice/<int:number>")
@needs_visitor
def practised(number: int) -> str:
    """Say what the people who wrote the list had in mind."""
    code, example = _example(number)
    choice = submitted().one_of("choice", ("yes", "no", "unsure"))
    return _page(
        "practised.html", code=code, example=example, number=number, of=_tries(), choice=choice
    )


@pages.get("/topics")
@needs_visitor
def topics() -> str:
    """Let somebody choose what they do not want to read about."""
    return _page(
        "topics.html", topics=all_topics(), hidden=_hidden(), saved="saved" in request.args
    )


@pages.post("/topics")
@needs_visitor
def hide() -> Response:
    """Keep which topics somebody does not want to read about."""
    form = submitted()
    chosen = form.some_of("topic", _topics())
    keep(form, [Note(name=NOT_TO_SEE, fields=tuple(("topic", one) for one in chosen))])
    return redirect(url_for(".topics", saved=1), 303)


@pages.get("/stopped")
@needs_visitor
def stopped() -> str:
    """Say that all is kept, and how to come back."""
    return _page("stopped.html")


@pages.get("/finished")
@needs_visitor
def finished() -> str:
    """Say what happens next, and ask how somebody wishes to be named."""
    return _page("finished.html", saved="saved" in request.args)


@pages.post("/named")
@needs_visitor
def named() -> Response:
    """Keep how somebody wishes to be named."""
    credit = submitted().text("credit")[:200]
    desk().save(replace(visitor().coder, credit=credit))
    return redirect(url_for(".finished", saved=1), 303)


@pages.get("/talked-over")
@needs_visitor
def talked_over() -> str:
    """Show what became of this person's answers where people read a passage differently."""
    return _page(
        "talked_over.html", settled=settled_of(desk(), visitor().coder, remote=visitor().remote)
    )


def _page(template: str, **more: object) -> str:
    coder = visitor().coder
    queue = queue_of(desk(), coder, remote=visitor().remote)
    study = desk().study
    return render_template(
        template, coder=coder, queue=queue, study=study, support=study.support,
        request_id=new_request_id(), known=desk().known(), **more,
    )  # fmt: skip


def _topics() -> tuple[str, ...]:
    return tuple(one.name for one in all_topics())


def _hidden() -> frozenset[str]:
    """Return the topics that this person chose last."""
    for event in reversed(desk().said_by(visitor().coder.id)):
        if isinstance(event, Note) and event.name == NOT_TO_SEE:
            return frozenset(value for name, value in event.fields if name == "topic")
    return frozenset()


def _examples() -> list[tuple[Code, str]]:
    """Return passages to try out: examples that the list itself gives, each with its code."""
    seen = visitor()
    shown = desk().shown_to(seen.coder, remote=seen.remote)
    return to_try_out(codes_as_shown(desk().codebook.codes, shown))


def _tries() -> int:
    return len(_examples())


def _example(number: int) -> tuple[Code, str]:
    examples = _examples()
    if not 1 <= number <= len(examples):
        abort(404)
    return examples[number - 1]

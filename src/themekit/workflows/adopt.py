"""``themekit adopt``: a topic that no code covers becomes a code, because a person says so."""

from __future__ import annotations

from pathlib import Path

from themekit.codebook import with_code
from themekit.errors import UsageError
from themekit.files import rewrite
from themekit.records import Topic
from themekit.store import writer_lock
from themekit.store.stages import load_stages
from themekit.store.topics import load_topics
from themekit.workflows.former import FORMER_CODEBOOKS
from themekit.workflows.project import load_root, open_result
from themekit.workflows.topics import saved_topics

CHOICE_COLUMNS = ("topic", "label", "segments", "cases", "words")


def topics_to_adopt(path: Path) -> list[tuple[int, str, int, int, str]]:
    """Return the topics of the last run, largest first, as `CHOICE_COLUMNS` names their cells.

    Raises
    ------
    UsageError
        If there are none, with the reason.
    """
    with open_result(path) as context:
        with context.store.reading() as connection:
            stage = load_stages(connection).get("topics")
        found = saved_topics(context, stage)
    rows = [
        (one.id, one.label, one.size, one.cases, ", ".join(one.words))
        for one in found.topics
        if one.id >= 0
    ]
    if not rows:
        raise UsageError(f"There are no topics to adopt: {found.reason}.")
    return rows


def adopt_topic(path: Path, topic: int, name: str, theme: str = "", definition: str = "") -> str:
    """Write a topic into the codebook as a code.

    No participant's words are copied: a codebook is passed on, the material is not.

    Parameters
    ----------
    path : Path
        The study's folder.
    topic : int
    name : str
        What a person calls it; the machine's label is shown where it is missing, never taken.
    theme, definition : str
        Without a definition, one is written that says which topic it came from and asks for a
        better one.

    Returns
    -------
    str
        What was done, in one sentence.

    Raises
    ------
    UsageError
        If there is no such topic, or no name.
    InputError
        If the codebook cannot take the code: the name is there already, or the theme is not.
    """
    root = load_root(path)
    with writer_lock(root), open_result(path) as context:
        with context.store.reading() as connection:
            found = _topic(load_topics(connection).topics, topic)
        told = ", ".join(found.words)
        if not name.strip():
            raise UsageError(
                f"Topic {topic} needs a name of yours, by which it stands in the codebook and the "
                f"report ('themekit adopt {path}' lists what its passages speak of): "
                f'themekit adopt {path} {topic} --name "YOUR NAME FOR IT"'
            )
        entry = {
            "name": name,
            "theme": theme,
            "definition": definition
            or f"Passages like those of topic {found.id} ({told}). Say here what counts.",
        }
        former = context.store.folder / FORMER_CODEBOOKS
        rewrite(context.study.codebook, lambda text: with_code(text, entry), former)
    shown = ", ".join(found.representatives)
    return f"'{name}' stands in {context.study.codebook.name} now. Its topic's segments: {shown}."


def _topic(topics: tuple[Topic, ...], number: int) -> Topic:
    for topic in topics:
        if topic.id == number and number >= 0:
            return topic
    last = max((topic.id for topic in topics), default=-1)
    hint = f"they are numbered 0 to {last} in topics.csv" if last >= 0 else "run the study first"
    raise UsageError(f"There is no topic {number}: {hint}.")

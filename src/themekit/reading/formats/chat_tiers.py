r"""CHAT, the transcription format of TalkBank and CHILDES: ``*MOT:\twords`` with tiers below.

``@`` lines are the head, ``%`` lines annotations, ``\x15start_end\x15`` times in milliseconds. The
codes among the words say how something was said; what is left is what was said.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError
from themekit.reading.decode import check_text, decode
from themekit.reading.layout import Cue, in_turns, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.records import Extract

suffixes = (".cha",)

_SPEECH = re.compile(r"\*([^\s:]{1,20}):[ \t]*(.*)", re.DOTALL)
_TIER = re.compile(r"%([^\s:]{1,20}):")
_BULLET = re.compile(r"\x15[^\x15\n]{0,200}?(\d{1,12})_\d{1,12}[^\x15\n]{0,20}\x15")
_HEAD = 5
_ASKING = frozenset(
    ("investigator", "interviewer", "examiner", "experimenter", "researcher", "moderator")
)
_UNHEARD = "[unintelligible]"
# In order: what stands for words, what says how they were said, and what is left of the signs.
_CODES = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\x15[^\x15\n]*\x15", " "),
        (r"\[=! ?([^\[\]{}]{1,80})\]", r"{\1}"),  # [=! laughing]: heard beside the words
        (r"\[[^\[\]]{0,300}\]", " "),
        (r"\{([^{}]{1,80})\}", r"[\1]"),
        (r"<(?=\S)|(?<=\S)>", ""),
        (
            r"\+[/\"\u201c.,^<+!?]{0,4}([.?!])(?=\s|$)",
            r"\1",
        ),  # +/. and +..., which end an utterance
        (r"(?<!\S)\+[<^,+\"\u201c\u2248/]+", " "),
        (r"(?<!\S)\(\.{1,3}\)|(?<!\S)\((?:\d+:)?\d*\.\d*\)", " "),
        (r"(?<!\S)&[-+~](?=\w)", ""),
        (r"(?<!\S)0\w+|(?<!\S)0(?=\s)", " "),  # left out by the speaker, or an action alone
        (r"(?<!\S)(?:xxx|yyy|www)\b(?:@\S+)?", _UNHEARD),
        (r"(?<=\w)@[a-z]\S*", ""),
        (r"\((\w+)\)", r"\1"),  # (be)cause
        (r"(?<=\w):(?=[\w\s])|[\u2191\u2193\u2308-\u230b\u00b0\u2206\u2207\u204e\u2194]", ""),
        (r"[\u2021\u201e]", ","),
        (r" {1,4}(?=[.?!,;])", ""),
        (r"\s+", " "),
    )
)
_WORDLESS = re.compile(r"[\W_]*")


class _Utterance(NamedTuple):
    """One main tier: who, when, the words as they stand and as they were said."""

    speaker: str
    start: float | None
    raw: str
    words: str


def read(data: bytes, name: str) -> Extract:
    """Read a CHAT file; the utterances of one speaker in a row become one turn."""
    text, notes = decode(data, name)
    check_text(text, name)
    found = recognise(text)
    if found is None:
        message = "No line of speech was found: none such as '*MOT:' and a tab before the words."
        raise InputError.one(name, None, message, "if it is plain text, save it as .txt")
    return replace(found, notes=(*notes, *found.notes))


def recognise(text: str) -> Extract | None:
    """Read a text if it is in CHAT; return None where it is anything else."""
    head = text.lstrip("\ufeff \n")[:2_000].split("\n", _HEAD)[:_HEAD]
    if not any(line.startswith(("@UTF8", "@Begin", "@Participants:")) for line in head):
        return None
    lines = list(_joined(text.split("\n")))
    spoken = [_utterance(found) for line in lines if (found := _SPEECH.match(line))]
    said = [one for one in spoken if not _WORDLESS.fullmatch(one.words)]
    if not said:
        return None
    askers = _askers(lines, {one.speaker for one in said})
    turns = in_turns(Cue(one.start, one.speaker, one.words) for one in said)
    notes = _notes(lines, spoken, len(spoken) - len(said), askers)
    return lay_out(turns, tuple(notes), askers)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, each with those that go on with it: they begin with a tab."""
    last = ""
    for line in lines:
        if line[:1] in {"@", "*", "%"} or not last:
            if last:
                yield last
            last = line
        elif line.strip():
            last = f"{last} {line.strip()}"
    if last:
        yield last


def _utterance(found: re.Match[str]) -> _Utterance:
    """Tell words from codes and times."""
    bullet = _BULLET.search(found[2])
    words = " ".join(found[2].split())
    for pattern, instead in _CODES:
        words = pattern.sub(instead, words)
    raw = " ".join(_BULLET.sub(" ", found[2]).split())
    start = int(bullet[1]) / 1000 if bullet else None
    return _Utterance(found[1], start, raw, words.strip())


def _askers(lines: Iterable[str], speakers: set[str]) -> tuple[str, ...]:
    """Return the speakers whose role in ``@Participants`` is to ask."""
    roles = {}
    for line in lines:
        if line.startswith("@Participants:"):
            for one in line.partition(":")[2].split(","):
                code, *rest = one.split() or [""]
                roles[code] = rest[-1].casefold() if rest else ""
    return tuple(code for code, role in roles.items() if role in _ASKING and code in speakers)


def _notes(
    lines: Iterable[str], spoken: list[_Utterance], wordless: int, askers: tuple[str, ...]
) -> Iterator[str]:
    """Say what was left out, and who asks."""
    lines = list(lines)
    head = sum(line.startswith("@") for line in lines)
    tiers = Counter(found[1] for line in lines if (found := _TIER.match(line)))
    yield f"CHAT: {_counted(head, 'line')} of the head (@) left out."
    if tiers:
        names = ", ".join(f"%{tier}" for tier in sorted(tiers))
        yield f"CHAT: {_counted(tiers.total(), 'annotation')} ({names}) left out."
    coded = sum(one.raw.replace(" ", "") != one.words.replace(" ", "") for one in spoken)
    if coded:
        yield (
            f"CHAT: codes among the words ([//], &-um, (.), xxx and the like) taken out or spelt "
            f"out in {_counted(coded, 'utterance')}."
        )
    if wordless:
        yield f"CHAT: {_counted(wordless, 'utterance')} without words left out."
    if askers:
        yield (
            f"{', '.join(askers)} asks, as @Participants says: write 'interviewer: "
            f"[{', '.join(askers)}]' in the strand if study.yaml does not say so yet."
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"

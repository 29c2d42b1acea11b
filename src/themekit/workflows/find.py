"""``themekit find``: segments that contain words, in any inflected form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from themekit.decisions import CodedStudy
from themekit.errors import UsageError
from themekit.language import Analyser, word_forms
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection

if TYPE_CHECKING:
    from spacy.tokens import Doc

FIND_COLUMNS = ("segment", "case", "status", "codes", "text")
Forms = list[set[str]]


def find_segments(
    path: Path, words: Sequence[str], selection: Selection, *, any_word: bool = False
) -> list[tuple[str, str, str, str, str]]:
    """Find segments by their words.

    Parameters
    ----------
    path : Path
        The study's folder.
    words : sequence of str
        Words or phrases; a phrase's words stand side by side. Inflected forms of a word are one.
    selection : Selection
    any_word : bool
        Any of `words` will do; otherwise all have to be there.

    Returns
    -------
    list of (segment id, case, status, codes, text)
    """
    if not any(word.strip() for word in words):
        raise UsageError("There is no word to look for.")
    with open_result(path) as context:
        coded = load_coded(context)
        chosen = selection.test(context, coded)
        wanted, names = selection.code_ids(context), codes_by_segment(coded)
        segments = [
            one
            for one in coded.segments
            if chosen(one) and (not wanted or wanted & names.get(one.id, {}).keys())
        ]
        analyser = context.analyser()
        phrases = [_forms(doc) for doc in analyser.docs(list(words))]
        hits = _hits(analyser, [one.text for one in segments], phrases, any_word=any_word)
    found = []
    for segment, hit in zip(segments, hits, strict=True):
        if hit:
            codes = "; ".join(names.get(segment.id, {}).values())
            state = segment.skip_reason or ("coded" if codes else "uncoded")
            case = coded.case_of.get(segment.id, "")
            found.append((segment.id, case, state, codes, segment.text))
    return found


def codes_by_segment(coded: CodedStudy) -> dict[str, dict[str, str]]:
    """Return for each segment the codes that count on it: id to name, in codebook order."""
    names = {code.id: code.name for code in coded.codebook.codes}
    found: dict[str, dict[str, str]] = {}
    for one in coded.decisions.standings():
        if one.counts:
            found.setdefault(one.segment_id, {})[one.code_id] = names[one.code_id]
    return found


def _hits(
    analyser: Analyser, texts: Sequence[str], phrases: Sequence[Forms], *, any_word: bool
) -> list[bool]:
    """Tell for each text whether it holds any or all of the phrases; equal texts count once."""
    distinct = list(dict.fromkeys(texts))
    holds = any if any_word else all
    known = {}
    for text, doc in zip(distinct, analyser.docs(distinct), strict=True):
        forms = _forms(doc)
        known[text] = holds(_contains(forms, phrase) for phrase in phrases)
    return [known[text] for text in texts]


def _forms(doc: Doc) -> Forms:
    return [word_forms(word) for word in doc if not word.is_space]


def _contains(forms: Forms, phrase: Forms) -> bool:
    width = len(phrase)
    return any(
        all(form & part for form, part in zip(forms[start : start + width], phrase, strict=True))
        for start in range(len(forms) - width + 1)
    )

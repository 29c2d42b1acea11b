"""Small stand-ins and builders that several tests share; no model is loaded here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from themekit.codebook import Codebook
from themekit.decisions import learned_through, versioned
from themekit.events import Coding, Look, Memo
from themekit.store import open_store
from themekit.store.coders import coder_id, save_versions
from themekit.store.events import append_events, last_number

STUDY = """\
title: A small study (synthetic)
codebook: codebook.yaml
strands:
  - name: Interviews
    kind: interview
    sources: interviews/*
    interviewer: [INT]
  - name: Survey
    kind: survey
    sources: survey.csv
    id: respondent
    open: [worry]
    closed:
      agree: {label: More people come, section: Demand, type: scale, order: ["no", "yes"], positive: ["yes"]}
"""
CODEBOOK = """\
name: Small
version: "1"
themes: [{name: Demand}, {name: Money}]
codes:
  - name: More people
    theme: Demand
    definition: More people look for help than before.
    patterns: [more people]
  - name: Short of money
    theme: Money
    definition: There is not enough money to go on.
    patterns: [money]
"""
INTERVIEW = """\
INT: What changed?

P1: More people came every week. We ran out of money in June, and the phones never stopped.

INT: And the staff?

P1: Tired, mostly. They kept going.
"""
SURVEY = """\
respondent,agree,worry
R1,yes,Money will run out
R2,no,n/a
R3,yes,"More people than we can see, honestly"
"""


class WordEncoder:
    """An encoder without a model: each word adds a fixed direction."""

    key = "word-encoder-1"
    dimensions = 16

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Return unit vectors, and remember which texts were asked for."""
        self.asked.extend(texts)
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)

    def _vector(self, text: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        total = np.full(self.dimensions, 1e-3)
        for word in text.lower().split():
            total += _direction(word)
        return total / np.linalg.norm(total)


class MortalEncoder(WordEncoder):
    """An encoder whose process dies over its first text, unless `mark` says that one has died."""

    def __init__(self, mark: Path) -> None:
        super().__init__()
        self._mark = mark

    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Die, or do as any other does."""
        if not self._mark.exists():
            self._mark.touch()
            os._exit(1)
        return super().encode(texts)


@cache
def _direction(word: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return a word's own direction: its hash, byte by byte around zero."""
    data = hashlib.sha256(word.encode()).digest()[: WordEncoder.dimensions]
    return np.frombuffer(data, dtype=np.uint8) / 127.5 - 1


class PlainAnalyser:
    """An analyser without a model: a word is its own basic form, sentences end at full stops."""

    key = "en_plain-1"

    def __init__(self) -> None:
        import spacy

        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("sentencizer")
        self.asked: list[str] = []

    @property
    def vocab(self) -> Any:
        """The pipeline's vocabulary."""
        return self._nlp.vocab

    def docs(self, texts: Sequence[str]) -> Iterator[Any]:
        """Yield one document a text, and remember which were asked for."""
        for text in texts:
            self.asked.append(text)
            doc = self._nlp(text)
            for token in doc:
                token.lemma_ = token.lower_
                token.pos_ = "NOUN" if token.is_alpha else "PUNCT"
            yield doc


def make_study(folder: Path, **files: str) -> Path:
    """Write the small study into `folder`; keyword arguments replace or add files."""
    content = {
        "study.yaml": STUDY,
        "codebook.yaml": CODEBOOK,
        "interviews/P1.txt": INTERVIEW,
        "survey.csv": SURVEY,
    }
    content |= {name.replace("__", "/"): text for name, text in files.items()}
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def decide(
    study: Path, *pairs: tuple[dict[str, str], str], coder: str = "Ada", decision: Any = "add"
) -> list[Coding]:
    """Have somebody say something of a code on each of some rows of segments.csv.

    Each is a look at the whole codebook too. Memos follow, up to the next number to which a tagger
    learns.
    """
    codebook = Codebook.load(study / "codebook.yaml")
    said: list[Coding] = []
    store = open_store(study)
    with store.appending() as connection:
        save_versions(connection, versioned(codebook))
        for row, code_id in pairs:
            code = codebook.by_id(code_id)
            assert code is not None
            where: dict[str, Any] = {
                "coder": coder_id(connection, coder),
                "act": f"{row['segment_id']} {code_id}",  # a look and a word that know each other
                "after": last_number(connection),
                "document": row["document"],
                "text_hash": row["text_hash"],
                "start": int(row["start"]),
                "end": int(row["end"]),
                "codebook_hash": codebook.hash,
            }
            coding = Coding(
                **where, event_id=f"{row['segment_id']} {code_id}", code_id=code_id,
                decision=decision, code_hash=code.hash, meaning_hash=code.meaning_hash,
            )  # fmt: skip
            append_events(connection, [Look(**where), coding])
            said.append(coding)
        while learned_through(last := last_number(connection)) < last:
            append_events(connection, [Memo(coder=coder, text="so far")])
    store.close()
    return said

"""Does what was read look like what it should be? Documents and their strand to doubts.

What can be seen of one source is doubted when it is read (`doubts_in`); what shows only across
sources rests on the small `Signs` of each (`doubts_across`), so that one more document costs one
document. A doubt is a warning with a name of `themekit.doubts.DOUBTS`, and its file is the source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.reading.sense.asking import wrong_askers
from themekit.reading.sense.contents import asking_answers, content_doubts
from themekit.reading.sense.encoding import encoding_doubts
from themekit.reading.sense.exported_ids import exported_ids
from themekit.reading.sense.gathering import signs_of
from themekit.reading.sense.people import people_doubts
from themekit.reading.sense.placings import placing_doubts
from themekit.reading.sense.repeats import pasted_twice, repeat_doubts, repeated_answers
from themekit.reading.sense.signs import SENSE_VERSION, Signs
from themekit.reading.sense.speakers import alike_elsewhere, speaker_doubts
from themekit.reading.sense.swapped import swapped_columns
from themekit.reading.sense.swapped_values import swapped_values
from themekit.reading.sense.waves import far_dates
from themekit.reading.sense.words import doubt
from themekit.study import STUDY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.errors import Problem
    from themekit.records import Document
    from themekit.study import CaseIndex, Strand, Study

__all__ = ["SENSE_VERSION", "Signs", "doubts_across", "doubts_in", "signs_of"]


def doubts_in(documents: Sequence[Document], strand: Strand, source: str) -> tuple[Problem, ...]:
    """Return what seems wrong within one source.

    Parameters
    ----------
    documents : sequence of Document
        All that was read of the source.
    strand : Strand
    source : str
        Path relative to the study.
    """
    return tuple(_within(documents, strand, source))


def _within(documents: Sequence[Document], strand: Strand, source: str) -> Iterator[Problem]:
    empty = tuple(content_doubts(documents, strand, source))
    yield from empty
    yield from _together(
        (*(() if empty else speaker_doubts(document, strand)), *pasted_twice(document, strand))
        for document in documents
    )
    yield from asking_answers(documents, strand, source)
    yield from encoding_doubts(documents, source)
    yield from repeated_answers(documents, strand, source)
    yield from placing_doubts(documents, strand, source)


def _together(found: Iterable[Iterable[Problem]]) -> Iterator[Problem]:
    """Tell a doubt once for all documents of a source."""
    by_name: dict[str, list[Problem]] = {}
    for problems in found:
        for name, problem in {one.doubt: one for one in reversed([*problems])}.items():
            by_name.setdefault(name, []).append(problem)
    for alike in by_name.values():
        more = f"; so it is with {len(alike)} documents of the file" if len(alike) > 1 else ""
        yield replace(alike[0], message=alike[0].message + more)


def doubts_across(
    signs: Sequence[Signs], study: Study, cases: CaseIndex | None = None
) -> tuple[Problem, ...]:
    """Return what seems wrong with the sources of a study side by side.

    Parameters
    ----------
    signs : sequence of Signs
        Of every source of the study that could be read.
    study : Study
    cases : CaseIndex or None
        Which case a document is; without it, what the sources themselves say.

    Returns
    -------
    tuple of Problem
        At most one of a name for each file concerned; of the study as a whole, the file is
        study.yaml.
    """
    return tuple(_across(signs, study, cases))


def _across(signs: Sequence[Signs], study: Study, cases: CaseIndex | None) -> Iterator[Problem]:
    if not signs:
        mend = "name the files under 'sources' of a strand, or draft the study with init --from"
        yield doubt("nothing-to-code", STUDY_FILE, "the study holds nothing to code", mend)
    yield from wrong_askers(signs, study)
    yield from alike_elsewhere(signs, study)
    yield from repeat_doubts(signs, study)
    yield from far_dates(signs, study)
    yield from people_doubts(signs, study, cases)
    yield from swapped_columns(signs)
    yield from swapped_values(signs, study, cases)
    yield from exported_ids(signs, study, cases)

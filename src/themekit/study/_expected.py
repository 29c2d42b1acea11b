"""``expected``: doubts that the study says are meant, by name and file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit._yaml import YamlFile, did_you_mean, nearest
from themekit.doubts import DOUBTS
from themekit.names import visible
from themekit.study._paths import posix
from themekit.study._records import Expected, Study
from themekit.studyfile import STUDY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.errors import Problem

KEY = "expected"


def read_expected(
    source: YamlFile, read: Mapping[str, Iterable[str]]
) -> tuple[tuple[Expected, ...], tuple[Problem, ...]]:
    """Read the doubts that are meant; a name that no doubt has is an error."""
    found, problems = [], []
    for name, files in read.items():
        if name in DOUBTS:
            found.append(Expected(name, tuple(visible(posix(file)) for file in files)))
        else:
            message = f"there is no doubt called '{name}'"
            problems.append(source.problem((KEY, name), message, did_you_mean(name, DOUBTS)))
    return tuple(found), tuple(problems)


def expected_files(study: Study, sources: Sequence[str]) -> Iterator[Problem]:
    """Warn of expected files that no strand reads: a slip, or a file that has moved."""
    known = {visible(name): name for name in sources}
    own = {STUDY_FILE, study.cases, study.questions}
    for one in study.expected:
        for file in one.files:
            if file in known or file in own:
                continue
            message = f"'{KEY}' names '{file}', which no strand reads"
            close = nearest(file, known)
            hint = f"did you mean '{close}'?" if close else "write it as it stands in 'check'"
            yield study.problem((KEY, one.doubt), message, hint, "warning")

"""How problems are told: doubts that are alike together, and only so many notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from themekit.doubts import quoted
from themekit.errors import Problem
from themekit.names import visible

SHOWN = 3
NOTES_SHOWN = 10
MEANT_SHOWN = 12


def told(problems: Sequence[Problem], *, everything: bool = False) -> Iterator[str]:
    """Yield the lines in which problems are told.

    Parameters
    ----------
    problems : sequence of Problem
        In the order in which they are to be told.
    everything : bool
        Tell each of them in full. Else of doubts of one name the first three are, the others are
        counted; of notes the first ten.
    """
    alike: dict[str, list[Problem]] = {}
    notes = 0
    for problem in problems:
        if problem.doubt:
            alike.setdefault(problem.doubt, []).append(problem)
    done: Counter[str] = Counter()
    for problem in problems:
        done[problem.doubt] += bool(problem.doubt)
        notes += problem.severity == "note"
        left = done[problem.doubt] > SHOWN or (problem.severity == "note" and notes > NOTES_SHOWN)
        if everything or not left:
            yield f"{problem.severity.capitalize()}: {problem}"
        elif done[problem.doubt] == SHOWN + 1:
            yield _more(alike[problem.doubt])
    if notes > NOTES_SHOWN and not everything:
        yield f"... and {notes - NOTES_SHOWN} more notes: add --all to see them."
    yield from _meant(problems, everything=everything)


def doubted(problems: Iterable[Problem]) -> int:
    """Return the number of files that may have been read wrongly, study.yaml among them."""
    return len({one.file for one in problems if one.doubt})


def _more(alike: Sequence[Problem]) -> str:
    """Count the doubts of one name that are not told in full."""
    seen = {one.file for one in alike[:SHOWN]}
    files = [file for file in dict.fromkeys(one.file for one in alike) if file not in seen]
    if not files:
        places = len(alike) - SHOWN
        return f"Warning: so it is in {places} more place{'s' if places > 1 else ''} of these files"
    number = "1 more file" if len(files) == 1 else f"{len(files)} more files, from this one on"
    return f"Warning: {files[0]}: so it is with {number} (the doubt is '{alike[0].doubt}')"


def _meant(problems: Sequence[Problem], *, everything: bool) -> Iterator[str]:
    """Yield the lines of study.yaml by which all that is doubted would be meant."""
    files: dict[str, dict[str, None]] = {}
    for one in problems:
        if one.doubt:
            files.setdefault(one.doubt, {})[visible(one.file)] = None
    if not files:
        return
    yield (
        "Mend first what the warnings above say. Only where something is really meant so, add the "
        "lines below to study.yaml: it is then not warned of again. If study.yaml has an "
        "'expected:' already, add only the lines under it:"
    )
    yield "expected:"  # from the first column on, as it is to stand in the file
    for name, concerned in files.items():
        shown = list(concerned)[: None if everything else MEANT_SHOWN]
        more = len(concerned) - len(shown)
        line = f"  {name}: [{', '.join(map(quoted, shown))}]"
        yield f"{line}  # and {more} more files: add --all to see them" if more else line

"""What people decide: events, looks and suggestions in, how every code stands out.

The one place that knows. Whoever counts, quotes, learns, compares or draws a page asks `Decisions`,
which answers two questions: what stands, and each coder's independent word. Pure: it reads nothing
and keeps nothing. The rules are those of the design contract, section 5a:

- `in_force` - which events hold, which wait for their coder, which lie apart;
- `passages` - to which segments an event attaches;
- `meanings` - which codes a look covers, and what a word is still worth after a change;
- `latest` - every coder's latest decisions; `standings` - what they come to;
- `coverage`, `suggested`, `resolved` - the same as columns, for counting;
- `independent`, `independent_spans` - what was said before others' words were seen;
- `drawn` - what people read because chance gave it to them;
- `reread` - how passages of an earlier wave read today;
- `steps` - up to where a tagger learns from it;
- `chosen` - the passages that somebody chose as quotations;
- `whole_cases` - which passages make a case, and the frame from which cases are drawn;
- `effort` - how long the work took, by wave, activity and role, and how that is known;
- `written` - what stands of choices, outcomes, claims, summaries, actions and times written down;
- `coded` - a whole study, loaded once, from which all of it follows.
"""

from __future__ import annotations

from themekit.decisions.chosen import ChosenQuote, chosen_quotes, speaks_against
from themekit.decisions.coded import CodedStudy, code_states, older_words, versioned
from themekit.decisions.coverage import Coverage
from themekit.decisions.decide import Decisions
from themekit.decisions.drawn import drawn_segments, random_draws
from themekit.decisions.effort import (
    effort_rows,
    is_telling,
    minutes_a_passage,
    telling_a_story,
    telling_minutes,
)
from themekit.decisions.independent import IndependentWord
from themekit.decisions.independent_spans import IndependentSpan
from themekit.decisions.latest import Settled, Word
from themekit.decisions.meanings import CodeState
from themekit.decisions.passages import Flags, Ints, Passages, Scores
from themekit.decisions.reread import Reading, Reread
from themekit.decisions.resolved import CodeSegments, Resolved
from themekit.decisions.standings import Standing, State
from themekit.decisions.steps import learned_through
from themekit.decisions.suggested import PERIODS
from themekit.decisions.whole_cases import cases_of, hash_of_frame
from themekit.decisions.written import key_of, says_nothing, written

__all__ = [
    "PERIODS",
    "ChosenQuote",
    "CodeSegments",
    "CodeState",
    "CodedStudy",
    "Coverage",
    "Decisions",
    "Flags",
    "IndependentSpan",
    "IndependentWord",
    "Ints",
    "Passages",
    "Reading",
    "Reread",
    "Resolved",
    "Scores",
    "Settled",
    "Standing",
    "State",
    "Word",
    "cases_of",
    "chosen_quotes",
    "code_states",
    "drawn_segments",
    "effort_rows",
    "hash_of_frame",
    "is_telling",
    "key_of",
    "learned_through",
    "minutes_a_passage",
    "older_words",
    "random_draws",
    "says_nothing",
    "speaks_against",
    "telling_a_story",
    "telling_minutes",
    "versioned",
    "written",
]

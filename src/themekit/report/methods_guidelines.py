"""Reporting guidelines, item by item: where this appendix answers one, and what it leaves open.

The items are told in words of our own, as short as they go; the guidelines themselves say what each
asks for. COREQ: A. Tong, P. Sainsbury and J. Craig, International Journal for Quality in Health
Care 19 (2007), 349-357. SRQR: B. C. O'Brien and others, Academic Medicine 89 (2014), 1245-1251.
RTARG: V. Braun and V. Clarke, Palliative Medicine 38 (2024), 608-616, supplement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.methods_blocks import LEFT, Block, Grid, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.inputs import ReportInputs

_ONE, _TWO, _THREE, _FOUR = "Section 1", "Section 2", "Section 3", "Section 4"
_FIVE, _SIX, _SEVEN = "Section 5", "Section 6", "Section 7"
_REPORT = "theme_matrix.html"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a guideline.

    Attributes
    ----------
    about : str
        What it asks about, in a few words.
    where : str
        Where it is answered from what happened; empty where the tool knows nothing of it.
    question : str
        What is left to the authors; empty where nothing is.
    needs : str
        What the study must have, else `where` does not hold: see `_has`.
    """

    about: str
    where: str = ""
    question: str = ""
    needs: str = ""


COREQ = (
    Item("Who led the talks", question="Who led each interview or group?"),
    Item("Their degrees", question="What are their qualifications?"),
    Item("Their work", question="What did they do for a living then?"),
    Item("Their gender", question="How do they describe their gender, if they wish to say?"),
    Item("Their training", question="What had they learned of this kind of work?"),
    Item("Known before", question="Did they and the participants know each other before?"),
    Item("What participants knew", question="What had participants been told of them and why?"),
    Item("Their leanings", f"{_THREE}, notes of coders", "What did they expect or hope for?",
         "standpoint"),
    Item("Approach", f"{_FIVE}, What it was made with: Method",
         "Which theory stands behind the approach?"),
    Item("How people were chosen", f"{_ONE}, Strands", "Why them?"),
    Item("How people were approached", question="By what way, and by whom?"),
    Item("How many took part", f"{_ONE}, Strands"),
    Item("Who did not take part", f"{_ONE}, Consent: withdrawals",
         "How many said no or left, and why?"),
    Item("Place", question="Where did it happen?"),
    Item("Others present", question="Was anybody else there?"),
    Item("Who participants are", f"{_ONE}, Who took part",
         "What else should be known of them, and when was it?", "described"),
    Item("What was asked", "questions.csv of the study",
         "Were the questions tried out, and did participants see them before?", "questions"),
    Item("Talked to again", f"{_ONE}, Waves", "Were others talked to more than once?", "waves"),
    Item("Recording", question="By sound, picture or by hand?"),
    Item("Field notes", f"{_ONE}, Strands of notes", "When were notes made?", "notes"),
    Item("Length", question="How long did each last?"),
    Item("When enough was collected", question="How was it decided to stop collecting?"),
    Item("Transcripts shown to participants", question="Did they see and correct them?"),
    Item("How many coded", f"{_THREE}, Who looked at how many passages", needs="coders"),
    Item("The codes", f"{_TWO}; codes and definitions in {_REPORT}"),
    Item("Where themes come from", _TWO, "Set before, or found in the material, and how?"),
    Item("Software", f"{_FIVE}, What it was made with"),
    Item("Findings shown to participants", "Strands that validate (Section 1)",
         "What did they say, and what was changed for it?", "validation"),
    Item("Quotations, and whose", f"{_REPORT}, quotations with their source"),
    Item("Data and findings fit", f"{_REPORT}, figures with the passages behind them",
         "Do the authors' claims rest on them (themekit verify)?"),
    Item("Main themes", f"{_REPORT}, its sections"),
    Item("Rare and contrary ones", f"{_REPORT}, who says the opposite",
         "Which smaller themes and contrary cases matter?"),
)  # fmt: skip
SRQR = (
    Item("Title", question="Does the title name subject and approach?"),
    Item("Summary", question="Does it give background, purpose, methods, results, conclusions?"),
    Item("The problem", question="What is the problem, and what is known of it?"),
    Item("The question", question="What did the study want to find out?"),
    Item("Approach and paradigm", f"{_FIVE}, What it was made with: Method",
         "Which theory and view of knowledge, and why?"),
    Item("The researchers", f"{_THREE}, notes of coders",
         "Who are they to the subject and to the participants?", "standpoint"),
    Item("Setting", question="Where and in what circumstances?"),
    Item("How people were chosen", f"{_ONE}, Strands", "Why so, and when was it enough?"),
    Item("Ethics", f"{_ONE}, Consent", "Who approved it?"),
    Item("How data were collected", f"{_ONE}, Strands and What they were asked",
         "From when to when, and what was changed on the way?"),
    Item("Instruments", "questions.csv of the study", "Guides, devices: what was used?",
         "questions"),
    Item("What was studied, how much", f"{_ONE}, Strands"),
    Item("Preparing the data", f"{_ONE}, Consent: what is replaced; {_SIX}",
         "Who transcribed, and how was it checked?"),
    Item("Analysis", "Sections 2 to 5", "How did codes become findings?"),
    Item("Making it trustworthy", f"{_FOUR}; {_FIVE}", "What else was done?", "coders"),
    Item("What was found", _REPORT, "How does it bear on theory and earlier work?"),
    Item("Evidence", f"{_REPORT}, quotations and the passages behind figures"),
    Item("What it adds", question="What do the findings mean for the field and for practice?"),
    Item("Limits", _SEVEN, "Which more?"),
    Item("Interests", question="Whose interests could have swayed it?"),
    Item("Money", question="Who paid, and what did they have a say in?"),
)  # fmt: skip
RTARG = (
    Item("Which thematic analysis, and why", f"{_FIVE}, What it was made with: Method",
         "Why reflexive, and after which text?"),
    Item("Theory", question="Which view of language, experience and knowledge is it read with?"),
    Item("Purpose and question", question="What did you want to understand?"),
    Item("Who the researchers are", f"{_THREE}, notes of coders",
         "Who are you to the subject, and what did that open or close?", "standpoint"),
    Item("Who took part", f"{_ONE}, Strands", "Why these people, for this question?"),
    Item("How much material, and why", f"{_ONE}, Strands",
         "Why is it rich enough for this question? (Not: when was it saturated?)"),
    Item("How it was collected", f"{_ONE}, What they were asked",
         "How did questions and setting shape what was said?"),
    Item("Ethics", f"{_ONE}, Consent", "Who approved it, and which choices were left to you?"),
    Item("Getting to know the material", question="How did you come to know it?"),
    Item("Coding", f"{_TWO}; {_THREE}",
         "What did you code for: what is said, or what lies under it?"),
    Item("From codes to themes", f"{_TWO}, versions of the codebook",
         "How did you make, test and let go of themes?", "versions"),
    Item("Several readers", _FOUR, "What did you gain from reading together?", "coders"),
    Item("What a machine did", _FIVE, "What part had it in your reading?"),
    Item("Themes told as meaning", f"{_REPORT}, its sections",
         "What does each theme say, beyond its topic?"),
    Item("Extracts and what you make of them", f"{_REPORT}, quotations",
         "What do you say of each beyond repeating it?"),
    Item("Reflexivity throughout", f"{_THREE}, notes of coders",
         "Where does the report itself show who is speaking?", "standpoint"),
    Item("Worth and reach", _SEVEN,
         "By which standards, fit for this approach, is it to be judged?"),
)  # fmt: skip
"""After the guidelines for reflexive thematic analysis, as questions to those who write."""


def guidelines(inputs: ReportInputs) -> Iterator[Block]:
    """Yield the guidelines that fit the study's method."""
    has = _has(inputs)
    if inputs.coded.study.method == "reflexive":
        yield Heading("8. Reporting reflexive thematic analysis (RTARG)")
        yield Paragraph(
            "After Braun and Clarke's guidelines for reporting reflexive thematic analysis, in our "
            "words. They are a help to think with, not a list to tick: read the original."
        )
        yield _grid("Points to consider", RTARG, has)
        return
    yield Heading("8. Reporting checklists")
    yield Paragraph(
        "COREQ and SRQR in our words, with where each item is answered from what happened. What "
        "the study cannot answer is left to the authors. Read the originals before you hand a "
        "checklist in."
    )
    yield _grid("COREQ (interviews and groups), 32 items", COREQ, has)
    yield _grid("SRQR (qualitative research), 21 items", SRQR, has)


def _has(inputs: ReportInputs) -> frozenset[str]:
    """Return what a study has, by the names that items need."""
    coded = inputs.coded
    waves = {(one.strand, one.wave) for one in coded.documents if one.wave}
    standpoint = any(one.about == "reflexive" and not one.private for one in coded.memos)
    standpoint = standpoint or any(one.standpoint for one in coded.coders)
    there = {
        "standpoint": standpoint and not inputs.public,
        "described": not inputs.public and any(one.attributes for one in coded.cases.values()),
        "questions": bool(coded.questions),
        "waves": len(waves) > len({strand for strand, _ in waves}),
        "notes": any(one.kind == "notes" for one in inputs.strands),
        "coders": bool(coded.events),
        "validation": any(one.role == "validation" for one in inputs.strands),
        "versions": len({one.codebook_hash for one in coded.versions}) > 1,
    }
    return frozenset(name for name, found in there.items() if found)


def _grid(caption: str, items: tuple[Item, ...], has: frozenset[str]) -> Grid:
    rows = tuple(
        (str(number), one.about, *_answer(one, has)) for number, one in enumerate(items, start=1)
    )
    return Grid(caption, ("Item", "About", "Answered in", LEFT), rows)


def _answer(item: Item, has: frozenset[str]) -> tuple[str, str]:
    """Return where an item is answered, and what is left of it."""
    there = item.where if not item.needs or item.needs in has else ""
    question = item.question
    if not there and not question:
        question = f"{item.about}: not known from this study."
    return there or "not known to the tool", question or "nothing"

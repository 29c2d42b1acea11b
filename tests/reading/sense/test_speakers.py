"""Who speaks in a document, and whether it can be so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sensing import across, talk, talks, within, written
from themekit.records import Document

FIRST = ("INT", "How did the winter go for you?")
REST = (
    ("P1", "Longer than any before, and the phone never stopped."),
    ("INT", "What did you do?"),
    ("P1", "We shared the calls out between us."),
    ("INT", "Did it help?"),
    ("P1", "For a while it did."),
)


# -- all-interviewer ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "interviewer"),
    [
        (talk(FIRST, *REST), ("INT", "P1")),
        (talk("Interview of 3 May", *REST), ("INT", "p1 ")),
        (talk(("Q", "Where do you live?"), ("I", "By the river."), ("Q", "Since when?")), ()),
    ],
)
def test_a_document_of_interviewers_alone_is_doubted(
    document: Document, interviewer: tuple[str, ...]
) -> None:
    """A participant's label under 'interviewer', or a label that usually asks, hides all words."""
    (found,) = across(talks(interviewer=interviewer), document)["all-interviewer"]
    assert "every word is taken for an interviewer's" in found.message
    assert "study.yaml" in found.hint


def test_the_label_that_asks_is_proposed() -> None:
    """Of two interviewers the one who asks is kept."""
    strand = talks(interviewer=("P1", "INT"))
    (found,) = across(strand, talk(FIRST, *REST))["all-interviewer"]
    assert "interviewer: [INT]" in found.hint


def test_answers_without_a_label_are_somebodys() -> None:
    """Where only the interviewer is labelled, the lines between are answers."""
    said = talk(FIRST, "Long and cold.", ("INT", "And then?"), "Then it was spring.")
    assert within(talks(interviewer=("INT",)), said) == {}


# -- interviewer-answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asker", "other", "asks"),
    [("INT", "P1", "Why?"), ("Ann", "Bo", "And what came of it?"), ("س", "ج", "كيف كان الشتاء؟")],
)
def test_an_interviewer_who_only_answers_is_doubted(asker: str, other: str, asks: str) -> None:
    """The other one asks all the questions, and these are coded."""
    said = [one for _ in range(4) for one in ((asker, asks), (other, "I had to wait a long time."))]
    (found,) = across(talks(interviewer=(other,)), talk(*said))["interviewer-answers"]
    assert f"interviewer: [{asker}]" in found.hint


def test_an_interviewer_who_asks_little_is_not_doubted() -> None:
    """Some interviewers say 'mm' and 'go on', and some participants ask back."""
    said = (("INT", "Tell me."), ("P1", "Me? All of it? Where do I begin, with the winter?")) * 3
    assert within(talks(interviewer=("INT",)), talk(*said, ("INT", "What then?"))) == {}


# -- interviewer-never-speaks -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "right"), [(("Int.",), "INT"), (("Interviewer",), "INT"), (("Rosa Diaz",), "INT")]
)
def test_a_named_interviewer_who_does_not_speak_is_doubted(
    named: tuple[str, ...], right: str
) -> None:
    """The nearest label is named, else the one that asks."""
    found = across(talks(interviewer=named), talk(FIRST, *REST))
    assert found.keys() == {"interviewer-never-speaks"}
    (told,) = found["interviewer-never-speaks"]
    assert told.file == "talks/P1.txt"
    assert f"'{named[0]}'" in told.message
    assert f"{right}] in study.yaml" in told.hint


def test_an_interviewer_written_in_another_case_speaks() -> None:
    """Labels are compared as everywhere else."""
    assert within(talks(interviewer=("int",)), talk(FIRST, *REST)) == {}


def test_of_two_interviewers_each_asks_in_a_talk_of_their_own() -> None:
    """Neither is missed where the other asks."""
    strand = talks(interviewer=("INT", "Ann"))
    second = talk(*((who.replace("INT", "Ann"), said) for who, said in REST), source="talks/P2.txt")
    assert within(strand, second) == {}
    assert "interviewer-never-speaks" not in across(strand, talk(FIRST, *REST), second)


def test_a_label_that_no_document_has_is_told_once_of_the_study() -> None:
    """It stands in study.yaml, so that is the file."""
    strand = talks(interviewer=("INT", "Moderater"))
    (found,) = across(strand, talk(FIRST, *REST))["interviewer-never-speaks"]
    assert (found.file, "'Moderater'" in found.message) == ("study.yaml", True)
    assert "interviewer: [INT]" in found.hint


def test_a_list_of_all_usual_labels_is_no_slip() -> None:
    """As long as one of them asks."""
    assert across(talks(interviewer=("I", "INT", "Interviewer")), talk(FIRST, *REST)) == {}
    (found,) = across(talks(interviewer=("I", "Interviewer")), written("Long.\n"))[
        "interviewer-never-speaks"
    ]
    assert "write 'I:' before each of their turns" in found.hint


def test_where_documents_tell_it_the_study_does_not_say_it_again() -> None:
    """One thing is told once."""
    (found,) = across(talks(interviewer=("Int.",)), talk(FIRST, *REST))["interviewer-never-speaks"]
    assert found.file == "talks/P1.txt"


def asked_by(name: str, source: str) -> Document:
    """Build a talk in which somebody of that name asks."""
    return talk(*((who.replace("INT", name), said) for who, said in REST), source=source)


def test_one_line_mends_all_talks_of_a_strand() -> None:
    """Two lines, followed in turn, would undo one another."""
    documents = [
        asked_by("INT", "talks/P1.txt"),
        asked_by("Ann", "talks/P2.txt"),
        asked_by("Bo", "talks/P3.txt"),
    ]
    found = across(talks(interviewer=("INT",)), *documents)["interviewer-never-speaks"]
    assert [one.file for one in found] == ["talks/P2.txt", "talks/P3.txt"]
    assert {one.hint for one in found} == {
        "write interviewer: [INT, Ann, Bo] in study.yaml if it is 'Ann' and 'Bo' who ask"
    }
    followed = across(talks(interviewer=("INT", "Ann", "Bo")), *documents)
    assert "interviewer-never-speaks" not in followed


def test_a_label_that_is_nobodys_leaves_the_same_line() -> None:
    """Who asks and is coded comes in where a label that no document has goes out."""
    said = [one for _ in range(4) for one in (("Ann", "Why?"), ("Bo", "I had to wait long."))]
    found = across(talks(interviewer=("Bo", "Moderater")), talk(*said))
    (swapped,), (silent,) = found["interviewer-answers"], found["interviewer-never-speaks"]
    assert "write interviewer: [Ann] in study.yaml" in swapped.hint
    assert silent.hint.startswith("write interviewer: [Ann]")


# -- no-speakers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("interview", written("How was it?\nLong.\nAnd then?\nSpring came.\n")),
        ("group", talk("Welcome to all.", "Thank you.", "We begin.")),
        ("group", talk(("Ann", "Welcome."), "Thank you for coming.")),
    ],
)
def test_a_conversation_without_speakers_is_doubted(kind: str, document: Document) -> None:
    """Its questions are coded as answers."""
    found = within(talks(kind=kind), document)["no-speakers"]
    assert "before each turn" in found.hint


def test_a_single_label_under_which_somebody_asks_is_doubted() -> None:
    """The questions of an interviewer without a label count as the participant's."""
    said = [("P1", "I waited. How long did you wait?"), ("P1", "Weeks. And then?"), ("P1", "Why?")]
    assert within(talks(), talk(*said)).keys() == {"no-speakers"}


@pytest.mark.parametrize(
    "said",
    [
        ("word " * 100, FIRST, *REST),
        (FIRST, ("P1", "\n".join(("Fine.", "Ann: And then?", "Then I went.", "Ann: Why?") * 4))),
    ],
)
def test_a_conversation_of_which_a_part_is_unlabelled_is_doubted(said: tuple) -> None:
    """What stands before the first label is not coded, and labels within a turn are words."""
    assert within(talks(interviewer=("INT",)), talk(*said)).keys() == {"no-speakers"}


def test_a_title_and_a_long_story_are_no_part_without_labels() -> None:
    """Somebody wonders aloud in it."""
    story = "\n".join(("I came in May.", "Would you believe it?", *["It rained and rained."] * 9))
    assert within(talks(interviewer=("INT",)), talk("word " * 20, FIRST, ("P1", story))) == {}


@pytest.mark.parametrize("kind", ["notes", "literature", "case-study"])
def test_written_texts_need_no_speakers(kind: str) -> None:
    """Nobody speaks in notes."""
    assert within(talks(kind=kind), written("How was it?\nLong.\n")) == {}


def test_a_monologue_with_a_label_is_an_interview() -> None:
    """One person tells a story; nobody asks in it."""
    said = [("Rosa", "I came in May."), ("Rosa", "It rained."), ("Rosa", "Would you believe it?")]
    assert within(talks(), talk(*said, ("Rosa", "Then I went."))) == {}


# -- labels-look-alike --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("P1", "P 1", "spaces or punctuation"),
        ("Mr Field", "Mr. Field", "spaces or punctuation"),
        ("José", "Jose", "accents"),
        ("Anna", "\u0410nna", "another alphabet"),
        ("P1", "Pl", "letters and digits"),
        ("P10", "P1O", "letters and digits"),
    ],
)
def test_labels_that_look_alike_are_doubted(first: str, second: str, why: str) -> None:
    """One person is read as two."""
    said = (FIRST, (first, "Long."), ("INT", "And?"), (second, "Cold."), (first, "Yes."))
    found = within(talks(), talk(*said))["labels-look-alike"]
    assert why in found.message
    assert f"'{first}'" in found.message
    assert f"'{second}'" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [("P1", "P2"), ("Ann", "Anna"), ("PI", "P1"), ("Rosa", "ROSA"), ("P1", "P11"), ("Li", "Lia")],
)
def test_other_labels_are_not_taken_for_each_other(first: str, second: str) -> None:
    """Two people, or one name in two cases; a principal investigator is no participant."""
    said = (FIRST, (first, "Long."), ("INT", "And?"), (second, "Cold."))
    assert within(talks(), talk(*said)) == {}


def test_a_label_that_looks_like_a_named_interviewer_is_doubted() -> None:
    """Some questions are then an unknown person's, and coded."""
    said = talk(FIRST, REST[0], ("I NT", "And?"), REST[2])
    assert (
        "study.yaml" not in within(talks(interviewer=("INT",)), said)["labels-look-alike"].message
    )
    said = talk(("Ann", "How?"), REST[0], ("lNT", "And?"), REST[2])
    found = within(talks(interviewer=("INT", "Ann")), said)["labels-look-alike"]
    assert "'lNT' is not 'INT' of study.yaml" in found.message


@pytest.mark.parametrize("label", ["Pl", "p 1", "P1 "])
def test_a_label_within_a_turn_that_looks_like_a_speaker_is_doubted(label: str) -> None:
    """It comes once and was not believed, so an answer is taken for a question."""
    said = (*REST, ("INT", f"And now?\n{label}: It is better."))
    found = within(talks(interviewer=("INT",)), talk(*said))["labels-look-alike"]
    assert "write 'P1:' there" in found.hint


def test_a_colon_inside_an_answer_is_no_label() -> None:
    """Neither in the middle of a line nor after other words."""
    said = (
        *REST,
        ("INT", "And now?"),
        ("P1", "I told P1: go home.\nOne thing: it helps.\nP1:30 it was."),
    )
    assert within(talks(interviewer=("INT",)), talk(*said)) == {}


@pytest.mark.parametrize(
    ("often", "rare"), [("Renée", "Renee"), ("Rosa", "R\u043esa"), ("Müller", "Muller")]
)
def test_a_label_that_another_file_writes_otherwise_is_doubted(often: str, rare: str) -> None:
    """One person of two sessions is read as two."""
    one = talk(("INT", "How?"), (often, "Long."), (often, "Cold."), source="talks/one.txt")
    two = talk(("INT", "How?"), (rare, "Short."), source="talks/two.txt")
    (found,) = across(talks(kind="group"), one, two)["labels-look-alike"]
    assert (found.file, f"'{often}' of talks/one.txt" in found.message) == ("talks/two.txt", True)


@pytest.mark.parametrize(("one", "two"), [("P1", "P 1"), ("P1", "P2"), ("Rosa", "ROSA")])
def test_codes_of_other_files_may_be_written_otherwise(one: str, two: str) -> None:
    """Each file has its own P1."""
    first = talk(("INT", "How?"), (one, "Long."), source="talks/one.txt")
    second = talk(("INT", "How?"), (two, "Short."), source="talks/two.txt")
    assert across(talks(), first, second) == {}


# -- labels-are-tags, too-many-speakers ---------------------------------------------------------


@pytest.mark.parametrize(
    "labels",
    [
        ("@Participants", "@ID"),
        ("Date", "Location"),
        ("Music", "Applause"),
        ("%mor", "%act"),
        ("tx@A", "ft@A"),
    ],
)
def test_tags_tiers_and_heads_are_no_speakers(labels: tuple[str, str]) -> None:
    """Lines of a format or a head read as if somebody of that name spoke."""
    said = talk((labels[0], "something"), (labels[1], "else"), FIRST, *REST)
    found = within(talks(), said)["labels-are-tags"]
    assert all(f"'{label}'" in found.message for label in labels)


def test_names_and_roles_are_speakers() -> None:
    """Also a body with an ampersand or an address of mail."""
    labels = ("Head of service", "Smith & Co", "ann@example.org", "Project worker")
    said = talk(*((label, "We had a long winter.") for label in labels * 2))
    assert within(talks(kind="group"), said) == {}


@pytest.mark.parametrize(
    ("kind", "count", "rest"),
    [("interview", 12, REST), ("group", 40, ()), ("interview", 30, ()), ("interview", 6, ())],
)
def test_more_speakers_than_a_talk_has_are_doubted(
    kind: str, count: int, rest: tuple[tuple[str, str], ...]
) -> None:
    """Headings of a text with colons are read as people."""
    heads = ((f"Heading {chr(65 + at % 26)}{at}", "What was said about it.") for at in range(count))
    assert "too-many-speakers" in within(talks(kind=kind), talk(*heads, *rest))


def test_a_talk_with_a_couple_is_an_interview() -> None:
    """A few people, some of whom say one thing only."""
    assert within(talks(), talk(FIRST, *REST, ("P2", "Yes."), ("Child", "Mum!"))) == {}


def test_a_large_meeting_is_a_talk() -> None:
    """Twenty people of whom most speak once."""
    said = talk(*((f"Member {at}", "I agree with that.") for at in range(20)))
    assert within(talks(kind="group"), said) == {}


@pytest.mark.parametrize("kind", ["notes", "literature"])
def test_speakers_are_not_looked_for_in_written_texts(kind: str) -> None:
    """Readers give them none."""
    assert within(talks(kind=kind, interviewer=("INT",)), talk(FIRST, *REST)) == {}


def test_of_a_table_the_column_of_speakers_is_asked_for() -> None:
    """Nobody writes labels into cells: the strand names the column."""
    document = written("How was it?\nLong.\nAnd then?\nSpring came.\n")
    found = within(talks(), replace(document, source="talks/V01.csv"))["no-speakers"]
    assert "columns: {speaker: ..., text: ...}" in found.hint
    assert "before each turn" not in found.hint


def test_whoever_asks_is_proposed_before_a_name_that_is_spelt_alike() -> None:
    """'Researcher' is nearer to neither; who asks is heard."""
    found = across(
        talks(interviewer=("Speaker 10",)),
        talk(
            ("speaker 0", "Why?"), ("speaker 1", "So."), ("speaker 0", "And?"), ("speaker 1", "No."),
        ),
    )  # fmt: skip
    assert "'speaker 0' who asks" in found["interviewer-never-speaks"][0].hint


def test_an_interviewer_who_says_tell_me_is_not_taken_for_who_answers() -> None:
    """Not every question has a question mark, and some who answer ask whether they are followed."""
    found = across(
        talks(interviewer=("INT",)),
        talk(*(
            one
            for _ in range(5)
            for one in (
                ("INT", "Tell me about the days after the move, and take all the time you like."),
                ("P1", "Hard, you know what I mean?"),
            )
        )),
    )  # fmt: skip
    assert "interviewer-answers" not in found

"""`themekit agree` on a small study, as a researcher meets it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from agreement.kit import ANSWERS, MANY, MONEY, Coded, made
from themekit.workflows.context import Models

BLIND = "agreement, both without suggestions"
ASSISTED = "agreement, both with suggestions"
MIXED = "agreement, one with and one without suggestions"
RELIABILITY = "reliability: both without suggestions, drawn at random"


def two_people(coded: Coded, **about: Any) -> None:
    """Have two people code eight answers: they differ on the third."""
    for number in range(1, 9):
        coded.says("Ada", number, *([MONEY] if number <= 3 else []), **about)
        coded.says("Ben", number, *([MONEY] if number <= 2 else []), **about)


def of(rows: list[dict[str, Any]], name: str, words: str = BLIND) -> dict[str, Any]:
    """Return the row of a code, or of whatever else, and of a kind of words."""
    (found,) = [row for row in rows if row["words"] == words and name in row.values()]
    return found


def test_each_code_says_of_how_many_passages_and_by_whom(coded: Coded) -> None:
    """Both looked, applied by each, positive agreement and one coefficient."""
    two_people(coded)
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert (row["both_looked"], row["applied"]) == (8, "Ada 3, Ben 2")
    assert row["positive_agreement"] == pytest.approx(4 / 5)
    # Two units differ once in 16 values: 1 - 15 * 2 / (2 * 5 * 11).
    assert row["alpha"] == pytest.approx(1 - 15 * 2 / (2 * 5 * 11))
    assert row["coefficient"] == "Krippendorff's alpha, nominal"


def test_a_code_that_nobody_used_has_no_coefficient(coded: Coded) -> None:
    """It says so in words, and leaves the number empty."""
    two_people(coded)
    row = of(coded.rows("agreement"), "Demand > More people")
    assert row["alpha"] is None
    assert row["positive_agreement"] is None
    assert row["why_empty"].startswith("not defined: everybody said the same")


def test_an_interval_takes_twenty_cases(coded: Coded) -> None:
    """Eight people are too few; two dozen are enough, and the interval holds the value."""
    two_people(coded)
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert (row["low"], row["why_empty"]) == (None, "no interval: 8 of 20 cases")
    for number in range(9, ANSWERS + 1):
        coded.says("Ada", number, *([MONEY] if number % 2 else []))
        coded.says("Ben", number, *([MONEY] if number % 2 else []))
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert row["low"] < row["alpha"] <= row["high"]
    assert row["cases"] == ANSWERS


def test_unsure_is_missing_and_counted_as_left_out(coded: Coded) -> None:
    """Neither a yes nor a no; nor is that a description needs changing."""
    two_people(coded)
    coded.decides("Ada", 4, MONEY, "unsure")
    coded.decides("Ben", 5, MONEY, "code_problem")
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert row["both_looked"] == 6
    assert "1 unsure" in row["left_out_why"]
    assert "1 the description needs changing" in row["left_out_why"]
    assert "2 read by one person alone" in row["left_out_why"]
    assert row["left_out"] == 4


def test_words_of_an_earlier_meaning_are_left_out(coded: Coded) -> None:
    """Two people are compared on one meaning only."""
    two_people(coded)
    coded.keep()
    codebook = coded.folder / "codebook.yaml"
    changed = codebook.read_text().replace("enough money to go on", "enough money for anything")
    codebook.write_text(changed)
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert row["both_looked"] == 0
    assert row["left_out_why"] == "16 of an earlier meaning of the code"
    assert of(coded.rows("agreement"), "Demand > More people")["both_looked"] == 8


def test_what_was_said_after_seeing_others_is_not_compared(coded: Coded) -> None:
    """Whoever changes their mind at the sight of another's word had said what they had said."""
    two_people(coded)
    coded.append("Ben", [coded.look(3, outcome="compared")])
    coded.decides("Ben", 3, MONEY, "add")
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert row["applied"] == "Ada 3, Ben 2"


def test_blind_assisted_and_mixed_pairs_stand_apart(coded: Coded) -> None:
    """Agreement of people who saw the same suggestions is another thing."""
    two_people(coded)
    coded.says("Ada", 9, MONEY, mode="assisted")
    coded.says("Ben", 9, MONEY, mode="assisted")
    coded.says("Ada", 10, MONEY, mode="assisted")
    coded.says("Ben", 10, mode="blind")
    rows = coded.rows("agreement")
    assert of(rows, "Money > Short of money", BLIND)["both_looked"] == 8
    assert of(rows, "Money > Short of money", ASSISTED)["both_looked"] == 1
    assert of(rows, "Money > Short of money", MIXED)["both_looked"] == 1


def test_nothing_is_called_reliability_in_a_codebook_study(coded: Coded) -> None:
    """Not even of a random draw."""
    for coder in ("Ada", "Ben"):
        coded.gives(coder, "first", range(1, 9))
    two_people(coded, draw="first")
    assert "eliability" not in coded.shown().output


def test_reliability_is_of_blind_words_from_a_random_draw(reliable: Coded) -> None:
    """What was chosen, or read with suggestions, is called agreement there, too."""
    for coder in ("Ada", "Ben"):
        reliable.gives(coder, "first", range(1, 9))
        reliable.gives(coder, "other", [9], method="chosen")
    two_people(reliable, draw="first")
    for coder in ("Ada", "Ben"):
        reliable.says(coder, 9, MONEY, draw="other")
        reliable.says(coder, 10, MONEY, mode="assisted")
    rows = reliable.rows("agreement")
    assert of(rows, "Money > Short of money", RELIABILITY)["both_looked"] == 8
    assert of(rows, "Money > Short of money", BLIND)["both_looked"] == 1
    assert of(rows, "Money > Short of money", ASSISTED)["both_looked"] == 1


def test_a_reliability_study_without_a_random_draw_says_why(reliable: Coded) -> None:
    """The word is not there, and what would bring it is told."""
    two_people(reliable)
    assert any("Nothing here is called reliability" in one for one in reliable.told()["notes"])


def test_a_reflexive_study_has_no_coefficient_and_says_why(reflexive: Coded) -> None:
    """Differences are there to talk about."""
    two_people(reflexive)
    found = reflexive.told()
    assert "no coefficient is reckoned" in found["notes"][0]
    assert not {"agreement", "machine", "oneself", "spans"} & set(found)
    assert len(reflexive.rows("disagreements", "--disagreements")) == 1


def test_a_repeat_stands_in_a_table_of_its_own(coded: Coded) -> None:
    """It is compared with what the same person had said, and mixed with nothing else."""
    two_people(coded)
    coded.gives("Ada", "again", range(1, 5), purpose="repeat")
    for number in range(1, 5):
        coded.says("Ada", number, *([MONEY] if number <= 2 else []), draw="again")
    row = of(coded.rows("oneself"), "Money > Short of money")
    assert (row["both_looked"], row["applied"]) == (4, "again 2, first 3")
    assert row["positive_agreement"] == pytest.approx(4 / 5)
    assert of(coded.rows("agreement"), "Money > Short of money")["applied"] == "Ada 3, Ben 2"


@pytest.mark.parametrize("purpose", ["practice", "bridge"])
def test_practice_and_bridges_are_compared_with_nothing(coded: Coded, purpose: str) -> None:
    """What does not count does not agree either."""
    coded.gives("Ada", "try", range(1, 5), purpose=purpose)
    for number in range(1, 5):
        coded.says("Ada", number, MONEY, draw="try")
        coded.says("Ben", number, MONEY)
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert row["both_looked"] == 0
    assert coded.rows("oneself") == []


def test_a_theme_applies_where_any_of_its_codes_does(coded: Coded) -> None:
    """Two people who differ on the code may agree on the theme."""
    two_people(coded)
    row = of(coded.rows("agreement", "--by", "theme"), "Money")
    assert (row["both_looked"], row["applied"]) == (8, "Ada 3, Ben 2")


def test_pairs_roles_and_strands_pool_codes(coded: Coded) -> None:
    """Over several codes disagreements are averaged first, and the row says so."""
    coded.roles["Ben"] = "peer"
    two_people(coded)
    pair = of(coded.rows("agreement", "--by", "pair"), "Ada and Ben")
    assert pair["both_looked"] == 16
    assert pair["coefficient"].endswith("pooled over codes")
    role = of(coded.rows("agreement", "--by", "role"), "peer and researcher")
    assert role["alpha"] == pair["alpha"]
    strand = of(coded.rows("agreement", "--by", "strand"), "Survey")
    assert strand["alpha"] == pair["alpha"]


def test_disagreements_are_listed_with_both_readings_and_the_text(coded: Coded) -> None:
    """And what became of each."""
    two_people(coded)
    (row,) = coded.rows("disagreements", "--disagreements")
    assert row["readings"] == "Ada: applies; Ben: does not apply"
    assert row["settled"] == "still open"
    assert row["text"] == "Answer number 3 speaks of this and that"
    coded.decides("Cy", 3, MONEY, "adjudicate", holds="both")
    (row,) = coded.rows("disagreements", "--disagreements")
    assert row["settled"] == "both"


def test_a_disagreement_has_its_readers_reasons_whole(coded: Coded) -> None:
    """A terminal shows how each begins; csv and json have all of it."""
    reason = "They speak of what is left at the end of a month. " * 8 + "That is money."
    coded.says("Ada", 3, MONEY, memo=reason)
    coded.says("Ben", 3)
    (row,) = coded.rows("disagreements", "--disagreements")
    assert row["memos"] == f"Ada: {reason}"
    assert reason in coded.shown("--disagreements", "--format", "csv").stdout
    found = coded.shown("--disagreements")
    assert "…" in found.stdout
    assert "That is money." not in " ".join(found.stdout.split())
    assert "have them whole" in found.stderr


def test_a_reason_is_of_the_word_that_counts(coded: Coded) -> None:
    """What somebody says after they saw the other's word explains another word."""
    coded.says("Ada", 3, MONEY, memo="first")
    coded.says("Ben", 3)
    coded.append("Ada", [coded.look(3, outcome="compared")])
    coded.decides("Ada", 3, MONEY, "reject", memo="afterwards")
    (row,) = coded.rows("disagreements", "--disagreements")
    assert row["memos"] == "Ada: first"


def test_how_much_was_read_twice_and_how_differences_ended(coded: Coded) -> None:
    """By strand, with passages as the base."""
    two_people(coded)
    coded.says("Ada", 12)
    coded.decides("Cy", 3, MONEY, "adjudicate", holds="no")
    row = next(one for one in coded.rows("double") if one["strand"] == "Survey")
    assert (row["passages"], row["read"], row["read_by_two"]) == (ANSWERS, 9, 8)
    assert (row["differences"], row["settled_no"], row["still_open"]) == (1, 1, 0)


def test_codes_that_people_take_for_one_another(coded: Coded) -> None:
    """One gave this code and the other that."""
    for number in (1, 2):
        coded.says("Ada", number, MONEY)
        coded.says("Ben", number, MANY)
    coded.says("Ada", 3, MONEY)
    coded.says("Ben", 3)
    (row,) = coded.rows("wavering")
    assert {row["code"], row["other_code"]} == {"Money > Short of money", "Demand > More people"}
    assert row["passages"] == 2


def test_descriptions_to_sharpen_come_first(coded: Coded) -> None:
    """By how often people differ, are unsure, or say that it needs changing."""
    two_people(coded)
    coded.decides("Ada", 5, MANY, "unsure")
    coded.decides("Ada", 6, MANY, "code_problem")
    first, second = coded.rows("descriptions")
    assert (first["code"], first["unsure"], first["needs_changing"]) == (
        "Demand > More people",
        1,
        1,
    )
    assert (second["read_differently"], second["both_looked"]) == (1, 8)


def test_sets_of_codes_are_compared_as_a_whole(coded: Coded) -> None:
    """Nothing against nothing is agreement; a passage with an unsure code is left out."""
    two_people(coded)
    coded.decides("Ada", 8, MANY, "unsure")
    (row,) = coded.rows("sets")
    assert (row["passages"], row["left_out"]) == (7, 1)
    # Money three times against twice, of 14 values: an exact distance of 0 or 1 in each pair.
    assert row["alpha_jaccard"] == pytest.approx(1 - 13 * 2 / (2 * 5 * 9))
    assert row["alpha_masi"] == row["alpha_jaccard"]


def test_pooled_kappa_of_two_people(coded: Coded) -> None:
    """Observed and expected agreement averaged over both codes."""
    two_people(coded)
    (row,) = coded.rows("pooled")
    observed, expected = (7 / 8 + 1) / 2, (3 / 8 * 2 / 8 + 5 / 8 * 6 / 8 + 1) / 2
    assert row["pooled_kappa"] == pytest.approx((observed - expected) / (1 - expected))
    assert (row["pair"], row["codes"], row["both_looked"]) == ("Ada and Ben", 2, 16)


TURN = " ".join(["word"] * 60)
SPANS = {
    "Ada": {MANY: [(225, 70), (370, 30)], MONEY: [(180, 60), (300, 50)]},
    "Ben": {MANY: [(220, 80), (355, 20), (400, 20)], MONEY: [(180, 60), (300, 50)]},
}


def test_spans_of_two_coders_give_krippendorffs_numbers(tmp_path: Path, models: Models) -> None:
    """FIELD's continuum of 300, entered as codings on a turn of 300 characters."""
    text = f"INT: What is it that you would like to tell us?\n\nP1: {(TURN + ' ')[:299]}.\n"
    coded = made(tmp_path / "study", models, **{"interviews__P1.txt": text})
    (turn,) = [
        one for one in coded.segments.values() if one.document.endswith("P1") and one.codable
    ]
    assert turn.end - turn.start == 300
    study = coded.keep()
    for coder, by_code in SPANS.items():
        study.look(turn.id, coder=coder, mode="blind")
        for code, spans in by_code.items():
            for start, length in spans:
                at = turn.start + start - 150
                span = (at, at + length)
                study.decide(turn.id, code, "add", coder=coder, mode="blind", span=span)
    rows = {row["code"]: row for row in coded.rows("spans")}
    many, money, both = (
        rows[name] for name in ("Demand > More people", "Money > Short of money", "(all codes)")
    )
    assert (many["length"], many["spans"], money["spans"]) == (300, 5, 4)
    assert round(many["observed"], 6) == 0.014444
    assert round(many["expected"], 6) == 0.053222
    assert round(many["unitizing_alpha"], 4) == 0.7286
    assert round(money["expected"], 6) == 0.048979
    assert money["unitizing_alpha"] == 1.0
    assert both["unitizing_alpha"] == pytest.approx(0.858665, abs=1.5e-6)


def test_a_span_that_was_denied_later_is_none(coded: Coded) -> None:
    """A no takes its own person's span away, and nobody else's."""
    two_people(coded)
    coded.decides("Ada", 1, MONEY, "reject")
    for number in (1, 2, 3):
        coded.append("Ben", [coded.look(number, outcome="nothing applies")])
    spans = list(coded.keep().coded.decisions.independent_spans())
    assert [(one.coder, one.document.split("/")[-1]) for one in spans] == [
        ("Ada", "R2"),
        ("Ada", "R3"),
    ]


SUGGESTED = ((MONEY, 0.9),)


def test_the_machine_is_measured_on_blind_random_passages(coded: Coded) -> None:
    """Ten suggested passages, of which people apply the code to eight."""
    coded.gives("Ada", "first", range(1, 11), SUGGESTED)
    coded.gives("Ada", "second", range(11, 15), ((MANY, 0.9),))
    for number in range(1, 15):
        draw = "first" if number < 11 else "second"
        applies = number <= 8 or number in (11, 12)
        coded.says("Ada", number, *([MONEY] if applies else []), draw=draw)
    row = next(one for one in coded.rows("machine") if one["code"] == "Money > Short of money")
    assert (row["read_blind"], row["suggested"], row["applied"]) == (14, 10, 10)
    assert (row["precision"], row["recall"]) == (0.8, 0.8)
    assert row["accepted_share"] is None


def test_few_passages_measure_no_machine(coded: Coded) -> None:
    """Nine suggested passages are not ten."""
    coded.gives("Ada", "first", range(1, 10), SUGGESTED)
    for number in range(1, 10):
        coded.says("Ada", number, MONEY, draw="first")
    (row,) = [one for one in coded.rows("machine") if one["suggested"]]
    assert row["precision"] is None
    assert "precision not measured: 9 of 10" in row["why_empty"]


def test_on_assisted_pages_there_is_only_an_accepted_share(coded: Coded) -> None:
    """What people say to what they are shown is no precision."""
    coded.gives("Ada", "first", range(1, 13), SUGGESTED, mode="assisted")
    for number in range(1, 13):
        coded.says("Ada", number, *([MONEY] if number <= 9 else []), draw="first", mode="assisted")
    row = next(one for one in coded.rows("machine") if one["code"] == "Money > Short of money")
    assert (row["read_blind"], row["precision"], row["recall"]) == (0, None, None)
    assert (row["shown"], row["accepted_share"]) == (12, 0.75)


def half_shown(coded: Coded, coder: str) -> None:
    """Give half of the answers with suggestions and half without; all shown ones are accepted."""
    odd, even = range(1, ANSWERS + 1, 2), range(2, ANSWERS + 1, 2)
    coded.gives(coder, "arms-1", odd, SUGGESTED, mode="assisted")
    coded.gives(coder, "arms-1", even, SUGGESTED, mode="blind")
    for number in odd:
        coded.says(coder, number, MONEY, draw="arms-1", mode="assisted")
    for number in even:
        coded.says(coder, number, *([MONEY] if number % 4 == 0 else []), draw="arms-1")


def test_the_effect_of_showing_suggestions(coded: Coded) -> None:
    """All of twelve with suggestions, six of twelve without."""
    half_shown(coded, "Ada")
    (row,) = coded.rows("effect", "--effect")
    assert (row["yes_shown"], row["yes_blind"], row["effect"]) == (1.0, 0.5, 0.5)
    assert (row["documents"], row["pairs"]) == (ANSWERS, ANSWERS)
    assert 0 < row["low"] < 0.5 < row["high"]


def test_the_effect_is_not_told_of_one_peer(coded: Coded) -> None:
    """It would be a score of that person."""
    coded.roles["Ben"] = "peer"
    half_shown(coded, "Ben")
    (row,) = coded.rows("effect", "--effect")
    assert (row["effect"], row["yes_shown"]) == (None, None)
    assert "one person" in row["why_empty"]


def test_the_effect_takes_twenty_documents(coded: Coded) -> None:
    """Fewer are said in numbers."""
    coded.gives("Ada", "arms-1", range(1, 6), SUGGESTED, mode="assisted")
    coded.gives("Ada", "arms-1", range(6, 11), SUGGESTED)
    for number in range(1, 11):
        mode = "assisted" if number < 6 else "blind"
        coded.says("Ada", number, MONEY, draw="arms-1", mode=mode)
    (row,) = coded.rows("effect", "--effect")
    assert row["effect"] is None
    assert row["why_empty"] == "not measured: 10 documents of 20"


def test_every_form_says_of_what_the_numbers_are(coded: Coded) -> None:
    """Titles and the unit of coding in a terminal, sections in markdown, one table as csv."""
    two_people(coded)
    shown = coded.shown("--all")
    assert "Unit of coding: Interviews: turn; Survey: answer." in shown.stderr
    assert "How far people agree, by code" in shown.stdout
    assert "Further coefficients of the same words" in shown.stdout
    assert "## How far people agree" in coded.shown("--format", "md").stdout
    found = coded.shown("--table", "double", "--format", "csv").stdout
    assert next(iter(csv.DictReader(io.StringIO(found))))["strand"] == "Interviews"


def test_a_study_that_nobody_coded_has_empty_tables(coded: Coded) -> None:
    """No row, no number, and the notes say that nobody said anything."""
    found = coded.told()
    assert found["agreement"] == []
    assert any("words of 0 people" in note for note in found["notes"])


def test_what_a_terminal_has_no_column_for_stands_beneath(coded: Coded) -> None:
    """Nothing that was left out is hidden by a narrow screen."""
    two_people(coded)
    coded.decides("Ada", 4, MONEY, "unsure")
    shown = " ".join(coded.shown().stdout.split())
    assert (
        "Money > Short of money: no interval: 7 of 20 cases; left out: 1 read by one person alone, "
        "1 unsure." in shown
    )
    effect = coded.shown("--effect").stdout
    assert "not measured: 0 documents of 20" in effect


def test_a_draw_without_arms_measures_no_effect(coded: Coded) -> None:
    """Where people, not chance, decided who is shown suggestions, the two differ anyway."""
    coded.gives("Ada", "first", range(1, 13), SUGGESTED, mode="assisted")
    coded.gives("Ada", "second", range(13, 25), SUGGESTED)
    for number in range(1, 25):
        assisted = number < 13
        draw, mode = ("first", "assisted") if assisted else ("second", "blind")
        coded.says("Ada", number, MONEY, draw=draw, mode=mode)
    (row,) = coded.rows("effect", "--effect")
    assert (row["effect"], row["documents"]) == (None, 0)


def test_what_one_person_read_agrees_with_nobody(coded: Coded) -> None:
    """Their words are counted as left out, and what is missing is said."""
    for number in range(1, 9):
        coded.says("Ada", number, *([MONEY] if number <= 3 else []))
    row = of(coded.rows("agreement"), "Money > Short of money")
    assert (row["both_looked"], row["left_out"]) == (0, 8)
    assert row["why_empty"] == "not defined: no passage was read by two people"
    pairs = coded.told("--by", "pair")
    assert pairs["agreement"] == []
    assert "No agreement: no passage was read by two people." in pairs["notes"]
    assert any("words of 1 person on 8 of 26 passages" in one for one in pairs["notes"])


def test_a_pair_says_how_many_of_its_words_were_left_out(coded: Coded) -> None:
    """Passages that both read, and of which one of them was not sure."""
    two_people(coded)
    coded.decides("Ada", 4, MONEY, "unsure")
    coded.says("Ada", 9)
    row = of(coded.rows("agreement", "--by", "pair"), "Ada and Ben")
    assert (row["both_looked"], row["left_out_why"]) == (15, "1 unsure")


def test_what_all_rows_have_in_common_is_told_once(coded: Coded) -> None:
    """On a terminal; files have it in every row."""
    two_people(coded)
    coded.says("Ada", 4, MONEY, MANY)
    shown = " ".join(coded.shown("--table", "agreement").stdout.split())
    assert "Every row: both looked 8; no interval: 8 of 20 cases." in shown
    found = coded.shown("--table", "agreement", "--format", "csv").stdout
    assert [row["both_looked"] for row in csv.DictReader(io.StringIO(found))] == ["8", "8"]

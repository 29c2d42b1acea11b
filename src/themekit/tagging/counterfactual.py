"""The smallest single thing that would turn a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.tagging.reasons import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.codebook import Code
    from themekit.tagging.records import Part


def would_change(
    parts: Sequence[Part], margin: float, code: Code, gains: Mapping[str, float]
) -> str:
    """Name the smallest single thing that would turn the decision.

    Parameters
    ----------
    parts : sequence of Part
    margin : float
        Log-odds above the threshold; not negative where the code is suggested.
    code : Code
    gains : mapping of str to float
        What one of each measure (`FEATURES`) adds for this code.

    Returns
    -------
    str
        One line; says so where no single thing would.
    """
    if margin >= 0:
        return _would_lose(parts, margin)
    return _would_gain(parts, -margin, code, gains)


def _would_lose(parts: Sequence[Part], margin: float) -> str:
    enough = [part for part in parts if part.weight > margin]
    if enough:
        least = min(enough, key=lambda part: part.weight)
        return f"It would not be suggested without this: {tell(least.kind, least.text)}."
    return f"No single thing: it stands {margin:.1f} log-odds above its threshold."


def _would_gain(parts: Sequence[Part], gap: float, code: Code, gains: Mapping[str, float]) -> str:
    enough = [part for part in parts if -part.weight >= gap]
    if enough:
        least = min(enough, key=lambda part: -part.weight)
        return f"It would be suggested if this did not speak against it: {_against(least)}."
    affirmed = any(part.kind == "pattern" for part in parts)
    if not affirmed and gains["pattern"] + gains["pattern alone"] >= gap:
        which = "any of its patterns" if code.patterns else "a pattern for it in the codebook"
        return f"It would be suggested if {which} matched here."
    like = gains["example"] * 0.65
    if not any(part.kind == "example" for part in parts) and like >= gap:
        return "It would be suggested if the codebook gave this very passage as an example."
    return f"No single thing: it lies {gap:.1f} log-odds below its threshold."


def _against(part: Part) -> str:
    unlike = {
        "definition": "it is less like the definition of '{}' than like other codes",
        "name": "it is less like the name '{}' than like other codes",
        "sentence": "its best sentence '{}' is less like this code than like others",
        "concept": "it does not sound like talk about '{}'",
        "key words": "its words are far from '{}'",
        "words meant": "its words mean something else than those that tell of '{}'",
        "told words": "it shares few of the words in which the codebook tells of '{}'",
        "examples": "it is less like the examples of '{}' taken together",
        "tone": "where it sounds good '{}' sounds bad, or the other way about",
        "asked tone": "the question asks for the opposite of '{}': what is good, or what is bad",
        "beside the matter": "it is a heading, a reference or talk about the talk, not about '{}'",
        "frequency": "the codebook expects '{}' rarely",
        "other codes": "'{}' fits it better",
        "checked segment": "it is like the checked segment '{}', which does not hold the code",
        "checked segments": "it is like checked segments without the code, such as '{}'",
        "deeper reading": "as a whole it is like checked segments without the code, such as '{}'",
        "surroundings": "what was asked or said around it is less like '{}' than like other codes",
        "checked surroundings": "{} is like that of checked segments without the code",
        "word meanings": "{} mean much the same as those of checked segments without the code",
    }
    if part.kind in unlike:
        return unlike[part.kind].format(part.text)
    return tell(part.kind, part.text)

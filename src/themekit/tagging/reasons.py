"""One line of plain words for each part of an explanation, for whoever gave the texts."""

from __future__ import annotations

LONGEST = 90
AROUND = "what was asked or said around it"
"""How surroundings are named; they are never quoted, for they may be somebody else's words."""


def short(text: str) -> str:
    """Return a text in one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0] + " ..."


PHRASES = {
    "pattern": "matches the pattern '{}'",
    "negated pattern": "holds the pattern '{}', but negated",
    "example": "like the example '{}'",
    "checked segment": "like the checked segment '{}'",
    "checked segments": "like checked segments such as '{}'",
    "deeper reading": "as a whole like checked segments such as '{}'",
    "word meanings": "{} mean much the same as those of checked segments",
    "definition": "like the definition of '{}'",
    "name": "like the name '{}'",
    "sentence": "the sentence '{}' is like what the code means",
    "concept": "sounds like talk about '{}'",
    "key words": "its words are near to '{}'",
    "words meant": "its words mean much the same as those that tell of '{}'",
    "told words": "it shares words in which the codebook tells of '{}'",
    "examples": "like the examples of '{}' taken together",
    "tone": "it sounds good or bad as '{}' does",
    "asked tone": "the question asks for what is good, or what is bad, as '{}' is",
    "beside the matter": "it is a heading, a reference or talk about the talk, as '{}' is",
    "frequency": "'{}' is expected often",
    "word": "says '{}'",
    "words": "its other words",
    "context": "answers '{}'",
    "surroundings": "what was asked or said around it is like what '{}' means",
    "checked surroundings": "{} is like that of checked segments with the code",
    "other codes": "'{}' fits it too",
    "near miss": "like the near miss '{}'",
    "exclude": "like the exclusion '{}'",
}


def tell(kind: str, text: str) -> str:
    """Return one part in words."""
    return PHRASES[kind].format(short(text))

"""What a topic is called: a label that says something, or none.

A label is made of words of content that many of a topic's texts have in common, a phrase of its
most typical passage before all. Where there are too few of them it is no label and says so: then
the topic is known by that passage.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

LABELLED_BY = 3
IN_COMMON = 0.15
"""Share of a topic's texts, in [0, 1], that must hold a word for it to name the topic."""
TOGETHER = 0.4
"""Share of them that must hold any of the words of a label."""
FEWEST_NAMING = 2
NO_LABEL = "no label: passages have little in common"
_OF_ANYTHING = (
    "it they just yes no not think know go come get say tell see look want need make take give "
    "put let find keep use try ask talk hear mean feel happen start stop work do have be can will "
    "would like good bad great nice well fine okay right sure real really big small long short "
    "old new different same other next last first second able thing stuff lot bit way kind sort "
    "part point side end place time day week month year today morning night people person man "
    "woman lady guy one two three somebody everybody something anything number january february "
    "march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday um er yeah ok probably maybe quite actually still even much "
    "many more most less question answer example"
)
_LIGHT = frozenset(_OF_ANYTHING.split())
"""Words that stand in talk about anything."""


def label_of(
    words: Sequence[str], texts: Sequence[Collection[str]], typical: Collection[str]
) -> str:
    """Name a topic, or say that nothing names it.

    Parameters
    ----------
    words : sequence of str
        Its most telling terms, the most telling first.
    texts : sequence of collection of str
        The terms of each of its texts.
    typical : collection of str
        The terms of the passage nearest to its middle.
    """
    uses = {word: sum(word in text for text in texts) for word in words}
    naming = [
        word
        for word in words
        if not _LIGHT.issuperset(word.split()) and uses[word] >= IN_COMMON * len(texts)
    ]
    naming.sort(key=lambda word: (" " not in word or word not in typical, words.index(word)))
    label = naming[:LABELLED_BY]
    together = sum(any(word in text for word in label) for text in texts)
    enough = len(label) >= FEWEST_NAMING or any(" " in word for word in label)
    return ", ".join(label) if enough and together >= TOGETHER * len(texts) else NO_LABEL

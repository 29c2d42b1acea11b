"""Passages that are part of the work and of nothing that a study asks about: no topic of theirs.

Words of thanks alone, talk of the recording, of consent and of the interview itself, headings and
references, repeated boilerplate, an answer that points to another. A passage counts as such only if
most of it is: who says at the end of a story that the tape is running has told a story.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from themekit.language import content_words, is_prose, no_answer, sentences_in
from themekit.names import folded
from themekit.records import Segment

_OF_THE_TALK = re.compile(
    r"""
    \b(?:the|this|being|audio|tape|your|on|is\s+it|are\s+(?:we|you))\s+record(?:ing|er|ed)\b
    | \b(?:transcri(?:pts?|be|bed|ption|bing)|dictaphone|anonymi[sz]\w+|questionnaire
      |information\s+sheet|consent\s+(?:form|sheet)|consented\s+to\s+(?:this|the|being)
      |(?:this|your)\s+(?:interview|survey|study|research)|interviewer|focus\s+group)\b
    | \b(?:on\s+mute|unmute\w*|in\s+the\s+chat|(?:see|share)\s+my\s+screen|hand(?:'s)?\s+up
      |can(?:'t|not)?\s+(?:you\s+)?hear\s+(?:me|you)|lost\s+(?:connection|signal)
      |you(?:'re|\s+are|'ve|\s+have)?\s+(?:frozen|breaking\s+up|gone\s+quiet))\b
    | \b(?:read|cut|take|leave|write)\s+(?:that|this|it|those|them)\s+(?:out|back|down)\b
    | \b(?:off\s+the\s+record|between\s+you\s+and\s+me|be\s+(?:named|quoted|identified))\b
    | \bi(?:'ll|'d|'ve|\s+will|\s+can|\s+could)\s+(?:e-?mail(?:ed)?|send|sent|forward|pressed)\b
    | ^send\s+(?:it|them|that)\b | \bbefore\s+(?:it|this|that)\s+goes\s+out\b
    | \b(?:your|the)\s+(?:next|last)\s+question\b | \bthat's\s+a\s+good\s+question\b
    | \b(?:i'd\s+better\s+(?:go|get\s+on)|i(?:'ve|'ll)?(?:\s+got)?(?:\s+have)?\s+to\s+drop\s+off
      |(?:another|next)\s+(?:meeting|call)\s+at|ha(?:ve|s)\s+to\s+leave\s+it\s+there)\b
    | \b(?:nice|good|lovely)\s+to\s+(?:meet|talk\s+to|speak\s+to)\s+you\b
    | \bare\s+we\s+(?:done|finished)\b | \bno\s+worries[.,!]
    | \b(?:what\s+time\s+is\s+it|how\s+long\s+(?:is\s+it|have\s+we|do\s+we))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What people say of the talk that they are in, and of nothing else."""
_POINTS_ELSEWHERE = re.compile(
    r"""
    (?:(?:please\s+)?(?:see|look\s+at|refer\s+to|as|same\s+as|read|per|like)\s+)?
      (?:answers?\s+)?(?:my\s+|the\s+|your\s+)?
      (?:above|before|previous(?:ly)?|last|earlier|first|prior)
      (?:\s+(?:stated|said|mentioned|answer(?:s|ed)?|questions?|comments?|response|reply))*
    | (?:as|already|same)\s+(?:already\s+)?
      (?:above|stated|said|answered|mentioned|covered|described)
      (?:\s+(?:above|before|previously|earlier|by|in|previous|answers?|questions?))*
    | (?:i\s+)?(?:have\s+)?(?:already\s+)?(?:answered|stated|said|explained)
      \s+(?:it\s+|this\s+|that\s+)?(?:above|before|previously|earlier|already)
    | no\s+(?:comment|complaint|suggestion|improvement|change)s?
      (?:\s+(?:at\s+all|really|to\s+make))?
    | (?:i\s+)?(?:really\s+|honestly\s+)?(?:do\s+not|don't|can't|cannot)\s+(?:really\s+)?
      (?:think\s+so|know|remember|recall|say)
    | not\s+(?:really|sure|that\s+i\s+can\s+think\s+of) | (?:i\s+am\s+|i'm\s+)?(?:not\s+sure|unsure)
    | (?:absolutely|honestly|really)?\s*nothing(?:\s+(?:obvious|at\s+all|same\s+as\s+above))?
    | (?:i\s+have\s+)?no(?:thing)?\s+(?:more\s+|else\s+|further\s+)?to\s+(?:add|say|comment)
    | (?:because\s+)?(?:it\s+is|it's|its|all\s+is|the)?\s*(?:true|truth|truthful\s+answer)
    | (?:to\s+)?answer\s+the\s+questions?(?:\s+(?:truthfully|honestly))? | being\s+honest
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\bet\s+al\b|\bdoi\s*:|https?://|\bISBN\b|\bpp?\.\s*\d+|\(\d{4}\)\s*[.,:]|\bvol\.\s*\d+",
    re.IGNORECASE,
)
_THANKS = frozenset(
    word
    for line in (
        "thank thanks thanking many very much so you all for to everyone everybody team again",
        "your kind kindly the cheers please bye goodbye hello hi ok okay yes no well done a big",
    )
    for word in line.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_MOSTLY = 0.5
LONGEST_HEADING = 6
LEAST_COPIES = 3
LEAST_COPIED = 8
"""Words of a passage that nobody says twice by chance."""


def housekeeping(segments: Sequence[Segment]) -> frozenset[str]:
    """Return the texts among those of segments that are housekeeping.

    Parameters
    ----------
    segments : sequence of Segment
        Codable ones.
    """
    copied = _boilerplate(segments)
    kinds = {
        one.text: "answer" if one.item else "talk" if one.speaker else "written" for one in segments
    }
    return frozenset(
        text
        for text, kind in kinds.items()
        if text in copied
        or (_empty(text) if kind == "answer" else _of_the_work(text, spoken=kind == "talk"))
    )


def _boilerplate(segments: Iterable[Segment]) -> frozenset[str]:
    """Return long passages that stand word for word in several documents, answers aside."""
    documents: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, set[str]] = defaultdict(set)
    for one in segments:
        if not one.item and len(_WORD.findall(one.text)) >= LEAST_COPIED:
            documents[folded(one.text)].add(one.document)
            written[folded(one.text)].add(one.text)
    found = (key for key, of in documents.items() if len(of) >= LEAST_COPIES)
    return frozenset(text for key in found for text in written[key])


def _empty(text: str) -> bool:
    """Tell whether an answer says nothing itself: thanks alone, or a hint at another answer."""
    bare = " ".join(_WORD.findall(text.replace("\u2019", "'")))
    if not bare or no_answer(text) or _POINTS_ELSEWHERE.fullmatch(bare):
        return True
    return _THANKS.issuperset(word.lower() for word in bare.split())


def _of_the_work(text: str, *, spoken: bool) -> bool:
    """Tell whether most of a passage is of the talk, orders a text or lists what others wrote."""
    if _empty(text) or not is_prose(text) or (not spoken and _is_heading(text)):
        return True
    said = text.replace("\u2019", "'")
    if len(_REFERENCE.findall(said)) * 25 >= len(_WORD.findall(said)):
        return True
    sentences = [span.of(said) for span in sentences_in(said)]
    weight = [len(content_words(one)) for one in sentences]
    if not any(weight) or sum(weight) <= 1:
        return True
    aside = [bool(_OF_THE_TALK.search(one)) for one in sentences]
    about = sum(size for size, is_aside in zip(weight, aside, strict=True) if is_aside)
    return about > _MOSTLY * sum(weight)


def _is_heading(text: str) -> bool:
    """Tell whether a written passage is one short line with a capital that no sign ends."""
    line = text.strip()
    short = "\n" not in line and len(_WORD.findall(line)) <= LONGEST_HEADING
    return short and line[:1].isupper() and line[-1:].isalpha()

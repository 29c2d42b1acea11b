"""Which language a text is in, told by py3langid: offline, deterministic, 139 languages, 5 MB.

Names of languages stand here because nobody reads ``cy`` as Welsh.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNKNOWN = "unknown"
# 5,096 English survey comments and 7,000 further short ones: at this length and confidence none
# was taken for another language. Scripts of their own need fewer letters.
LEAST_LETTERS = 40
_LEAST_OTHER = 12
_SURE = 0.8
_RANKED = 6
_LAST_LATIN = "\u024f"
_LONGEST = 20_000

# Neighbours that nobody needs told apart here, to the one that has a model.
_SAME = {
    "ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh", "grc": "el", "hbo": "he", "nn": "no",
    "bs": "hr", "uzs": "uz", "sdh": "ku", "an": "es", "ext": "es",
}  # fmt: skip
_NAMES = dict(
    line.split(" ", 1)
    for line in """
af Afrikaans|am Amharic|ar Arabic|as Assamese|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bengali
br Breton|ca Catalan|cs Czech|cy Welsh|da Danish|de German|el Greek|en English|eo Esperanto
es Spanish|et Estonian|eu Basque|fa Persian|fi Finnish|fr French|ga Irish|gd Scottish Gaelic
gl Galician|gu Gujarati|ha Hausa|he Hebrew|hi Hindi|hr Croatian|ht Haitian Creole|hu Hungarian
hy Armenian|id Indonesian|ig Igbo|is Icelandic|it Italian|ja Japanese|jv Javanese|ka Georgian
kk Kazakh|km Khmer|kn Kannada|ko Korean|ku Kurdish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Luganda
ln Lingala|lo Lao|lt Lithuanian|lv Latvian|mg Malagasy|mk Macedonian|ml Malayalam|mn Mongolian
mr Marathi|ms Malay|mt Maltese|my Burmese|ne Nepali|nl Dutch|no Norwegian|om Oromo|or Odia
pa Punjabi|pcm Nigerian Pidgin|pl Polish|ps Pashto|pt Portuguese|qu Quechua|ro Romanian|ru Russian
rw Kinyarwanda|sa Sanskrit|si Sinhala|sk Slovak|sl Slovenian|sn Shona|so Somali|sq Albanian
sr Serbian|sv Swedish|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|tl Tagalog|tr Turkish|ug Uyghur
uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|xh Xhosa|yo Yoruba|zh Chinese|zu Zulu
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


class Share(NamedTuple):
    """A language and its part of what could be judged, in (0, 1]."""

    language: str
    share: float
    pieces: int


def which_language(text: str) -> str:
    """Tell which language a text is in.

    Parameters
    ----------
    text : str
        A sentence or more; only its first 20,000 characters count.

    Returns
    -------
    str
        ISO 639 code such as ``cy``; ``'unknown'`` where none is likely enough; empty where the
        text is too short to judge (fewer than 40 letters, or 12 of a script that is not Latin).

    Examples
    --------
    >>> which_language("Roedd y rhestr aros yn hir iawn ac nid oedd neb yn dweud dim.")
    'cy'
    >>> which_language("Yes.")
    ''
    """
    text = text[:_LONGEST]
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter <= _LAST_LATIN for letter in letters)
    if latin < LEAST_LETTERS and len(letters) - latin < _LEAST_OTHER:
        return ""
    likely: defaultdict[str, float] = defaultdict(float)
    for code, probability in _identifier().rank(text)[:_RANKED]:
        likely[_SAME.get(code, code)] += float(probability)
    best, sure = max(likely.items(), key=lambda found: found[1])
    return best if sure >= _SURE and best != "zxx" else UNKNOWN


def language_shares(pieces: Iterable[str]) -> tuple[Share, ...]:
    """Return the languages of many pieces of text, the largest part first.

    Parameters
    ----------
    pieces : iterable of str
        Turns, paragraphs or answers; those too short to judge count nowhere.

    Returns
    -------
    tuple of Share
        Parts by letters, which add to 1; empty where no piece could be judged. Pieces in no
        language that is recognised count only where they are more than half of all.
    """
    letters: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for piece in pieces:
        language = which_language(piece)
        if language:
            letters[language] += sum(map(str.isalpha, piece))
            counts[language] += 1
    if 2 * letters[UNKNOWN] <= letters.total():
        del letters[UNKNOWN]
    total = letters.total()
    ranked = sorted(letters, key=lambda language: (-letters[language], language))
    return tuple(Share(one, letters[one] / total, counts[one]) for one in ranked)


def language_name(code: str) -> str:
    """Return a language's English name; the code itself where the name is not known here."""
    return _NAMES.get(code, code)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model, once a process (half a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Telephone numbers, addresses on paper and in the net, numbers of papers.

presidio-analyzer brings the patterns and their check sums, phonenumbers the numbers of each
country. Nothing here reaches for the network: where presidio would look up domains, it is given
the list that its library carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from themekit.disclosure.finding.found import Found, Kind

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer

_NOTHING: Any = None
"""What these recognisers are told of the model's reading: they go by the letters alone."""
SURE_ENOUGH = 0.4
_KINDS: dict[str, tuple[Kind, str]] = {
    "EMAIL_ADDRESS": ("email", "an e-mail address"),
    "PHONE_NUMBER": ("phone", "a telephone number"),
    "URL": ("web", "an address in the net"),
    "IP_ADDRESS": ("web", "an address in the net"),
    "IBAN_CODE": ("number", "a bank account"),
    "CREDIT_CARD": ("number", "a bank card"),
    "UK_NHS": ("number", "an NHS number"),
    "UK_NINO": ("number", "a National Insurance number"),
    "UK_PASSPORT": ("number", "a passport number"),
    "UK_POSTCODE": ("address", "a postcode"),
    "UK_VEHICLE_REGISTRATION": ("number", "a car's number plate"),
}
_DIGIT = r"(?:oh|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|\d)"
_SPOKEN = re.compile(
    rf"\b(?:(?:double|triple|treble)[\s-]+)?{_DIGIT}"
    rf"(?:[\s,.\-]+(?:(?:double|triple|treble)[\s-]+)?{_DIGIT}){{6,}}\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{1,30}\w|(?<![\w&])#[A-Za-z]\w{3,}")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_SPOKEN_MAIL = re.compile(r"\b[\w.]+\s+at\s+[\w]+\s+dot\s+(?:co|com|org|net)\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:flat\s+\d+\w?,?\s+)?\d{1,4}[a-z]?,?\s+(?:[A-Za-z'’]+\s+){1,3}"
    r"(?:road|rd|street|st|avenue|ave|lane|close|gardens|terrace|crescent|way|court|house|"
    r"drive|square|place|mews|grove|hill)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_ROAD = re.compile(
    r"\b(?:[A-Z][\w'’]+\s+){1,3}(?:Road|Rd|Street|Avenue|Lane|Close|Gardens|Terrace|Crescent|Mews)\b"
)


def numbers_in(text: str) -> Iterator[Found]:
    """Yield numbers and addresses in a text."""
    if re.search(r"\d|@|www|http|\.\w{2}", text):
        for recogniser in _recognisers():
            for one in recogniser.analyze(text, recogniser.supported_entities, _NOTHING):
                kind, why = _KINDS[one.entity_type]
                if one.score >= SURE_ENOUGH:
                    yield Found(one.start, one.end, kind, why)
    yield from _by_pattern(text)


def _by_pattern(text: str) -> Iterator[Found]:
    kinds: tuple[tuple[re.Pattern[str], Kind, str], ...] = (
        (_SPOKEN, "phone", "a number said digit by digit"),
        (_MAIL, "email", "an e-mail address"),
        (_SPOKEN_MAIL, "email", "an e-mail address, said in words"),
        (_HANDLE, "web", "a name in the net"),
        (_POSTCODE, "address", "a postcode"),
        (_STREET, "address", "a street and a number"),
        (_ROAD, "address", "a street"),
    )
    for pattern, kind, why in kinds:
        for one in pattern.finditer(text):
            yield Found(one.start(), one.end(), kind, why)


@cache
def _recognisers() -> tuple[EntityRecognizer, ...]:
    """Return presidio's recognisers of what is written in a fixed way, in Britain."""
    import tldextract
    from presidio_analyzer import predefined_recognizers as known
    from presidio_analyzer.predefined_recognizers.generic import email_recognizer

    # By itself it would fetch a list of domains and keep it in the user's own folder.
    offline = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    email_recognizer.tldextract = _Extractor(offline)  # type: ignore[assignment,attr-defined]
    made: list[EntityRecognizer] = [
        known.EmailRecognizer(),
        known.PhoneRecognizer(supported_regions=["GB"]),
        known.UrlRecognizer(),
        known.IpRecognizer(),
        known.IbanRecognizer(),
        known.CreditCardRecognizer(),
        known.NhsRecognizer(),
        known.UkNinoRecognizer(),
        known.UkPassportRecognizer(),
        known.UkPostcodeRecognizer(),
        known.UkVehicleRegistrationRecognizer(),
    ]
    return tuple(made)


class _Extractor:
    """Stands in for the module that would ask the network."""

    def __init__(self, extract: Any) -> None:
        self.extract = extract

"""Whose voice a section is: who is present, absent and quoted more than others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A group of people in one section.

    Attributes
    ----------
    group : str
        A strand, or a value of an attribute.
    kind : str
        ``strand`` or the attribute's name.
    asked, present, quoted : int
        People who were asked; of whom anything of the section stands; who are quoted in it.
    quotes : int
        Quotations from them.
    said : str
        What is to be noted, in words; empty where nothing is.
    """

    group: str
    kind: str
    asked: int
    present: int
    quoted: int
    quotes: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class VoicesModel:
    """Whose voice a section is.

    Attributes
    ----------
    voices : tuple of Voice
    notes : tuple of str
        Sentences: who is absent, who is quoted much more than others.
    """

    voices: tuple[Voice, ...] = ()
    notes: tuple[str, ...] = ()

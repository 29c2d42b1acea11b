"""Asking for a passphrase: hidden at a terminal, else the first line of what is piped in."""

from __future__ import annotations

import os
import sys

import click

from themekit.errors import UsageError

VARIABLE = "THEMEKIT_PASSPHRASE"
"""Where scripts put it: what stands on a command line can be read by everybody on the machine."""


def ask_passphrase(*, twice: bool, variable: str = VARIABLE) -> str:
    """Return a passphrase as it was typed, piped in, or put into the environment.

    Parameters
    ----------
    twice : bool
        Whether a slip would lock somebody out.
    variable : str
        Of the environment, in which a script says it.

    Raises
    ------
    UsageError
        If nothing is there to ask.
    """
    if given := os.environ.get(variable):
        return given
    if sys.stdin.isatty():
        again = "The same once more" if twice else False
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=again, err=True))
    piped = sys.stdin.readline().rstrip("\r\n")
    if not piped:
        raise UsageError(
            f"No passphrase: type it at a terminal, pipe it in, or set {variable}; never write it "
            "on the command line."
        )
    return piped

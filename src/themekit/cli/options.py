"""Options and operands that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

study_operand = click.argument(
    "study", default=".", type=click.Path(path_type=Path), metavar="[STUDY]"
)
"""A study's folder; the current folder where it is left out."""

study_required = click.argument("study", type=click.Path(path_type=Path), metavar="STUDY")
"""A study's folder, for commands with a further operand."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "md"]),
    default="table",
    show_default=True,
    help="How to print the result.",
)


def filter_options(function: Function) -> Function:
    """Add the filters by code, case, document, strand and attribute."""
    for option in (
        click.option(
            "--attribute", multiple=True, metavar="NAME=VALUE", help="Only cases like this."
        ),
        click.option("--strand", multiple=True, metavar="NAME", help="Only this strand."),
        click.option("--document", multiple=True, metavar="ID", help="Only this document."),
        click.option("--case", multiple=True, metavar="ID", help="Only this case."),
        click.option("--code", multiple=True, metavar="CODE", help="Only segments with this code."),
    ):
        function = option(function)
    return function

"""Options and operands that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from themekit.cli.completion import codes_of, studies_at
from themekit.errors import InputError
from themekit.studyfile import find_study_file, locked_problem

Function = TypeVar("Function", bound=Callable[..., Any])


class StudyPath(click.Path):
    """A folder with a study.yaml; anything else is told before anything heavy is loaded."""

    def __init__(self, *, locked_too: bool = False) -> None:
        super().__init__(path_type=Path)
        self._locked_too = locked_too

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path as it was given."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        require_study(path, locked_too=self._locked_too)
        return path

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Propose studies, else folders on the way to one."""
        del ctx, param
        return studies_at(incomplete)


class StudyFirst(click.Group):
    """A group of commands behind a study: one that is named first is told so, or explained."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the study, unless the name of a command stands in its place."""
        command = self.commands.get(args[0]) if args and not Path(args[0]).exists() else None
        if command is None:
            return super().parse_args(ctx, args)
        own = command.make_context(command.name, args[1:], parent=ctx, resilient_parsing=True)
        if set(args) & set(own.help_option_names):
            click.echo(command.get_help(own))
            ctx.exit()
        raise click.UsageError(
            f"Say first which study: themekit {self.name} STUDY {' '.join(args)}", ctx
        )


def require_study(path: Path, *, locked_too: bool = False) -> None:
    """Raise where a path means no study, or (unless that is no matter) a locked one."""
    _, problem = find_study_file(path)
    problem = problem or (None if locked_too else locked_problem(path))
    if problem:
        raise InputError([problem])


any_folder = click.argument(
    "study",
    default=".",
    type=click.Path(path_type=Path),
    metavar="[STUDY]",
    shell_complete=lambda _context, _param, typed: studies_at(typed),
)
"""The same operand for commands that have something to say or do before a study must be there."""


study_operand = click.argument("study", default=".", type=StudyPath(), metavar="[STUDY]")
"""A study's folder; the current folder where it is left out."""

locked_or_not = click.argument(
    "study", default=".", type=StudyPath(locked_too=True), metavar="[STUDY]"
)
"""The same for the commands that lock and unlock it."""

study_required = click.argument("study", type=StudyPath(), metavar="STUDY")
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
        click.option(
            "--code",
            multiple=True,
            metavar="CODE",
            shell_complete=codes_of,
            help="Only segments with this code.",
        ),
    ):
        function = option(function)
    return function


def how_given(overlap: float) -> Callable[[Function], Function]:
    """Return what adds the options that say how passages are chosen for people, and shown.

    Parameters
    ----------
    overlap : float
        Share that two or more get where nothing is said.
    """
    share = click.FloatRange(0, 1)
    added = (
        click.option(
            "--overlap",
            default=overlap,
            show_default=True,
            type=share,
            help="Share of them that two or more get.",
        ),
        click.option(
            "--blind",
            default=0.3,
            show_default=True,
            type=share,
            help="Share of them shown without suggestions, first; 1 for all.",
        ),
        click.option(
            "--arms",
            is_flag=True,
            help="Show each document, at random, with or without suggestions.",
        ),
        click.option(
            "--order",
            type=click.Choice(["random", "tagger"]),
            default="random",
            show_default=True,
            help="Those with suggestions: at random, or those first that teach most.",
        ),
    )

    def add(command: Function) -> Function:
        for option in reversed(added):
            command = option(command)
        return command

    return add

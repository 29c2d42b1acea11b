"""``themekit completion``, and what a shell proposes where it is more than a word of ours."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from themekit.studyfile import STUDY_FILE

VARIABLE = "_THEMEKIT_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script by which SHELL completes commands, options, studies and codes at Tab.

    \b
    Once, for every terminal from then on:
      themekit completion bash >> ~/.bashrc
      themekit completion zsh >> ~/.zshrc
      themekit completion fish > ~/.config/fish/completions/themekit.fish
    """  # noqa: D301 -- click wants the character, not the letters
    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover -- click knows all three
        raise click.UsageError(f"Nothing is known of {shell}.")
    click.echo(kind(context.find_root().command, {}, "themekit", VARIABLE).source())
    return 0


def studies_at(typed: str) -> list[CompletionItem]:
    """Propose the studies whose path begins as was typed; else have the shell propose folders."""
    folder, _, name = typed.rpartition("/")
    place = Path(f"{folder}/") if "/" in typed else Path()
    found: list[CompletionItem] = []
    with suppress(OSError, ValueError):
        found = [
            CompletionItem(f"{folder}/{one}" if "/" in typed else one)
            for one in sorted(os.listdir(place))  # noqa: PTH208 -- the names, as they were typed
            if one.startswith(name) and (place / one / STUDY_FILE).is_file()
        ]
    return found or [CompletionItem(typed, type="dir")]


def codes_of(context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """Propose the ids of the study's codes that begin as was typed, each with its name."""
    from themekit.codebook import Codebook
    from themekit.study import read_study

    # Whatever is wrong is told when the command is run; at Tab there is nobody to tell.
    with suppress(Exception):
        # With an option whose value is still to come, click leaves what stands before it unread.
        given = [context.params.get("study"), *context.args]
        folders = (Path(one) for one in given if one and (Path(one) / STUDY_FILE).is_file())
        study, _ = read_study(next(folders, Path()))
        if study is not None:
            return [
                CompletionItem(code.id, help=code.name)
                for code in Codebook.load(study.codebook).codes
                if code.id.startswith(typed)
            ]
    return []

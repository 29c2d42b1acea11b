"""``themekit lock`` and ``themekit unlock``."""

from __future__ import annotations

from pathlib import Path

import click

from themekit.cli.options import locked_or_not


@click.command()
@locked_or_not
def lock(study: Path) -> int:
    """Put STUDY away: encrypt what themekit keeps of it, under a passphrase.

    The state folder .themekit, the outputs and frozen states become two files in STUDY/locked that
    the program age opens too, and the open ones are deleted. The sources, cases.csv and the
    codebook are yours and stay as they are. Whoever forgets the passphrase loses what people
    decided: nobody can open it.
    The passphrase is asked for, or piped in, or taken from THEMEKIT_PASSPHRASE.
    """
    from themekit.cli.passphrase import ask_passphrase
    from themekit.workflows.at_rest import lock_study

    done = lock_study(study, ask_passphrase(twice=True))
    if done.files:
        click.echo(f"Locked: {done.files} files of .themekit and outputs are in {done.folder} now.")
    else:
        click.echo("It was locked before; what was left open is deleted now.")
    click.echo(
        "Still open: your sources, study.yaml, cases.csv and the codebook, and whatever was copied "
        "elsewhere (packs, published outputs, backups). Deleted files can often be brought back "
        "from a disk that is not encrypted itself.",
        err=True,
    )
    return 0


@click.command()
@locked_or_not
def unlock(study: Path) -> int:
    """Open a STUDY that was locked, with its passphrase.

    The state folder .themekit and the outputs are put back as they were. With another passphrase
    nothing is changed.
    """
    from themekit.cli.passphrase import ask_passphrase
    from themekit.workflows.at_rest import unlock_study

    unlock_study(study, ask_passphrase(twice=False))
    click.echo("Unlocked.")
    return 0

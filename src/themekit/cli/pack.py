"""``themekit pack``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from themekit.cli import pack_back as back
from themekit.cli.options import format_option, how_given, study_operand

if TYPE_CHECKING:
    from themekit.workflows.handing_out import Wish

PASSPHRASE = "THEMEKIT_PACK_PASSPHRASE"  # noqa: S105 -- the name of a variable
"""Another than the study's own: whoever reads a pack is told these words."""
_BYTES = 1000


@click.command()
@study_operand
@click.option("--coder", default="", metavar="NAME", help="Who is to read.")
@click.option(
    "--n", "passages", default=60, show_default=True, type=click.IntRange(1, 500),
    help="Passages in the pack.",
)  # fmt: skip
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it goes; by default pack-CODE.html in this folder. With --reply a folder.",
)
@click.option(
    "--passphrase",
    is_flag=True,
    help=f"Lock it with words that are asked for, or that {PASSPHRASE} or standard input says.",
)
@click.option("--section", metavar="THEME", help="Ask about this theme; else they take turns.")
@how_given(overlap=0.0)
@click.option(
    "--seed", default=0, show_default=True, type=int, help="For all that is drawn at random."
)
@click.option("--by", default="", metavar="NAME", help="The facilitator who hands it out.")
@click.option("--register", is_flag=True, help="Make none; tell who has which, and what came back.")
@click.option("--recall", metavar="CODE", help="Call a pack back: no reply is taken any more.")
@click.option("--deleted", metavar="CODE", help="Its reader says that the file is deleted.")
@click.option(
    "--reply", is_flag=True, help="Write to each reader, or --coder, what became of their answers."
)
@format_option
def pack(
    study: Path,
    coder: str,
    passages: int,
    out: Path | None,
    section: str | None,
    overlap: float,
    blind: float,
    order: Any,
    seed: int,
    by: str,
    recall: str | None,
    deleted: str | None,
    form: str,
    *,
    passphrase: bool,
    arms: bool,
    register: bool,
    reply: bool,
) -> int:
    """Put passages for one reader into one file, for a phone or laptop without network.

    Whoever opens the file answers question by question; nothing is sent from it. Only documents
    that are marked and agreed to come into it, with what identifies replaced. With --out it may end
    in .html, in .docx (a questionnaire in large print) or in .xlsx (a workbook to fill in). What
    comes back is taken in by 'themekit import'.

    \b
    Examples:
      themekit pack my-study --coder "Peer 1" --n 60
      themekit pack my-study --coder "Peer 1" --n 20 --out for-peer-1.html --passphrase
      themekit pack my-study --coder "Peer 1" --n 20 --out large-print.docx
      themekit pack my-study --register
      themekit pack my-study --reply
    """  # noqa: D301 -- click wants the character, not the letters
    from themekit.tasks.plans import Plan
    from themekit.workflows.handing_out import Wish

    if sum((register, reply, recall is not None, deleted is not None)) > 1:
        raise click.UsageError("Choose one of --register, --recall, --deleted and --reply.")
    if register:
        return back.show_register(study, form)
    if recall is not None or deleted is not None:
        return back.end(study, recall, deleted, by)
    if reply:
        return back.write_back(study, coder, out)
    if not coder:
        raise click.UsageError("Say who is to read: --coder NAME.")
    plan = Plan(passages=passages, overlap=overlap, blind=blind, arms=arms, seed=seed)
    wish = Wish(plan=plan, order=order, section=section, by=by)
    return _make(study, coder, wish, out, locked=passphrase)


def _make(study: Path, coder: str, wish: Wish, out: Path | None, *, locked: bool) -> int:
    """Write a pack, and tell what is in it and who can read it."""
    from themekit.cli.passphrase import ask_passphrase
    from themekit.workflows.packs import make_pack
    from themekit.workflows.proposing import Proposing

    words = ask_passphrase(twice=True, variable=PASSPHRASE) if locked else ""
    made = make_pack(study, coder, wish, out, words, proposing=Proposing())
    told = made.pack
    click.echo(f"{made.file}: pack {told.pack}, {len(told.passages)} passages, "
               f"{told.questions} questions, {made.size / _BYTES:.0f} kB.")  # fmt: skip
    for remark in made.remarks:
        click.echo(remark, err=True)
    click.echo(_said(locked=locked), err=True)
    return 0


def _said(*, locked: bool) -> str:
    if locked:
        return (
            "It is locked: without its words, or on a phone that opens files without script, it "
            "cannot be read at all, and there is no questionnaire to read in it. Tell the words "
            "another way than you send the file."
        )
    return (
        "Whoever has the file can read it: hand it over yourself, or lock it with --passphrase. "
        "What is not replaced in it may still tell who somebody is."
    )

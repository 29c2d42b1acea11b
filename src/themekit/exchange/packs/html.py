"""A pack as one HTML file: the questions one by one where its script runs, else all of it to read.

Nothing is loaded and nothing is sent: the file's own policy forbids it, and lets run only the
script and the style whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from themekit.exchange.packs.model import Pack, pack_json
from themekit.exchange.packs.sealing import seal
from themekit.style import reading, tokens

_FIRST = 'document.documentElement.classList.add("waiting");'
"""Hides the written questionnaire until the script has taken its place."""
_SAMPLE = "ABCD"
# What would end the data early, and what old scripts take for the end of a line.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def whole_page(pack: Pack) -> bytes:
    """Return a pack as a page that can be read without a script too."""
    questions = [one.q for passage in pack.passages for one in passage.questions]
    numbers = zip(questions, _SAMPLE, strict=False)
    sample = ", ".join(f"{number} {letter}" for number, letter in numbers)
    told = {"pack": pack, "sample": sample, "title": "Would you read some passages?"}
    return _page("written.html", pack_json(pack), told)


def sealed_page(pack: Pack, passphrase: str) -> bytes:
    """Return a pack as a page that nobody reads without its passphrase, nor without a script."""
    return _page("sealed.html", seal(pack_json(pack), passphrase), {"title": "Locked"})


def _page(template: str, data: Mapping[str, Any], told: Mapping[str, Any]) -> bytes:
    style, script = f"{tokens()}{reading()}{_asset('pack.css')}", _asset("pack.js")
    policy = (
        f"default-src 'none'; script-src {_hash(_FIRST)} {_hash(script)}; "
        f"style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return (
        _environment()
        .get_template(template)
        .render(
            **told,
            policy=policy,
            style=Markup(style),  # noqa: S704 -- our own file
            first=Markup(_FIRST),  # noqa: S704 -- our own line
            script=Markup(script),  # noqa: S704 -- our own file
            data=Markup(written),  # noqa: S704 -- escaped above, as scripts need it
        )
        .encode()
    )


def _hash(text: str) -> str:
    """Return the hash by which a policy knows a script or a style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    """Read one of the page's own files."""
    folder = files("themekit.exchange.packs")
    return folder.joinpath("templates", name).read_text(encoding="utf-8")


def _environment() -> Environment:
    """Make the template engine: everything is escaped, an unknown name is an error."""
    return Environment(
        loader=PackageLoader("themekit.exchange.packs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

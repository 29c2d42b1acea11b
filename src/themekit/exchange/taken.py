"""What an import stands on, and what it takes of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from themekit._yaml import nearest, slugify
from themekit.codebook import Codebook
from themekit.errors import Problem
from themekit.events import Coder, Event, Role, VersionedCode, find_coder
from themekit.exchange.placing import Texts
from themekit.exchange.tables import Row
from themekit.names import folded, visible


@dataclass(frozen=True, slots=True)
class Known:
    """What the study holds already.

    Attributes
    ----------
    texts : Texts
    codebook : Codebook
    versions : tuple of VersionedCode
        All that are known, the present one among them.
    coders : tuple of Coder
    events : mapping of event id to Event
    reasons : frozenset of str
        What else an action may be taken because of: themes, closed questions, findings.
    """

    texts: Texts
    codebook: Codebook
    versions: tuple[VersionedCode, ...] = ()
    coders: tuple[Coder, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()


@dataclass(slots=True)
class Item:
    """A row that is to become an event or two.

    Attributes
    ----------
    kind : str
        A name in `themekit.exchange.tables.KINDS`.
    row : Row
    older : bool
        Whether its table has the columns of before events had numbers.
    id, coder : str
    number, after, since : int or None
        In the store that wrote the table.
    names : tuple of str
        Ids of the events that it refers to.
    columns : frozenset of str
    more : tuple of Row
        Of a draw its other rows.
    """

    kind: str
    row: Row
    older: bool
    id: str
    coder: str
    number: int | None = None
    after: int | None = None
    since: int | None = None
    names: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    more: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """An event, and when whoever wrote it knew what, in the numbers of the store it comes from."""

    event: Event
    row: Row
    number: int | None = None
    after: int | None = None
    since: int | None = None


@dataclass(slots=True)
class Names:
    """Coders and codes, as tables call them."""

    known: Known
    problems: list[Problem]
    losses: list[Problem]
    coders: list[Coder] = field(default_factory=list)
    changed: dict[str, Coder] = field(default_factory=dict)
    versions: frozenset[str] = frozenset()
    _codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start with the coders of the study, and with every name of a code as it is compared."""
        self.coders = list(self.known.coders)
        self.versions = frozenset(one.codebook_hash for one in self.known.versions)
        codebook = self.known.codebook
        for name in sorted(codebook.code_names):
            code = codebook.find(name)
            if code:
                self._codes.setdefault(folded(name), code.id)

    def coder(self, named: str, role: Role = "imported") -> str:
        """Return the id of whom a name means; a name not yet known makes a coder."""
        found = find_coder(self.coders, named)
        if found is None:
            found = Coder(visible(named), visible(named), role)
            self.coders.append(found)
            self.changed[found.id] = found
        return found.id

    def introduce(self, row: Row, coder: Coder) -> None:
        """Take a coder of a table; what the study says of one stays."""
        there = find_coder(self.coders, coder.id)
        if there is None or (there.id == coder.id and there.role == "imported"):
            self.coders = [one for one in self.coders if one is not there]
            if there is not None:
                # No table tells these: what the study knows stays.
                coder = replace(coder, standpoint=there.standpoint, training=there.training)
            self.coders.append(coder)
            if there != coder:
                self.changed[coder.id] = coder
        elif there != coder:
            what = f"'{there.name}' is a coder of this study already, and stays as the study says"
            self.losses.append(row.loss(what))

    def meant_one_thing(self, code_id: str) -> bool:
        """Tell whether a code has meant the same in every version of the codebook that is known.

        A table of somebody's own names no version. What it says is then of what the code means
        today; where another meaning is known, nobody can tell which of them its writer had read.
        """
        code = self.known.codebook.by_id(code_id)
        meanings = {one.meaning_hash for one in self.known.versions if one.code_id == code_id}
        return code is not None and meanings <= {code.meaning_hash}

    def code(self, row: Row, code_id: str, name: str) -> str:
        """Return the id of the code that an id or a name means; of an unknown one the id itself."""
        codebook = self.known.codebook
        if codebook.by_id(code_id):
            return code_id
        for said in (name, code_id):
            if found := self.code_named(said):
                return found
        close = nearest(name or code_id, codebook.code_names)
        hint = f"did you mean '{close}'?" if close else ""
        message = f"the code '{name or code_id}' is not in the codebook: it counts nowhere"
        self.losses.append(row.loss(message, hint))
        return code_id or slugify(name)

    def code_named(self, said: str) -> str:
        """Return the id of the code that is named, by id or name; empty where there is none."""
        found = self.known.codebook.find(said) if said else None
        return found.id if found else self._codes.get(folded(said), "")

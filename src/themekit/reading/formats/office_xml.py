"""XML of word processors: parsed without entities and network, looked at without namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from themekit.reading.bytesafe import Archive

_LONGEST_NUMBER = 10


def parse_xml(archive: Archive, member: str) -> Any:
    """Parse one XML member without entities, network or document type; return its root."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(archive.xml(member), parser)
    except etree.XMLSyntaxError as error:
        raise archive.broken(f"its part {member} is not well-formed XML") from error


def local(element: Any) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, wanted: str) -> str:
    """Return an attribute by its local name; empty where it is absent."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == wanted:
            return str(value)
    return ""


def whole(text: str, otherwise: int) -> int:
    """Read a number that XML states; `otherwise` where it is none, or absurdly long."""
    digits = text.strip()
    return int(digits) if digits.isdecimal() and len(digits) < _LONGEST_NUMBER else otherwise

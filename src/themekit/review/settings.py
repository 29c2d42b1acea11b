"""How a study's pages are reached, and by whom they may be."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the pages are served.

    Attributes
    ----------
    port : int
    host : str
        The address that is listened at.
    prefix : str
        What every path begins with; empty, or with a stroke at its beginning and none at its end.
    behind_tls : str
        Address of the proxy that speaks TLS; empty for none.
    insecure_lan : bool
        Whether others in the network may come without protection.
    allow_hosts : tuple of str
        Further names by which the pages are called, each with a port where it is not ours.
    """

    port: int
    host: str = "127.0.0.1"
    prefix: str = ""
    behind_tls: str = ""
    insecure_lan: bool = False
    allow_hosts: tuple[str, ...] = ()

    @property
    def cookie_path(self) -> str:
        """The paths for which a browser sends its cookie."""
        return self.prefix or "/"

    def near_hosts(self) -> frozenset[str]:
        """Return the names by which a browser on this machine calls the pages."""
        return frozenset(plain_host(f"{name}:{self.port}", "http") for name in LOOPBACK_NAMES)

    def far_hosts(self) -> frozenset[str]:
        """Return the names by which others call them."""
        scheme, port = ("https", "") if self.behind_tls else ("http", f":{self.port}")
        named = [one if has_port(one) else f"{one}{port}" for one in self.allow_hosts]
        if not (self.behind_tls or is_any(self.host)):
            named.append(f"{bracketed(self.host)}{port}")
        return frozenset(plain_host(one, scheme) for one in named)


def plain_host(host: str, scheme: str) -> str:
    """Return a Host as it is compared: in small letters, without the port that goes unsaid."""
    return host.strip().lower().removesuffix(_DEFAULT_PORTS[scheme])


def has_port(host: str) -> bool:
    """Tell whether a host's name is followed by a port."""
    return host.rpartition(":")[2].isdigit() and (host.count(":") == 1 or "]:" in host)


def bracketed(host: str) -> str:
    """Return an address as it stands in a URL."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def is_any(host: str) -> bool:
    """Tell whether listening there is listening at every address of this machine."""
    try:
        return ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own, which nobody else can reach."""
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return address == "localhost"
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback

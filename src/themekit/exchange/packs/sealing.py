"""A pack that opens with a passphrase alone; any browser's own cryptography opens it."""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

FORMAT = "themekit-sealed/1"
ROUNDS = 600_000
"""Of PBKDF2 with SHA-256, as OWASP asks for."""
_SALT, _NONCE, _KEY = 16, 12, 32


def seal(data: Mapping[str, Any], passphrase: str) -> dict[str, Any]:
    """Return data that AES-256-GCM has encrypted, with all that is needed to open it but the words.

    Parameters
    ----------
    data : mapping
        As JSON can say it.
    passphrase : str
        Spaces around it do not count, and letters count however a keyboard composes them.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    derived = PBKDF2HMAC(SHA256(), _KEY, salt, ROUNDS).derive(tidy_phrase(passphrase).encode())
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    told = {"salt": salt, "iv": nonce, "data": AESGCM(derived).encrypt(nonce, plain, None)}
    encoded = {name: base64.b64encode(one).decode("ascii") for name, one in told.items()}
    return {"format": FORMAT, "rounds": ROUNDS, **encoded}


def tidy_phrase(passphrase: str) -> str:
    """Return a passphrase as it counts."""
    return unicodedata.normalize("NFKC", passphrase).strip()

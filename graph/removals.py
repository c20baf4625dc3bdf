"""People who asked to be left out: kept as salted hashes, so that they do not return."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence

from graph.text import label_key


def removal_hash(name: str, salt: str) -> str:
    """Hash of a name under a salt; spelling variants (case, accents, hyphens) hash alike."""
    salted = hashlib.blake2b(label_key(name).encode(), salt=bytes.fromhex(salt), digest_size=20)
    return salted.hexdigest()


def new_removal(name: str) -> tuple[str, str]:
    """A fresh salt and the hash of a name under it: one row of ``removals.csv``."""
    salt = secrets.token_hex(8)
    return salt, removal_hash(name, salt)


def is_removed(names: Iterable[str], removals: Sequence[tuple[str, str]]) -> bool:
    """Whether any of the names of a person is among the removals (pairs of salt and hash)."""
    if not removals:
        return False
    return any(
        removal_hash(name, salt) == digest
        for name in names
        if name.strip()
        for salt, digest in removals
    )

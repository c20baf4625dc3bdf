"""People who asked to be left out: kept as salted hashes, so that they do not return."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence

from graph.errors import UsageError
from graph.text import label_key

_SALT = re.compile(r"(?:[0-9a-f]{2}){1,16}")
_HASH = re.compile(r"[0-9a-f]{40}")


def is_removal(salt: str, digest: str) -> bool:
    """Whether a salt and a hash have the form that `new_removal` gives them."""
    return bool(_SALT.fullmatch(salt) and _HASH.fullmatch(digest))


def removal_hash(name: str, salt: str) -> str:
    """Hash of a name under a salt; spelling variants (case, accents, hyphens) hash alike."""
    salted = hashlib.blake2b(label_key(name).encode(), salt=bytes.fromhex(salt), digest_size=20)
    return salted.hexdigest()


def new_removal(name: str) -> tuple[str, str]:
    """A fresh salt and the hash of a name under it: one row of ``removals.csv``.

    Raises `UsageError` for a name without letters: its hash would fit every such name.
    """
    if not label_key(name):
        raise UsageError(f"{name!r} holds no letter or digit to recognise a person by")
    salt = secrets.token_hex(8)
    return salt, removal_hash(name, salt)


def is_removed(names: Iterable[str], removals: Sequence[tuple[str, str]]) -> bool:
    """Whether any of the names of a person is among the removals (pairs of salt and hash).

    Pairs that are not well formed fit nobody: a check refuses them before.
    """
    sound = [pair for pair in removals if is_removal(*pair)]
    return any(
        removal_hash(name, salt) == digest
        for name in (names if sound else ())
        if label_key(name)
        for salt, digest in sound
    )

"""In which public capacity a person stands at a union, a worker group or a party."""

from __future__ import annotations

import re

from graph.checks.people import SENSITIVE_KINDS

_OFFICES = {"role/board", "role/director", "role/founder"}
_SPOKEN = re.compile(r"\b(?:speaker|spokes|organi[sz]er|press\b)", re.IGNORECASE)


def public_capacity(body: str, kind: str, title: str) -> str | None:
    """Public capacity of a role, "" where none is needed, None where it is missing.

    ``body`` is the kind of the organization, ``kind`` that of the role.
    """
    if body not in SENSITIVE_KINDS:
        return ""
    if kind in _OFFICES:
        return "office-holder"
    return "spokesperson" if _SPOKEN.search(title) else None

"""Text inside XML 1.0, with what XML cannot hold made visible and counted."""

from __future__ import annotations

import re

from graph.exports.formats import Loss

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;",
     "\t": "&#9;"}
)  # fmt: skip


class Markup:
    """Escapes text for elements and attributes alike, and remembers what it had to replace."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, value: str) -> str:
        """The value, escaped; characters that XML 1.0 forbids become U+FFFD.

        Line ends and tabs are written as references, so that a parser does not
        turn them into spaces.
        """
        safe, count = _FORBIDDEN.subn("\ufffd", value)
        self.replaced += count
        return safe.translate(_SPECIAL)

    def losses(self) -> tuple[Loss, ...]:
        """The report of what was replaced, empty when nothing was."""
        if not self.replaced:
            return ()
        why = "XML 1.0 has no place for them; U+FFFD stands instead"
        return (Loss("control characters", self.replaced, why),)

"""Which format a client would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store.answers import Form


def preferred(accept: str, forms: Iterable[Form]) -> Form | None:
    """The form that an Accept header likes best; None when it accepts none of them.

    The first of the forms where the header is empty or likes several the same.
    Parts of the header that make no sense count for nothing.
    """
    ranges = dict(filter(None, map(_range, accept.split(",")))) or {"*/*": 1.0}
    best, liking = None, 0.0
    for form in forms:
        quality = max(_quality(name, ranges) for name in (form.media_type, *form.also))
        if quality > liking:
            best, liking = form, quality
    return best


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    """How much a media type is liked: what is said of it most specifically holds."""
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def _range(part: str) -> tuple[str, float] | None:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return (name, quality) if name.count("/") == 1 else None

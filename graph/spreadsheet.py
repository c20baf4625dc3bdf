"""Cells that a spreadsheet would take for a formula, made harmless."""

from __future__ import annotations

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def protect(cell: object) -> object:
    """Text that starts like a formula, with an apostrophe before it; anything else as it is.

    The rule of OWASP's "CSV injection": a spreadsheet then shows the text.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def protected(table: pd.DataFrame) -> pd.DataFrame:
    """A copy of a table with every text cell protected."""
    return table.map(protect)

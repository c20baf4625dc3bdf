"""What began did not end before."""

from __future__ import annotations

from collections.abc import Iterator

from graph.checks.tables import Tables
from graph.model import Finding

_SPANS = (("since", "until"), ("founded", "closed"), ("first_year", "last_seen_year"))


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding where the start lies wholly after the end.

    Dates are intervals: a year spans January to December, so 2021-05 until
    2021 is fine.
    """
    for table in tables:
        spans = [s for s in _SPANS if set(s) <= set(table.schema.header)]
        for row in table.rows if spans else ():
            for start, end in spans:
                first, last = row[start], row[end]
                if first and last and first[: len(last)] > last:
                    yield Finding(
                        "date-order",
                        "error",
                        table.path,
                        row.line,
                        f"{first} > {last}",
                        f"{start} lies after {end}",
                        "Compare with the source page.",
                    )

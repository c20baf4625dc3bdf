"""Every entity and every statement leads to a page of a source."""

from __future__ import annotations

from collections.abc import Iterator

from graph import schema
from graph.checks.cells import is_page, is_url
from graph.checks.tables import Tables
from graph.model import Finding


def check(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each entity without citation and each page without address."""
    cited = {row["subject"] for row in tables.rows(schema.CITATIONS)}
    for file in () if schema.CITATIONS.path in tables.unread else schema.ENTITY_FILES.values():
        for row in tables.rows(file):
            if row["id"] not in cited:
                yield Finding(
                    "no-source",
                    "error",
                    file.path,
                    row.line,
                    row["id"],
                    "no row of entities/citations.csv says which page states this",
                    "Add one there with the source and the page, or remove the row.",
                )
    addresses = {row["id"]: row["url"] for row in tables.rows(schema.SOURCES)}
    paged = [t for t in tables if {"source", "page"} <= set(t.schema.header)]
    for table in paged:
        for row in table.rows:
            # A podcast or a printed text has no address: its locator is enough.
            locator = row["page"] and is_page(row["page"]) and not is_url(row["page"])
            if locator and addresses.get(row["source"]):
                yield Finding(
                    "no-page",
                    "error",
                    table.path,
                    row.line,
                    row["page"],
                    "page is not a web address although the source is on the web",
                    "Write the address of the page that states the fact.",
                )

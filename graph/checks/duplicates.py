"""One thing stands once: no self-tie, no symmetric tie twice, no two entities alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph import schema
from graph.checks.tables import Tables
from graph.model import Finding
from graph.text import label_key


def check(tables: Tables) -> Iterator[Finding]:
    """Yield self-ties, symmetric statements written both ways, and entities of one name."""
    for relation, table in tables.statements:
        pairs: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            if row["subject"] == row["object"]:
                yield Finding(
                    "self-tie",
                    "error",
                    table.path,
                    row.line,
                    row["subject"],
                    "subject and object are the same",
                    "Remove the row, or correct one end.",
                )
            if relation.symmetric:
                ends = sorted((row["subject"], row["object"]))
                key = (*ends, row["since"], row["until"], row["source"], row["page"])
                first = pairs.setdefault(key, row.line)
                if first != row.line:
                    yield Finding(
                        "symmetric-twice",
                        "error",
                        table.path,
                        row.line,
                        " ".join(ends),
                        f"the same tie stands in line {first}, the other way round",
                        "Keep one of the two rows.",
                    )
    different = {
        frozenset((row["left"], row["right"]))
        for row in tables.rows(schema.MERGES)
        if row["decision"] == "different"
    }
    for file in schema.ENTITY_FILES.values():
        alike: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for row in tables.rows(file):
            alike[label_key(row["name"]), row["country"]].append((row.line, row["id"]))
        for (_, country), rows in alike.items():
            for line, identifier in rows[1:] if country else ():
                if frozenset((rows[0][1], identifier)) in different:
                    continue
                yield Finding(
                    "same-name",
                    "warning",
                    file.path,
                    line,
                    identifier,
                    f"same name and country as {rows[0][1]}",
                    "If they are one, merge them; if not, call them different in merges.csv.",
                )

"""Vocabularies are SKOS-valid: one concept per label, no broader term in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from graph import schema
from graph.checks.tables import Tables
from graph.model import Finding
from graph.text import label_key, split_list


def check(tables: Tables) -> Iterator[Finding]:
    """Yield labels that two concepts claim and circles of broader terms."""
    for file in schema.CONCEPT_FILES.values():
        rows = tables.rows(file)
        broader = {row["id"]: row["broader"] for row in rows}
        owner: dict[str, str] = {}
        for row in rows:
            for label in (row["label"], *split_list(row["alternative_labels"])):
                first = owner.setdefault(label_key(label), row["id"])
                if first != row["id"]:
                    yield Finding(
                        "label-twice",
                        "error",
                        file.path,
                        row.line,
                        label,
                        f"{first} already has this label",
                        "Leave it to the concept that fits better.",
                    )
            seen, up = {row["id"]}, row["broader"]
            while up and up not in seen:
                seen.add(up)
                up = broader.get(up, "")
            if up:
                yield Finding(
                    "broader-circle",
                    "error",
                    file.path,
                    row.line,
                    row["id"],
                    "its broader terms lead back to itself",
                    "Break the circle: one of them is the widest.",
                )

"""Fairness to people: public roles only, sensitive bodies only in a public capacity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph import schema
from graph.checks.tables import Tables
from graph.model import Finding
from graph.removals import is_removal, is_removed
from graph.text import split_list

SENSITIVE_KINDS = frozenset({"kind/union", "kind/worker-group", "kind/party"})
"""A role there can reveal a political opinion or union membership (GDPR, Art. 9)."""

CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?:\+|\b00)\d[\d ()/-]{7,}")
"""What looks like an e-mail address or a telephone number."""


def check_removals(tables: Tables) -> Iterator[Finding]:
    """Yield removals that could not be recognised, so that the person would return."""
    file = schema.REMOVALS
    for row in tables.rows(file):
        if row["salt"] and row["hash"] and not is_removal(row["salt"], row["hash"]):
            yield Finding(
                "removal-form",
                "error",
                file.path,
                row.line,
                f"{row['salt']} {row['hash']}"[:60],
                "not a salt and a hash, so nobody would be recognised by them",
                "Restore the row from git: up to 32 and exactly 40 digits of 0-9 and a-f.",
            )


def check(tables: Tables) -> Iterator[Finding]:
    """Yield people without a role, roles that need a public capacity, contacts, removed people."""
    removals = [(row["salt"], row["hash"]) for row in tables.rows(schema.REMOVALS)]
    people = schema.ENTITY_FILES["person"]
    kinds = {row["id"]: row["kind"] for row in tables.rows(schema.ENTITY_FILES["organization"])}
    with_role: set[str] = set()
    judged = not any(r.sensitive and t.path in tables.unread for r, t in tables.statements)
    judged = judged and schema.RELATIONS.path not in tables.unread
    for relation, table in tables.statements:
        for row in table.rows:
            if not row["subject"].startswith("person/") or not relation.sensitive:
                continue
            with_role.add(row["subject"])
            capacity = row.values.get("public_capacity")
            if kinds.get(row["object"]) in SENSITIVE_KINDS and not capacity:
                yield Finding(
                    "sensitive-role",
                    "error",
                    table.path,
                    row.line,
                    f"{row['subject']} {row['object']}",
                    "a role at a union, worker group or party needs a public capacity",
                    "Only an office-holder or spokesperson may stand here; else remove the row.",
                )
    for row in tables.rows(people):
        if judged and row["id"] not in with_role:
            yield Finding(
                "no-public-role",
                "error",
                people.path,
                row.line,
                row["id"],
                "a person without any public role",
                "Add the sourced role to statements/holds_role.csv, or remove the person.",
            )
        if any(CONTACT.search(row[c]) for c in ("name", "aliases", "city", "description")):
            yield Finding(
                "contact-details",
                "error",
                people.path,
                row.line,
                row["id"],
                "looks like an e-mail address or a telephone number",
                "Contact details of people do not belong here: remove them.",
            )
        if is_removed((row["name"], *split_list(row["aliases"])), removals):
            yield Finding(
                "removed-person",
                "error",
                people.path,
                row.line,
                row["id"],
                "this person asked to be left out",
                "Remove the person and every statement about them.",
            )

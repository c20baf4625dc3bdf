"""Checks on the data files: one module per kind of rule, each yields findings.

`structural` rules are what `graph.dataset.load` insists on; `all_rules` adds
the rules of curation that `scripts/check_data.py` runs as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph.checks import (
    cells,
    dates,
    duplicates,
    expectations,
    identifiers,
    people,
    provenance,
    published,
    references,
    vocabulary,
)
from graph.checks.tables import Tables
from graph.model import Finding, Report

Rule = Callable[[Tables], Iterator[Finding]]

STRUCTURAL: tuple[Rule, ...] = (
    cells.check,
    identifiers.check,
    references.check,
    provenance.check,
    vocabulary.check,
    people.check_removals,
)
CURATION: tuple[Rule, ...] = (
    dates.check,
    duplicates.check,
    expectations.check,
    people.check,
    published.check,
)


def structural(tables: Tables) -> Report:
    """Findings that make the data unusable, together with those of reading the files."""
    return _run(tables, STRUCTURAL)


def all_rules(tables: Tables) -> Report:
    """Every finding, errors and warnings."""
    return _run(tables, STRUCTURAL + CURATION)


def _run(tables: Tables, rules: tuple[Rule, ...]) -> Report:
    found = list(tables.faults)
    for rule in rules:
        found.extend(rule(tables))
    return Report.of(found)

"""Raw words for causes and skills to concepts of the vocabulary."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from graph import schema
from graph.tables import read_table
from graph.text import label_key, split_list


class Labels:
    """Looks raw labels up in the vocabularies of a data folder.

    ``unmapped`` counts the labels that neither a concept nor the list of
    dropped labels knows.
    """

    def __init__(self, folder: Path) -> None:
        """Read causes, skills and the labels dropped on purpose."""
        self.concepts: dict[tuple[str, str], str] = {}
        for scheme in ("cause", "skill"):
            table, _ = read_table(folder, schema.CONCEPT_FILES[scheme])
            for row in table.rows:
                for label in (row["label"], *split_list(row["alternative_labels"])):
                    self.concepts.setdefault((scheme, label_key(label)), row["id"])
        self.dropped: Mapping[tuple[str, str], str] = _dropped(folder)
        self.unmapped: Counter[tuple[str, str]] = Counter()

    def concept(self, scheme: str, label: str) -> tuple[str, str]:
        """The concept of a raw label and "", or "" and the reason why there is none."""
        key = (scheme, label_key(label))
        if key in self.concepts:
            return self.concepts[key], ""
        if key in self.dropped:
            return "", self.dropped[key]
        self.unmapped[scheme, label] += 1
        return "", f"no {scheme} of the vocabulary has this label yet"


def _dropped(folder: Path) -> dict[tuple[str, str], str]:
    path = folder / "vocabulary" / "dropped_labels.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["scheme"], label_key(row["label"])): row["reason"] for row in csv.DictReader(file)
        }

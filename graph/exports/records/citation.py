"""CITATION.cff (Citation File Format 1.2) of a release: version and date are those of the data."""

from __future__ import annotations

import json

from graph.exports.records.release import Release
from graph.exports.records.schema_org import KEYWORDS
from graph.rdf.description import DESCRIPTION, PUBLISHER, TITLE, modified


def citation(release: Release) -> bytes:
    """The file, as YAML whose strings are quoted as JSON quotes them (YAML 1.2 allows that)."""

    def quoted(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    date = modified(release.dataset)
    lines = [
        "cff-version: 1.2.0",
        f"message: {quoted('If you use this knowledge graph, please cite it as below.')}",
        f"title: {quoted(TITLE)}",
        "type: dataset",
        f"abstract: {quoted(DESCRIPTION)}",
        "authors:",
        f"  - name: {quoted(PUBLISHER)}",
        f"version: {quoted(release.dataset.version)}",
        *([f"date-released: {quoted(date)}"] if date else []),
        f"url: {quoted(release.base)}",
        "license: CC-BY-4.0",
        "keywords:",
        *(f"  - {quoted(keyword)}" for keyword in KEYWORDS),
    ]
    return "\n".join([*lines, ""]).encode()

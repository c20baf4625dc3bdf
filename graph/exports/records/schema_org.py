"""The schema.org Dataset record (JSON-LD), as search engines for data read it."""

from __future__ import annotations

import json
from typing import Any

from graph.exports.records.release import Release
from graph.model import BASE_IRI
from graph.rdf.description import DESCRIPTION, LICENCE, PUBLISHER, TITLE, modified

KEYWORDS = (
    "knowledge graph",
    "tech for good",
    "civic tech",
    "digital rights",
    "tech co-operatives",
    "social network analysis",
    "linked open data",
)


def schema_org(release: Release) -> bytes:
    """A ``Dataset`` with a ``DataDownload`` for each file."""
    dataset = release.dataset
    countries = sorted({c for e in dataset.entities.values() for c in e.countries})
    record: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": BASE_IRI + "dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "url": release.base,
        "version": dataset.version,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creator": {"@type": "Organization", "name": PUBLISHER, "url": BASE_IRI},
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": BASE_IRI},
        **({"dateModified": modified(dataset)} if modified(dataset) else {}),
        "size": f"{len(dataset.entities)} entities, {len(dataset.statements)} statements",
        "spatialCoverage": [{"@type": "Country", "identifier": code} for code in countries],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title,
                "contentUrl": release.address(file.path),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in release.files
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"

"""A small data folder, valid in every rule, for tests that need a whole dataset.

organization/fund --funds--> organization/coop <--holds_role-- person/ada
organization/coop --member_of--> organization/network --partner_of-- organization/fund
organization/coop --works_on--> cause/climate, --makes--> project/map, ...
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from graph import schema
from graph.checks.tables import read_tables
from graph.dataset import DATA, Dataset, load
from graph.tables import write_table

Rows = Sequence[Mapping[str, str]]

PAGE = "https://example.org/about"

ROWS: dict[str, Rows] = {
    "entities/organizations.csv": [
        {
            "id": "organization/coop",
            "name": 'Café "Ünïcode" \\ <script>alert(1)</script> 技術',
            "aliases": "=SUM(A1) | O'Coop",
            "kind": "kind/freelancer-coop",
            "kind_basis": "stated",
            "country": "DE | FR",
            "city": "Berlin",
            "website": "https://coop.example.org/?a=1&b=%C3%BC",
            "founded": "2015-06-01",
            "status": "active",
            "as_of": "2025",
            "description": "Tools, for <b>movements</b> & people.",
        },
        {
            "id": "organization/fund",
            "name": "Fund",
            "kind": "kind/foundation",
            "country": "GB",
            "website": "https://shared.example.org",
            "founded": "1999",
        },
        {
            "id": "organization/network",
            "name": "Network",
            "kind": "kind/network",
            "website": "https://shared.example.org",
            "founded": "2001-03",
            "closed": "2024",
            "status": "closed",
        },
    ],
    "entities/people.csv": [
        {"id": "person/ada", "name": "Ada Example", "country": "DE", "city": "Berlin"},
        {"id": "person/bo", "name": "Bo Example"},
    ],
    "entities/projects.csv": [
        {"id": "project/map", "name": "Map", "kind": "kind/software", "licence": "MIT"},
    ],
    "entities/events.csv": [
        {
            "id": "event/congress",
            "name": "Congress",
            "kind": "kind/conference",
            "online": "hybrid",
            "rhythm": "every year",
            "first_year": "2010",
            "last_seen_year": "2024",
            "month": "September",
        },
    ],
    "entities/citations.csv": [
        {
            "subject": "organization/coop",
            "fields": "name | founded",
            "source": "source/site",
            "page": PAGE,
        },
        {
            "subject": "organization/coop",
            "fields": "website",
            "value": "https://old.example.org",
            "source": "source/book",
            "page": "chapter 3",
        },
        *(
            {"subject": subject, "fields": "name", "source": "source/site", "page": PAGE}
            for subject in (
                "organization/fund",
                "organization/network",
                "person/ada",
                "person/bo",
                "project/map",
                "event/congress",
            )
        ),
    ],
    "vocabulary/causes.csv": [
        {
            "id": "cause/climate",
            "label": "Climate",
            "alternative_labels": "climate change | warming",
            "definition": "A liveable climate.",
            "matches": "http://metadata.un.org/sdg/13",
        },
        {"id": "cause/energy", "label": "Energy", "broader": "cause/climate"},
    ],
    "vocabulary/skills.csv": [{"id": "skill/data", "label": "Data"}],
    "vocabulary/paths.csv": [
        {
            "id": "path/tech-coop",
            "label": "Tech co-op",
            "transition": "hard",
            "gives": "a say | time",
            "costs": "income",
            "how_in": "ask",
            "source": "source/book",
            "page": "chapter 1",
        },
    ],
    "vocabulary/roles.csv": [
        {"id": "role/founder", "label": "Founder"},
        {"id": "role/board", "label": "Board member"},
    ],
    "vocabulary/kinds.csv": [
        {
            "id": "kind/tech-coop",
            "label": "Tech co-op",
            "applies_to": "organization",
            "path": "path/tech-coop",
            "sector": "co-operatives",
        },
        {
            "id": "kind/freelancer-coop",
            "label": "Freelancer co-op",
            "broader": "kind/tech-coop",
            "applies_to": "organization",
            "path": "path/tech-coop",
            "sector": "co-operatives",
        },
        {
            "id": "kind/foundation",
            "label": "Foundation",
            "matches": "https://schema.org/FundingAgency",
            "applies_to": "organization",
            "sector": "funders",
        },
        {
            "id": "kind/network",
            "label": "Network",
            "applies_to": "organization",
            "sector": "networks",
        },
        {
            "id": "kind/software",
            "label": "Software",
            "matches": "https://schema.org/SoftwareSourceCode",
            "applies_to": "project",
            "sector": "projects",
        },
        {
            "id": "kind/conference",
            "label": "Conference",
            "applies_to": "event",
            "sector": "events",
        },
    ],
    "sources.csv": [
        {
            "id": "source/site",
            "title": "Site",
            "publisher": "Co-op",
            "url": "https://example.org",
            "tier": "first-hand",
            "licence": "CC-BY-4.0",
            "snapshot": "a1b2c3d",
            "describes": "2025-02-03",
            "retrieved": "2026-11-22",
            "note": "Read whole",
        },
        {
            "id": "source/book",
            "title": "Book",
            "publisher": "Press",
            "tier": "press",
            "licence": "none stated (facts only)",
            "retrieved": "2026-11-22",
        },
    ],
    "renames.csv": [
        {
            "old": "organization/cafe",
            "new": "organization/coop",
            "reason": "misspelt",
            "date": "2026-11-01",
        },
    ],
}


def _said(subject: str, object_: str, **further: str) -> dict[str, str]:
    return {"subject": subject, "object": object_, "source": "source/site", "page": PAGE} | further


STATEMENTS: dict[str, Rows] = {
    "funds": [
        _said(
            "organization/fund",
            "organization/coop",
            programme="Open fund",
            project_title="Maps",
            amount="25000.50",
            currency="EUR",
            year_kind="award",
            since="2025",
        ),
        _said("organization/fund", "project/map", via="Network", since="2015", year_kind="award"),
    ],
    "holds_role": [
        _said("person/ada", "organization/coop", role="Co-founder", kind="role/founder"),
        _said("person/bo", "organization/coop", role="Former chair", kind="role/board"),
        _said("person/bo", "organization/fund", role="Trustee", kind="role/board", until="2019"),
    ],
    "member_of": [
        _said("organization/coop", "organization/network", source="source/book", page="page 7")
    ],
    "partner_of": [_said("organization/fund", "organization/network")],
    "makes": [_said("organization/coop", "project/map")],
    "works_on": [
        _said("organization/coop", "cause/energy", basis="stated", stated_as="SDG 7"),
        _said("person/ada", "cause/climate", basis="stated", stated_as='"climate"'),
        _said("project/map", "cause/energy", basis="inferred", stated_as="energy"),
    ],
    "needs_skill": [
        _said("organization/coop", "skill/data", evidence="job-post", stated_as="data")
    ],
    "has_skill": [_said("person/ada", "skill/data", stated_as="SQL")],
    "uses_skill": [_said("project/map", "skill/data", evidence="readme", stated_as="SQL")],
    "takes_part_in": [_said("organization/fund", "event/congress", role="sponsor")],
    "endorses": [_said("organization/network", "project/map")],
    "offers_path": [_said("organization/coop", "path/tech-coop")],
    "investigated": [_said("organization/network", "organization/fund", stated_as="a report")],
    "part_of": [],
    "spun_out_of": [_said("project/map", "organization/network")],
    "succeeded_by": [_said("organization/network", "organization/fund", change="reorganised")],
}


def write_folder(folder: Path, **replaced: Rows) -> Path:
    """Write the small dataset below a folder and return it.

    ``replaced`` gives other rows to a file by its stem (``organizations=[...]``,
    ``funds=[...]``). The relations are those of the real dataset.
    """
    relations = read_tables(DATA)
    files = {file.path: (file, ROWS.get(file.path, ())) for file in schema.FIXED_FILES}
    declared = [row.values for row in relations.rows(schema.RELATIONS)]
    files[schema.RELATIONS.path] = (schema.RELATIONS, declared)
    for relation in relations.relations.values():
        file = schema.statement_file(relation)
        files[file.path] = (file, STATEMENTS.get(relation.name, ()))
    for path, (file, rows) in files.items():
        write_table(folder, file, replaced.get(Path(path).stem, rows))
    return folder


def small_dataset(folder: Path, **replaced: Rows) -> Dataset:
    """Write the small dataset and load it."""
    return load(write_folder(folder, **replaced))

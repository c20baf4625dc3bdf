"""A small folder of raw slices: every table with its header, and the rows that a test gives."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph import schema
from graph.reconcile import Outcome, reconcile
from graph.reconcile.raw import TABLES
from graph.reconcile.records import RawRow, Record
from graph.schema import FileSchema
from graph.tables import read_table, write_table
from tests.data_folders import append_row, valid_copy

PAGE = "https://almanac.example/page"
COMMIT = "0123456789abcdef0123456789abcdef01234567"

Row = Mapping[str, str]
Slices = Mapping[str, Sequence[Row]]

HEADERS = {
    "organizations": "slug name english_name level kind country city website jobs_url parent_name "
    "founded closed causes skills status as_of same_as_slug source_url source_id",
    "people": "slug name country city website source_url source_id",
    "roles": "person_slug role role_kind org_slug since until as_of source_url source_id",
    "memberships": "member_slug network_slug source_url",
    "products": "org_slug product_name url sdgs license source_url",
    "org_skills_ost_by-sa": "slug skills source_url",
    "funders": "slug name kind country city website causes source_url source_id",
    "recipients": "slug name kind country city website causes source_url source_id",
    "grants": "funder_slug recipient_slug programme project_title amount currency year "
    "source_url source_id",
    "funding": "funder_slug recipient_slug programme amount currency year year_kind "
    "source_url source_id",
    "skills": "org_slug skill evidence year source_url source_id",
    "person_topics": "person_slug kind label source_url",
    "events": "slug name kind organizer_name organizer_slug country city online rhythm first_year "
    "last_seen_year month causes website status source_url source_id",
    "appearances": "event_slug org_name org_slug role year source_url",
    "links": "subject_slug relation object_slug since until source_url source_id",
    "public-teams/links": "subject_slug relation object_slug_or_name since until source_url",
}


def header(name: str, table: str) -> list[str]:
    return (HEADERS.get(f"{name}/{table}") or HEADERS[table]).split()


def write_slices(folder: Path, slices: Slices) -> Path:
    """Write every table of every slice; a row cites `PAGE` unless it says otherwise."""
    for name, tables in TABLES.items():
        for table in tables:
            path = folder / name / f"{table}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, header(name, table), lineterminator="\n")
                writer.writeheader()
                for row in slices.get(f"{name}/{table}", ()):
                    writer.writerow({"source_url": PAGE, **row})
    return folder


def curated_folder(folder: Path) -> Path:
    """The vocabularies and sources of the valid folder, and a source in a repository."""
    valid_copy(folder)
    for file in (schema.RENAMES, schema.EXPECTATIONS):
        # They speak of the entities of that folder.
        write_table(folder, file, [])
    append_row(
        folder,
        "sources.csv",
        "source/listing,Listing,Example,https://github.com/example/listing,curated,MIT,"
        f"{COMMIT},2025,2025-06-01,github.com/example/listing,",
    )
    append_row(
        folder,
        "sources.csv",
        "source/old-book,Old book,Example,https://old.example/,curated,MIT,,2013,2025-06-01,"
        "old.example,",
    )
    return folder


class Run:
    """A run of reconciliation over a small folder, and what came out of it."""

    def __init__(self, folder: Path, slices: Slices, curated: Path | None = None) -> None:
        self.sources = write_slices(folder / "raw", slices)
        self.curated = curated or curated_folder(folder / "curated")
        self.out = folder / "out"
        self.outcome: Outcome = reconcile(self.sources, self.curated, self.out)

    def rows(self, file: FileSchema) -> list[Row]:
        table, findings = read_table(self.out, file)
        assert findings == []
        return [row.values for row in table.rows]

    def review(self, name: str) -> list[dict[str, str]]:
        with (self.out / "review" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def reasons(self, file: str) -> dict[int, str]:
        """Line of a raw table to the last reason why something of it was left out."""
        return {
            int(row["line"]): row["reason"]
            for row in self.review("left_out")
            if row["file"] == f"{file}.csv"
        }

    def text(self) -> str:
        """All that was written, review lists included."""
        return "\n".join(p.read_text(encoding="utf-8") for p in sorted(self.out.rglob("*.csv")))


def record(
    key: str,
    name: str,
    entity_type: str = "organization",
    *,
    table: str = "organizations",
    line: int = 2,
    aliases: tuple[str, ...] = (),
    **fields: str,
) -> Record:
    """One record as `graph.reconcile.slices` would make it."""
    slice_name = key.partition("/")[0]
    return Record(
        key=key,
        type=entity_type,
        name=name,
        row=RawRow(slice_name, table, line, {}),
        rank=list(TABLES).index(slice_name),
        aliases=aliases,
        fields={k: v for k, v in fields.items() if v},
        table=table,
    )

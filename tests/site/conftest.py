"""The small dataset as a site, built once: with a moved, a withdrawn and a removed identifier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import releases
from graph.checks.published import names
from graph.checks.tables import read_tables
from graph.dataset import Dataset, load
from graph.forgetting import remove_person
from graph.site import publish_site
from graph.tables import write_table
from tests.fixtures_data import ROWS, STATEMENTS, write_folder
from tests.site.crawl import Visited, crawl

BASE = "https://graph.example.org/site/"
REMOVED = "Zoe Vanishing"


@dataclass(frozen=True)
class Site:
    """A site, the dataset that it shows, and its pages as a visitor finds them."""

    folder: Path
    dataset: Dataset
    pages: dict[str, Visited]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The small dataset after a release: one thing withdrawn since, one person removed."""
    person = {"id": "person/zoe-vanishing", "name": REMOVED}
    role = {**STATEMENTS["holds_role"][0], "subject": person["id"]}
    gone = {"id": "organization/mistake", "name": "Mistake"}
    merge = {"left": "organization/coop", "right": "organization/cafe", "decision": "same",
             "reason": "misspelt", "decided_by": "curator"}  # fmt: skip
    cited = {"fields": "name", "source": "source/site", "page": "https://example.org/about"}
    folder = tmp_path_factory.mktemp("data")
    rows = {
        "people": [*ROWS["entities/people.csv"], person],
        "organizations": [*ROWS["entities/organizations.csv"], gone],
        "citations": [
            *ROWS["entities/citations.csv"],
            *({**cited, "subject": each["id"]} for each in (person, gone)),
        ],
        "holds_role": [*STATEMENTS["holds_role"], role],
        "merges": [merge],
    }
    write_folder(folder, **rows)
    tables = read_tables(folder)
    counts = dict.fromkeys(("entities", "concepts", "sources", "statements"), 1)
    releases.record(folder, names(tables), tables.version, "2026-11-01", counts)
    remove_person(folder, [REMOVED])
    later = {key: value for key, value in rows.items() if key in ("merges",)}
    write_folder(folder, **later)
    tables = read_tables(folder)
    write_table(folder, releases.WITHDRAWN, [
        {"id": gone["id"], "reason": "it never <existed>", "date": "2026-11-20"}])  # fmt: skip
    return load(folder)


@pytest.fixture(scope="session")
def site(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("out") / "site"
    publish_site(data, folder, base=BASE)
    return Site(folder, data, crawl(folder))

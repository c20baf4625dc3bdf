"""Faults that an audit of the raw facts found, mended by class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from graph.errors import UsageError
from graph.reconcile.records import Ledger, RawRow

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Correction:
    """One class of fault: the tables it occurs in and how a row is mended in place."""

    name: str
    tables: frozenset[str]
    mend: Callable[[Cells], None]


def _programme_name(cells: Cells) -> None:
    # The key `Review` of that repository stands for every NLnet fund that is over.
    if cells["programme"] == "NGI Zero Review":
        cells["programme"] = "NGI (earlier NLnet fund, not specified)"


def _demo_week(cells: Cells) -> None:
    if cells["programme"] == "Prototype Fund (Demo Week 2020)":
        cells["programme"] = "Prototype Fund, round 7"


def _report_year(cells: Cells) -> None:
    if cells["year"] and "opendemocracy.net/about/supporters" in cells["source_url"]:
        cells["year_kind"] = "report"


def _intermediary(cells: Cells) -> None:
    programme, found, via = cells["programme"].partition("via ")
    if found:
        cells["programme"] = programme.strip(" (,;")
        cells["via"] = via.strip(" )")


def _qubes_proton(cells: Cells) -> None:
    if cells["funder_slug"] == "proton" and cells["recipient_slug"] == "qubes-os":
        cells["funder_slug"] = "proton-foundation"


def _stamped_causes(cells: Cells) -> None:
    if cells["source_id"] == "ppeu-wiki":
        cells["causes"] = ""


def _inferred_causes(cells: Cells) -> None:
    # One label on every row of a list says what the list is about, not what the row says.
    stamped = ("digitalgov", "dataportals", "pmpc", "awesome-librehosters", "awesome-diversity")
    if cells["source_id"].partition(":")[0] in stamped:
        cells["causes_basis"] = "inferred"


def _worker_groups(cells: Cells) -> None:
    if cells["slug"].startswith("tech-workers-coalition"):
        cells["kind"] = "worker-group"
        if cells.get("status") == "defunct":
            cells["status"] = "inactive"


_FREELANCER_COOPS = frozenset(
    "smart smart-coop smartfr coopaname doc-servizi grands-ensemble oxalis indycube "
    "vecteur-activites".split()
)


def _freelancer_coops(cells: Cells) -> None:
    if cells["slug"] in _FREELANCER_COOPS:
        cells["kind"] = "freelancer-coop"


def _portal_as_website(cells: Cells) -> None:
    if cells["source_id"].partition(":")[0] == "dataportals" and cells["website"]:
        cells["portal"], cells["website"] = cells["website"], ""


def _nominee_label(cells: Cells) -> None:
    if cells["source_id"].partition(":")[0] == "dpg-nominee":
        labels = [c.strip() for c in cells["causes"].split(";")]
        cells["causes"] = ";".join(c for c in labels if c != "digital public goods")


def _self_reported_form(cells: Cells) -> None:
    ost = cells["source_id"].startswith("ost:")
    if ost and cells["kind"] == "company" and "foundation" in cells["name"].casefold():
        cells["kind"] = ""


def _campaigns(cells: Cells) -> None:
    if cells["slug"] == "public-money-public-code":
        cells["name"] = "Public Money? Public Code!"
    if cells["slug"] in ("public-money-public-code", "reclaim-your-face", "keepiton-coalition"):
        cells["kind"] = "campaign"


_MOVED_PAGES = {
    "_fellows/gajen-sunthara.md": "_fellows/gaj-sunthara.md",
    "_fellows/chuck-borges.md": "_fellows/charles-borges.md",
    "_fellows/ricky-abisla.md": "_fellows/richard-abisla.md",
}


def _dead_citation(cells: Cells) -> None:
    for old, new in _MOVED_PAGES.items():
        cells["source_url"] = cells["source_url"].replace(old, new)


def _two_slugs(cells: Cells) -> None:
    for column in ("org_slug", "recipient_slug", "member_slug", "subject_slug", "object_slug"):
        if cells.get(column) == "hot":
            cells[column] = "humanitarian-openstreetmap-team"


CORRECTIONS: tuple[Correction, ...] = (
    Correction("invented programme name", frozenset({"funders/grants"}), _programme_name),
    Correction("round of the Prototype Fund", frozenset({"funders/grants"}), _demo_week),
    Correction("year of the report, not the award", frozenset({"funders/grants"}), _report_year),
    Correction(
        "intermediary in the programme",
        frozenset({"funders/grants", "depth/funding"}),
        _intermediary,
    ),
    Correction("Qubes partner of 2023", frozenset({"funders/grants"}), _qubes_proton),
    Correction("causes stamped on parties", frozenset({"paths/organizations"}), _stamped_causes),
    Correction(
        "causes stamped on a whole list",
        frozenset({"civic/organizations", "ngos/organizations", "paths/organizations"}),
        _inferred_causes,
    ),
    Correction(
        "worker groups filed as unions",
        frozenset({"paths/organizations", "seeds/organizations"}),
        _worker_groups,
    ),
    Correction(
        "freelancer co-ops filed as tech co-ops",
        frozenset({"paths/organizations", "seeds/organizations"}),
        _freelancer_coops,
    ),
    Correction("portal filed as website", frozenset({"civic/organizations"}), _portal_as_website),
    Correction("nominee called public good", frozenset({"civic/organizations"}), _nominee_label),
    Correction(
        "form contradicts the name", frozenset({"civic/organizations"}), _self_reported_form
    ),
    Correction("campaigns filed as networks", frozenset({"ngos/organizations"}), _campaigns),
    Correction(
        "dead citation",
        frozenset({"people/people", "people/roles", "people/organizations"}),
        _dead_citation,
    ),
    Correction(
        "two slugs for one body",
        frozenset({"depth/roles", "depth/skills", "depth/funding"}),
        _two_slugs,
    ),
)


def corrected(row: RawRow, ledger: Ledger) -> RawRow:
    """The row with every known fault mended; the ledger counts each class."""
    name = f"{row.slice}/{row.table}"
    cells = dict(row.cells)
    for correction in CORRECTIONS:
        if name in correction.tables:
            before = dict(cells)
            try:
                correction.mend(cells)
            except KeyError as lacking:
                raise UsageError(f"{row.file} lacks the column {lacking}") from None
            if cells != before:
                ledger.corrected[correction.name] += 1
    return replace(row, cells=cells)

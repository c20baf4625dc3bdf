"""Pages of identifiers that were published and are no more: where they went, or why."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from graph import releases, schema
from graph.checks.tables import read_tables
from graph.dataset import Dataset
from graph.exports.turtle import readable
from graph.model import BASE_IRI
from graph.rdf.terms import iri, term, text, typed
from graph.site.addresses import THINGS, page_of
from graph.site.linked import things_together
from graph.site.pages import Page, link


def moved_pages(dataset: Dataset) -> Iterator[Page]:
    """One page a moved, merged or withdrawn identifier.

    People who were removed have none: nothing here tells who they were.
    """
    tables = read_tables(dataset.folder)
    merged = {
        (r["left"], r["right"]) for r in tables.rows(schema.MERGES) if r["decision"] == "same"
    }
    reasons = {r["old"]: (r["reason"], r["date"]) for r in tables.rows(schema.RENAMES)}
    here = dataset.entities.keys() | dataset.concepts.keys()
    for old, new in sorted(dataset.renames.items()):
        if new not in here or old in here:
            continue
        reason, date = reasons[old]
        is_merged = (new, old) in merged or (old, new) in merged
        what = "merged into" if is_merged else "moved to"
        replaced = Triple(iri(old), term("dcterms:isReplacedBy"), iri(new))
        values = {"old": old, "what": what, "new": link(dataset, new), "reason": reason,
                  "date": date}  # fmt: skip
        yield _page(old, values, [replaced])
    for gone, (reason, date) in sorted(releases.withdrawn(dataset.folder).items()):
        kind = gone.partition("/")[0]
        if kind in THINGS and kind != "person" and gone not in here:
            said = [
                Triple(iri(gone), term("prov:invalidatedAtTime"), typed(date, "xsd:date")),
                Triple(iri(gone), term("skos:changeNote"), text(reason, "en")),
            ]
            yield _page(gone, {"old": gone, "what": "withdrawn", "new": None, "reason": reason,
                               "date": date}, said)  # fmt: skip


def _page(old: str, values: dict[str, object], triples: list[Triple]) -> Page:
    return Page(
        page_of(old),
        "moved.html",
        old,
        values | {"iri": BASE_IRI + old},
        data={".ttl": readable(triples), ".jsonld": things_together(triples)},
        listed=False,
    )

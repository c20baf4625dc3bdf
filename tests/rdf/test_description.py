from pathlib import Path

import rdflib
from pyoxigraph import Triple
from rdflib.namespace import DCAT, DCTERMS

from graph import rdf, releases
from graph.checks.published import names
from graph.checks.tables import read_tables
from graph.dataset import Dataset, load
from graph.exports.records import Release, dcat
from graph.model import BASE_IRI
from tests.fixtures_data import write_folder
from tests.rdf.reading import values

Triples = frozenset[Triple]


def _count(triples: Triples, identifier: str, predicate: str) -> int:
    (value,) = values(triples, identifier, predicate)
    return int(value.split('"')[1])


def test_the_record_counts_every_triple_itself_included(triples: Triples) -> None:
    assert _count(triples, "dataset", "void:triples") == len(triples)


def test_it_counts_things_by_class(dataset: Dataset, triples: Triples) -> None:
    assert _count(triples, "dataset", "void:entities") == len(dataset.entities)
    assert _count(triples, "dataset/organizations", "void:entities") == 3
    assert _count(triples, "dataset/claims", "void:entities") == len(dataset.statements)
    assert _count(triples, "dataset/sources", "void:entities") == len(dataset.sources)


def test_it_names_licence_version_and_sources(dataset: Dataset, triples: Triples) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert values(triples, "dataset", "dcterms:license") == {licence}
    assert values(triples, "dataset", "dcat:version") == {f'"{dataset.version}"'}
    assert values(triples, "dataset", "dcterms:source") == set(dataset.sources)
    assert values(triples, "dataset", "dcterms:modified") == {
        '"2026-11-22"^^<http://www.w3.org/2001/XMLSchema#date>'
    }


def test_it_names_the_release_before_once_one_is_on_record(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    before = rdf.triples(load(folder))
    assert values(before, "dataset", "dcat:previousVersion") == set()
    counts = dict.fromkeys(("entities", "concepts", "sources", "statements"), 0)
    releases.record(folder, names(read_tables(folder)), "0123abcd", "2026-10-01", counts)
    after = rdf.triples(load(folder))
    earlier = "release/0123abcd/"
    assert values(after, "dataset", "dcat:previousVersion") == {earlier}
    assert values(after, "dataset", "prov:wasRevisionOf") == {earlier}
    assert values(after, earlier, "dcat:version") == {'"0123abcd"'}
    assert values(after, earlier, "dcterms:issued") == {
        '"2026-10-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    }
    assert _count(after, "dataset", "void:triples") == len(after)


def test_the_real_data_name_their_release_before() -> None:
    record = dcat(Release(load(), "https://example.org/", (), {}))
    earlier = f"{BASE_IRI}release/67fe1bb79da1c1b6/"
    graph = rdflib.Graph().parse(data=record, format="turtle")
    dataset = rdflib.URIRef(f"{BASE_IRI}dataset")
    assert (dataset, rdflib.URIRef(f"{DCAT}previousVersion"), rdflib.URIRef(earlier)) in graph
    assert (rdflib.URIRef(earlier), DCTERMS.issued, None) in graph

from pyoxigraph import Triple

from graph.dataset import Dataset
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

from pyoxigraph import Triple

from tests.rdf.reading import values

Triples = frozenset[Triple]


def test_broader_and_narrower_go_both_ways(triples: Triples) -> None:
    assert values(triples, "cause/energy", "skos:broader") == {"cause/climate"}
    assert values(triples, "cause/climate", "skos:narrower") == {"cause/energy"}


def test_only_concepts_without_a_broader_one_are_on_top(triples: Triples) -> None:
    assert values(triples, "scheme/cause", "skos:hasTopConcept") == {"cause/climate"}
    assert values(triples, "cause/climate", "skos:topConceptOf") == {"scheme/cause"}
    assert not values(triples, "cause/energy", "skos:topConceptOf")


def test_labels_are_in_english(triples: Triples) -> None:
    assert values(triples, "cause/climate", "skos:prefLabel") == {'"Climate"@en'}
    assert values(triples, "cause/climate", "skos:altLabel") == {
        '"climate change"@en',
        '"warming"@en',
    }


def test_matches_are_close_since_nobody_checked_that_they_are_exact(triples: Triples) -> None:
    matches = values(triples, "cause/climate", "skos:closeMatch")
    assert matches == {"http://metadata.un.org/sdg/13"}


def test_a_path_carries_its_trade_offs_and_its_source(triples: Triples) -> None:
    assert values(triples, "path/tech-coop", "tfg:gives") == {'"a say"@en', '"time"@en'}
    assert values(triples, "path/tech-coop", "prov:hadPrimarySource") == {"source/book"}
    assert values(triples, "kind/tech-coop", "skos:relatedMatch") == {"path/tech-coop"}


def test_roles_are_roles_of_org_too(triples: Triples) -> None:
    assert values(triples, "role/founder", "rdf:type") == {"skos:Concept", "org:Role"}

import pytest
from pyoxigraph import Triple

from graph import rdf
from graph.dataset import Dataset
from graph.model import Statement
from graph.rdf.claims import properties
from tests.rdf.reading import values

Triples = frozenset[Triple]


def _only(dataset: Dataset, subject: str, relation: str, object_: str) -> Statement:
    (found,) = (s for s in dataset.outgoing(subject, relation) if s.object == object_)
    return found


class TestClaims:
    def test_every_statement_is_a_claim_with_ends_source_and_page(
        self, dataset: Dataset, triples: Triples
    ) -> None:
        for statement in dataset.statements:
            assert "tfg:Claim" in values(triples, statement.id, "rdf:type")
            assert values(triples, statement.id, "rdf:subject") == {statement.subject}
            assert values(triples, statement.id, "rdf:object") == {statement.object}
            assert values(triples, statement.id, "prov:hadPrimarySource") == {statement.source}
            assert len(values(triples, statement.id, "rdf:predicate")) == 1
            assert len(values(triples, statement.id, "schema:citation")) == 1
            assert len(values(triples, statement.id, "tfg:temporalStatus")) == 1

    def test_a_role_is_a_membership_of_org(self, dataset: Dataset, triples: Triples) -> None:
        claim = _only(dataset, "person/ada", "holds_role", "organization/coop").id
        assert "org:Membership" in values(triples, claim, "rdf:type")
        assert values(triples, claim, "org:member") == {"person/ada"}
        assert values(triples, claim, "org:organization") == {"organization/coop"}
        assert values(triples, claim, "org:role") == {"role/founder"}
        assert values(triples, claim, "tfg:roleTitle") == {'"Co-founder"'}

    def test_a_sum_makes_a_grant_one_of_money(self, dataset: Dataset, triples: Triples) -> None:
        claim = _only(dataset, "organization/fund", "funds", "organization/coop").id
        assert "schema:MonetaryGrant" in values(triples, claim, "rdf:type")
        assert values(triples, claim, "schema:funder") == {"organization/fund"}
        assert values(triples, claim, "schema:fundedItem") == {"organization/coop"}
        assert values(triples, claim, "schema:amount") == {
            '"25000.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'
        }
        assert values(triples, claim, "schema:currency") == {'"EUR"'}

    def test_an_unknown_sum_is_absent(self, dataset: Dataset, triples: Triples) -> None:
        claim = _only(dataset, "organization/fund", "funds", "project/map").id
        assert "schema:Grant" in values(triples, claim, "rdf:type")
        assert not values(triples, claim, "schema:amount")

    def test_dates_are_there_when_the_source_gives_them(
        self, dataset: Dataset, triples: Triples
    ) -> None:
        claim = _only(dataset, "person/bo", "holds_role", "organization/fund").id
        assert values(triples, claim, "schema:endDate") == {
            '"2019"^^<http://www.w3.org/2001/XMLSchema#gYear>'
        }
        assert not values(triples, claim, "schema:startDate")

    def test_a_place_without_an_address_is_said_in_words(
        self, dataset: Dataset, triples: Triples
    ) -> None:
        claim = _only(dataset, "organization/coop", "member_of", "organization/network").id
        assert values(triples, claim, "schema:citation") == {'"page 7"'}


class TestDirectTriples:
    def test_the_property_follows_the_type_of_the_subject(self, triples: Triples) -> None:
        assert values(triples, "organization/coop", "org:purpose") == {"cause/energy"}
        assert values(triples, "project/map", "schema:about") == {"cause/energy"}
        assert "cause/climate" in values(triples, "person/ada", "schema:knowsAbout")

    def test_what_is_past_has_none(self, triples: Triples) -> None:
        assert values(triples, "person/ada", "schema:memberOf") == {"organization/coop"}
        assert not values(triples, "person/bo", "schema:memberOf")

    def test_a_symmetric_relation_goes_both_ways(self, triples: Triples) -> None:
        partners = ("organization/fund", "organization/network")
        assert values(triples, partners[0], "org:linkedTo") == {partners[1]}
        assert values(triples, partners[1], "org:linkedTo") == {partners[0]}

    def test_a_directed_relation_goes_one_way(self, triples: Triples) -> None:
        assert values(triples, "organization/coop", "org:memberOf") == {"organization/network"}
        assert not values(triples, "organization/network", "org:memberOf")

    def test_none_is_without_a_claim(self, dataset: Dataset, triples: Triples) -> None:
        claimed = {
            (subject, predicate, object_)
            for statement in dataset.statements
            for subject in values(triples, statement.id, "rdf:subject")
            for predicate in values(triples, statement.id, "rdf:predicate")
            for object_ in values(triples, statement.id, "rdf:object")
        }
        claimed |= {(o, p, s) for s, p, o in claimed if p == "org:linkedTo"}
        stated = {predicate for _, predicate, _ in claimed}
        for identifier in dataset.entities:
            for predicate in stated:
                for value in values(triples, identifier, predicate):
                    assert (identifier, predicate, value) in claimed


class TestTableOfRelations:
    @pytest.mark.parametrize(
        "backwards", ["schema:sponsor", "schema:organizer", "schema:funder", "schema:founder"]
    )
    def test_no_property_runs_from_the_object_to_the_subject(
        self, dataset: Dataset, backwards: str
    ) -> None:
        used = {curie for r in dataset.relations.values() for curie in properties(r).values()}
        assert backwards not in used

    def test_every_type_of_subject_has_a_property(self, dataset: Dataset) -> None:
        for relation in dataset.relations.values():
            assert set(properties(relation)) == set(relation.domain)
            for curie in properties(relation).values():
                assert rdf.term(curie).value.endswith(curie.partition(":")[2])

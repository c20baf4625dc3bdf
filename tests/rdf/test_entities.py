from pathlib import Path

from pyoxigraph import Triple

from graph import rdf
from graph.removals import new_removal
from tests.fixtures_data import ROWS, small_dataset
from tests.rdf.reading import values

Triples = frozenset[Triple]


class TestClasses:
    def test_a_kind_passes_its_class_down(self, triples: Triples) -> None:
        assert values(triples, "organization/coop", "rdf:type") == {
            "org:Organization",
            "schema:Organization",
            "tfg:TechCooperative",
        }

    def test_a_match_with_schema_org_is_a_class(self, triples: Triples) -> None:
        assert "schema:FundingAgency" in values(triples, "organization/fund", "rdf:type")
        assert "schema:SoftwareSourceCode" in values(triples, "project/map", "rdf:type")

    def test_people_are_people_of_both_vocabularies(self, triples: Triples) -> None:
        assert values(triples, "person/ada", "rdf:type") == {"foaf:Person", "schema:Person"}


class TestFields:
    def test_dates_keep_their_precision(self, triples: Triples) -> None:
        xsd = "<http://www.w3.org/2001/XMLSchema#"
        founded = {
            kind: values(triples, f"organization/{kind}", "schema:foundingDate")
            for kind in ("coop", "fund", "network")
        }
        assert founded == {
            "coop": {f'"2015-06-01"^^{xsd}date>'},
            "fund": {f'"1999"^^{xsd}gYear>'},
            "network": {f'"2001-03"^^{xsd}gYearMonth>'},
        }

    def test_a_shared_website_is_nobodys_homepage(self, triples: Triples) -> None:
        assert values(triples, "organization/coop", "foaf:homepage")
        assert not values(triples, "organization/fund", "foaf:homepage")
        assert values(triples, "organization/fund", "schema:url") == {"https://shared.example.org"}

    def test_places_of_people_are_places_of_work(self, triples: Triples) -> None:
        assert values(triples, "person/ada", "schema:workLocation") == {"country/DE"}
        assert not values(triples, "person/ada", "schema:location")
        assert values(triples, "country/DE", "schema:name") == {'"Germany"@en'}

    def test_every_column_that_is_filled_is_there(self, triples: Triples) -> None:
        # By hand: which property each further column of the small dataset goes to.
        assert values(triples, "organization/coop", "tfg:kindBasis") == {'"stated"'}
        assert values(triples, "organization/coop", "adms:status") == {"status/active"}
        assert values(triples, "organization/coop", "schema:alternateName") == {
            '"=SUM(A1)"',
            '"O\'Coop"',
        }
        assert values(triples, "project/map", "tfg:licence") == {'"MIT"'}
        assert values(triples, "event/congress", "schema:eventAttendanceMode") == {
            "schema:MixedEventAttendanceMode"
        }
        assert values(triples, "event/congress", "tfg:rhythm") == {'"every year"'}

    def test_hostile_names_survive(self, triples: Triples) -> None:
        name = ROWS["entities/organizations.csv"][0]["name"]
        written = name.replace("\\", r"\\").replace('"', r"\"")
        assert values(triples, "organization/coop", "schema:name") == {f'"{written}"'}


class TestProvenance:
    def test_an_entity_leads_to_its_sources_and_pages(self, triples: Triples) -> None:
        assert values(triples, "organization/coop", "prov:hadPrimarySource") == {
            "source/site",
            "source/book",
        }
        assert values(triples, "organization/coop", "schema:citation") == {
            "https://example.org/about",
            '"chapter 3"',
        }

    def test_an_identifier_that_moved_leads_on(self, triples: Triples) -> None:
        moved = values(triples, "organization/cafe", "dcterms:isReplacedBy")
        assert moved == {"organization/coop"}


def test_a_person_who_asked_to_be_left_out_leaves_no_trace(tmp_path: Path) -> None:
    salt, digest = new_removal("bo example")
    renamed = {"old": "person/bob", "new": "person/bo", "reason": "misspelt", "date": "2026-11-01"}
    dataset = small_dataset(tmp_path, removals=[{"salt": salt, "hash": digest}], renames=[renamed])
    written = " ".join(str(t) for t in rdf.triples(dataset))
    assert "person/ada" in written
    assert "person/bo" not in written
    assert "Bo Example" not in written

"""Popolo, 360Giving and FollowTheMoney against what their makers publish."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from typing import Any

import pytest

from graph import exports
from graph.dataset import Dataset, load
from graph.exports.followthemoney_links import address
from graph.model import BASE_IRI
from tests.exports.conftest import written


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load()


# The properties of the Popolo 1.0 classes that the export uses, with those that it requires.
PROPERTIES = {
    "persons": {
        "id", "name", "other_names", "identifiers", "links", "sources", "summary", "biography",
        "email", "gender", "birth_date", "image", "contact_details", "national_identity",
    },
    "organizations": {
        "id", "name", "other_names", "identifiers", "classification", "parent_id", "area_id",
        "abstract", "description", "founding_date", "dissolution_date", "image", "links",
        "contact_details", "sources", "area",
    },
    "memberships": {
        "id", "label", "role", "member", "person_id", "organization_id", "post_id",
        "on_behalf_of_id", "area_id", "start_date", "end_date", "links", "sources",
        "contact_details",
    },
}  # fmt: skip

# What version 1.x of the 360Giving Data Standard asks of every grant.
REQUIRED = {
    "id", "title", "description", "currency", "amountAwarded", "awardDate",
    "recipientOrganization", "fundingOrganization",
}  # fmt: skip


class TestPopolo:
    def test_everything_uses_the_properties_of_the_standard(
        self, dataset: Dataset, real: Dataset
    ) -> None:
        for source in (dataset, real):
            found = json.loads(written(source, "popolo"))
            for kind, known in PROPERTIES.items():
                assert found[kind]
                for thing in found[kind]:
                    assert thing.keys() <= known
                    for date in ("start_date", "end_date", "founding_date", "dissolution_date"):
                        assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", thing.get(date, "2000"))
                    assert thing["id"]
                    assert kind == "memberships" or thing["name"]
            for membership in found["memberships"]:
                assert membership["organization_id"]
                assert ("person_id" in membership) != ("member" in membership)

    def test_all_people_and_organizations_are_there(self, real: Dataset) -> None:
        found = json.loads(written(real, "popolo"))
        things = {thing["id"] for name in ("persons", "organizations") for thing in found[name]}
        assert things == {e.id for e in real.entities.values() if e.type in _POPOLO}
        memberships = {m["id"] for m in found["memberships"]}
        assert memberships == {
            s.id
            for s in real.statements
            if s.relation in ("holds_role", "member_of") and s.object.startswith("organization/")
        }

    def test_a_membership_names_its_ends_role_and_source(self, dataset: Dataset) -> None:
        found = json.loads(written(dataset, "popolo"))["memberships"]
        (trustee,) = (m for m in found if m.get("role") == "Trustee")
        assert (trustee["person_id"], trustee["organization_id"]) == (
            "person/bo",
            "organization/fund",
        )
        assert (trustee["end_date"], trustee["label"]) == ("2019", "Board member")
        assert trustee["sources"] == [{"url": "https://example.org/about", "note": "Site"}]
        (member,) = (m for m in found if "member" in m)
        assert member["member"]["id"] == "organization/coop"
        assert "person_id" not in member

    def test_what_is_lost_adds_up(self, dataset: Dataset) -> None:
        report = exports.FORMATS["popolo"].write(dataset, io.BytesIO())
        lost = {loss.what: loss.count for loss in report.losses}
        assert lost["statements"] == len(dataset.statements) - 4
        assert lost["projects and events"] == 2
        assert lost["pages without an address"] == 1


_POPOLO = ("person", "organization")


class TestGiving:
    def test_every_grant_has_what_the_standard_requires(
        self, granting: Dataset, real: Dataset
    ) -> None:
        for source in (granting, real):
            for grant in json.loads(written(source, "360giving"))["grants"]:
                assert grant.keys() >= REQUIRED
                assert isinstance(grant["amountAwarded"], int | float)
                assert re.fullmatch(r"[A-Z]{3}", grant["currency"])
                assert re.fullmatch(r"\d{4}-\d{2}-\d{2}(T.+)?", grant["awardDate"])
                for end in ("recipientOrganization", "fundingOrganization"):
                    (organization,) = grant[end]
                    assert organization["id"]
                    assert organization["name"]

    def test_a_grant_says_who_whom_how_much_and_when(self, granting: Dataset) -> None:
        (grant,) = json.loads(written(granting, "360giving"))["grants"]
        assert (grant["amountAwarded"], grant["currency"]) == (25000.5, "EUR")
        assert (grant["awardDate"], grant["title"]) == ("2025-03-31", "Maps")
        assert grant["fundingOrganization"][0]["id"] == BASE_IRI + "organization/fund"
        assert grant["recipientOrganization"][0]["id"] == BASE_IRI + "organization/coop"
        assert grant["grantProgramme"] == [{"title": "Open fund"}]
        assert grant["url"] == "https://example.org/about"

    def test_nothing_is_filled_in_and_all_is_counted(self, granting: Dataset) -> None:
        report = exports.FORMATS["360giving"].write(granting, io.BytesIO())
        lost = {loss.what: loss.count for loss in report.losses}
        assert report.count == 1
        assert lost["grants without amount or currency"] == 1
        assert lost["grants without the day of the award"] == 1
        assert lost["grants stated by further sources"] == 1
        assert sum(lost.values()) - lost.get("titles", 0) + 1 == len(granting.statements)

    def test_the_real_grants_are_those_with_amount_and_day(self, real: Dataset) -> None:
        grants = json.loads(written(real, "360giving"))["grants"]
        statements = {BASE_IRI + s.id: s for s in real.statements}
        assert len(grants) > 50
        for grant in grants:
            said = statements[grant["id"]]
            assert grant["amountAwarded"] == float(said.qualifiers["amount"])
            assert grant["awardDate"] == said.since
            assert len(grant["title"]) <= 140


# The part of the FollowTheMoney 4 model that the export uses: schemata that stand for things,
# schemata that link two things with the properties that do so, and all other properties.
FTM_THINGS = {"Company", "Event", "Organization", "Person", "Project", "PublicBody"}
FTM_LINKS: dict[str, dict[str, str]] = {
    "Directorship": {"director": "LegalEntity", "organization": "Organization"},
    "Employment": {"employee": "Person", "employer": "Organization"},
    "Membership": {"member": "LegalEntity", "organization": "Organization"},
    "Payment": {"payer": "LegalEntity", "beneficiary": "LegalEntity"},
    "ProjectParticipant": {"participant": "LegalEntity", "project": "Project"},
    "Succession": {"predecessor": "LegalEntity", "successor": "LegalEntity"},
    "UnknownLink": {"subject": "Thing", "object": "Thing"},
}
FTM_KINDS = {
    "Thing": FTM_THINGS,
    "LegalEntity": {"Company", "Organization", "Person", "PublicBody"},
    "Organization": {"Company", "Organization", "PublicBody"},
    "Person": {"Person"},
    "Project": {"Project"},
}
FTM_PROPERTIES = set(
    "address alias amount classification country currency date description dissolutionDate endDate "
    "incorporationDate keywords name programme publisher purpose recordId retrievedAt role sector "
    "sourceUrl startDate status summary website".split()
)


class TestFollowTheMoney:
    def _lines(self, dataset: Dataset) -> list[dict[str, Any]]:
        lines = written(dataset, "followthemoney").decode().split("\n")
        assert lines.pop() == ""
        return [json.loads(line) for line in lines]

    def test_every_entity_follows_the_model(self, dataset: Dataset, real: Dataset) -> None:
        for source in (dataset, real):
            entities = self._lines(source)
            schemas = {e["id"]: e["schema"] for e in entities}
            assert len(schemas) == len(entities)
            for entity in entities:
                said = entity["properties"]
                links = FTM_LINKS.get(entity["schema"], {})
                assert links or entity["schema"] in FTM_THINGS
                assert said.keys() <= FTM_PROPERTIES | links.keys()
                for name, values in said.items():
                    assert values
                    assert values == sorted(set(values))
                    for value in values:
                        self._check(name, value, links, schemas)
                if links:
                    assert links.keys() <= said.keys()
                elif entity["schema"] != "Project":
                    assert said["name"]

    def _check(self, name: str, value: str, links: dict[str, str], schemas: dict[str, str]) -> None:
        assert isinstance(value, str)
        assert value
        if name in links:
            assert schemas[value] in FTM_KINDS[links[name]]
        elif name in ("date", "startDate", "endDate", "retrievedAt") or name.endswith("onDate"):
            assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value)
        elif name in ("sourceUrl", "website"):
            assert value.startswith(("http://", "https://"))
        elif name == "country":
            assert re.fullmatch(r"[a-z]{2}", value)
        elif name == "amount":
            float(value)

    @pytest.mark.parametrize(
        ("url", "normal"),
        [
            ("https://example.org", "https://example.org/"),
            ("https://example.org/a", "https://example.org/a"),
            ("https://example.org?a", "https://example.org?a"),
            ("page 7", ""),
            ("javascript:x()", ""),
        ],
    )
    def test_addresses_are_normal(self, url: str, normal: str) -> None:
        assert address(url) == normal

    def test_relations_become_links_of_the_model(self, dataset: Dataset) -> None:
        assert Counter(e["schema"] for e in self._lines(dataset)) == {
            "Organization": 3,
            "Person": 2,
            "Project": 1,
            "Event": 1,
            "Directorship": 3,
            "Membership": 1,
            "Payment": 1,
            "ProjectParticipant": 3,
            "Succession": 1,
            "UnknownLink": 4,
        }

    def test_a_payment_leads_to_its_source(self, dataset: Dataset) -> None:
        (payment,) = (e for e in self._lines(dataset) if e["schema"] == "Payment")
        said = payment["properties"]
        assert said["payer"] == ["tfg-organization-fund"]
        assert said["beneficiary"] == ["tfg-organization-coop"]
        assert (said["amount"], said["currency"]) == (["25000.50"], ["EUR"])
        assert (said["sourceUrl"], said["publisher"]) == (["https://example.org/about"], ["Co-op"])
        assert said["retrievedAt"] == ["2026-11-22"]

    def test_causes_and_skills_are_keywords(self, dataset: Dataset) -> None:
        by_id = {e["id"]: e["properties"] for e in self._lines(dataset)}
        assert by_id["tfg-organization-coop"]["keywords"] == ["Data", "Energy", "Tech co-op"]

    def test_all_statements_between_entities_are_links(self, real: Dataset) -> None:
        links = [e for e in self._lines(real) if "recordId" in e["properties"]]
        ties = {s.id for s in real.statements if s.object in real.entities}
        assert {link["properties"]["recordId"][0] for link in links} == ties

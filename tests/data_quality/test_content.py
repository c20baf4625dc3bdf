"""What the map is made for is in the data, and no import lost a part of it in silence."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.dataset import load
from graph.model import Statement

DATASET = load()
COUNTS = Counter(entity.type for entity in DATASET.entities.values())
SIMONE = "person/simone-robutti"


def between(subject: str, relation: str, target: str) -> list[Statement]:
    return [s for s in DATASET.outgoing(subject, relation) if s.object == target]


class TestSize:
    def test_organizations_and_projects(self) -> None:
        assert COUNTS["organization"] + COUNTS["project"] >= 3500

    def test_people(self) -> None:
        assert COUNTS["person"] >= 600

    def test_statements(self) -> None:
        assert len(DATASET.statements) >= 6000

    def test_funders(self) -> None:
        assert len({s.subject for s in DATASET.statements if s.relation == "funds"}) >= 280

    @pytest.mark.parametrize("relation", sorted(DATASET.relations))
    def test_every_relation_is_in_use(self, relation: str) -> None:
        assert any(s.relation == relation for s in DATASET.statements)


class TestPaths:
    PATHS = ("hustler", "public-institution", "teaching", "tech-coop", "tech-ngo", "union-or-party")

    def test_there_are_six_ways_out(self) -> None:
        paths = {c.id for c in DATASET.concepts.values() if c.type == "path"}
        assert paths == {f"path/{name}" for name in self.PATHS}

    @pytest.mark.parametrize("name", PATHS)
    def test_a_way_out_has_its_trade_offs_and_its_source(self, name: str) -> None:
        details = DATASET.concepts[f"path/{name}"].details
        assert all(details[part] for part in ("transition", "gives", "costs", "how_in"))
        assert details["source"] in DATASET.sources

    @pytest.mark.parametrize("name", sorted(set(PATHS) - {"hustler"}))
    def test_organizations_are_on_it(self, name: str) -> None:
        assert DATASET.facets["paths"][f"path/{name}"]


class TestSeeds:
    @pytest.mark.parametrize(
        ("slug", "name", "kind"),
        [
            ("ai-forensics", "AI Forensics", "ngo"),
            ("codementor", "CodeMentor", "education"),
            ("loomio", "Loomio", "tech-coop"),
            ("reversing-works", "Reversing.Works", "ngo"),
            ("smart", "Smart", "freelancer-coop"),
            ("tech-workers-coalition", "Tech Workers Coalition", "worker-group"),
            ("tracking-exposed", "Tracking Exposed", "ngo"),
        ],
    )
    def test_an_organization_of_the_founding_texts_is_there(
        self, slug: str, name: str, kind: str
    ) -> None:
        entity = DATASET.entity(f"organization/{slug}")
        assert (entity.name, entity.kind) == (name, f"kind/{kind}")
        assert DATASET.described_by(entity.id)

    @pytest.mark.parametrize(
        ("subject", "relation", "target"),
        [
            ("tracking-exposed", "succeeded_by", "organization/ai-forensics"),
            ("reversing-works", "spun_out_of", "organization/tracking-exposed"),
            ("ai-forensics", "investigated", "organization/microsoft"),
            ("tracking-exposed", "investigated", "organization/tiktok"),
            ("reversing-works", "investigated", "organization/glovo"),
            ("loomio", "offers_path", "path/tech-coop"),
            ("smart", "offers_path", "path/tech-coop"),
            ("codementor", "offers_path", "path/teaching"),
            ("ai-forensics", "offers_path", "path/tech-ngo"),
            ("reversing-works", "offers_path", "path/tech-ngo"),
        ],
    )
    def test_a_fact_of_the_founding_texts_is_there(
        self, subject: str, relation: str, target: str
    ) -> None:
        assert between(f"organization/{subject}", relation, target)

    @pytest.mark.parametrize(
        ("slug", "kind"),
        [
            ("ai-forensics", "staff"),
            ("qu-fermentation-studio", "staff"),
            ("reversing-works", "staff"),
            ("scuola-capitale-sociale", "teacher"),
            ("tech-workers-coalition", "volunteer"),
            ("tracking-exposed", "staff"),
        ],
    )
    def test_simone_robutti_holds_his_public_roles(self, slug: str, kind: str) -> None:
        roles = between(SIMONE, "holds_role", f"organization/{slug}")
        assert f"role/{kind}" in {role.qualifiers["kind"] for role in roles}

    def test_his_role_at_the_workers_coalition_is_a_public_one(self) -> None:
        roles = between(SIMONE, "holds_role", "organization/tech-workers-coalition")
        assert {role.qualifiers["public_capacity"] for role in roles} == {"spokesperson"}

    @pytest.mark.parametrize(
        ("text", "identifier"),
        [
            ("ai forensics", "organization/ai-forensics"),
            ("simone robuti", SIMONE),
            ("reversing works", "organization/reversing-works"),
            ("tech workers coalition", "organization/tech-workers-coalition"),
            ("worker's rights", "cause/workers-rights"),
        ],
    )
    def test_a_search_finds_them_first(self, text: str, identifier: str) -> None:
        assert DATASET.search(text)[0].id == identifier

"""From a small raw folder to a data folder: nothing lost, nothing invented, nobody exposed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import checks, schema
from graph.checks.tables import read_tables
from graph.dataset import load
from graph.errors import InvalidDatasetError, UsageError
from graph.model import Statement
from graph.reconcile import reconcile
from graph.reconcile.raw import TABLES
from graph.removals import new_removal
from tests.data_folders import append_row
from tests.reconcile.raw_folder import COMMIT, Run, Slices, curated_folder, write_slices

ORGANIZATIONS = schema.ENTITY_FILES["organization"]
PEOPLE = schema.ENTITY_FILES["person"]

SLICES: Slices = {
    "seeds/organizations": [
        {"slug": "quay-coop", "name": "Quay Co-op", "kind": "tech-coop", "causes": "open data"},
    ],
    "seeds/people": [{"slug": "ada-berth", "name": "Ada Berth", "city": "Brest"}],
    "seeds/roles": [
        {
            "person_slug": "ada-berth",
            "role": "member",
            "role_kind": "member",
            "org_slug": "quay-coop",
        }
    ],
    "ngos/organizations": [
        {
            "slug": "harbour-lights",
            "name": "Harbour Lights",
            "kind": "ngo",
            "country": "France",
            "website": "https://harbour.example/",
            "founded": "2011",
            "causes": "rising seas;no such cause",
            "skills": "programming",
            "status": "active",
        },
        {"slug": "pier-network", "name": "Pier Network", "kind": "network", "status": "active"},
        {"slug": "dock-union", "name": "Dock Union", "kind": "union", "country": "NL"},
    ],
    "ngos/memberships": [{"member_slug": "harbour-lights", "network_slug": "pier-network"}],
    "ngos/links": [
        {"subject_slug": "pier-network", "relation": "partner-of", "object_slug": "dock-union"},
        {"subject_slug": "dock-union", "relation": "partner-of", "object_slug": "pier-network"},
        {"subject_slug": "dock-union", "relation": "partner-of", "object_slug": "unheard-of"},
        {"subject_slug": "dock-union", "relation": "part-of", "object_slug": "dock-union"},
        {
            "subject_slug": "harbour-lights",
            "relation": "investigated",
            "object_slug": "Mooring Corp (Mooring App)",
            "since": "2023",
        },
    ],
    "public-teams/organizations": [
        {
            "slug": "port-office-france",
            "name": "Bureau des ports",
            "english_name": "Port Office",
            "level": "national",
            "kind": "public-institution",
            "country": "FR",
            "founded": "2014",
            "status": "active",
            "as_of": "2025-03",
            "same_as_slug": "port-bureau",
        }
    ],
    "public-teams/links": [
        {
            "subject_slug": "port-office-france",
            "relation": "part-of",
            "object_slug_or_name": "Ministry of the Sea",
        }
    ],
    "civic/organizations": [
        {
            "slug": "harbour-lights-association",
            "name": "Harbour Lights Association",
            "kind": "ngo",
            "country": "FR",
            "website": "http://www.harbour.example",
            "founded": "2011-05",
        },
        {"slug": "port-bureau", "name": "Port Bureau", "country": "FR; Atlantis"},
        {"slug": "berthers", "name": "Berthers", "website": "see the wiki"},
    ],
    "civic/products": [
        {"org_slug": "harbour-lights-association", "product_name": "Tide Clock", "license": "MIT"}
    ],
    "civic/org_skills_ost_by-sa": [{"slug": "berthers", "skills": "programming"}],
    "funders/funders": [
        {"slug": "cable-fund", "name": "Cable Fund", "kind": "funder"},
        {"slug": "rich-uncle", "name": "Rich Uncle", "kind": "individual"},
    ],
    "funders/recipients": [
        {"slug": "cable-fund", "name": "Cable Fund", "kind": "ngo"},
        {"slug": "tide-clock-app", "name": "Tide Clock App", "kind": "project"},
        {"slug": "poor-nephew", "name": "Poor Nephew", "kind": "individual"},
    ],
    "funders/grants": [
        {"funder_slug": "cable-fund", "recipient_slug": "tide-clock-app", "amount": "5000"},
        {"funder_slug": "cable-fund", "recipient_slug": "tide-clock-app", "amount": "about 10k"},
        {"funder_slug": "rich-uncle", "recipient_slug": "tide-clock-app", "amount": "1"},
        {"funder_slug": "cable-fund", "recipient_slug": "poor-nephew", "amount": "1"},
    ],
    "depth/skills": [
        {"org_slug": "harbour-lights", "skill": "programming", "evidence": "job-post"}
    ],
    "depth/people": [{"slug": "cy-mole", "name": "Cy Mole"}],
    "depth/roles": [
        {"person_slug": "cy-mole", "role": "Chair", "role_kind": "board", "org_slug": "dock-union"}
    ],
    "people/people": [
        {"slug": "bo-rope", "name": "Bo Rope"},
        {"slug": "di-sail", "name": "Di Sail"},
        {"slug": "ed-oar", "name": "Ed Oar"},
    ],
    "people/organizations": [{"slug": "dock-union", "name": "Dock Union", "country": "NL"}],
    "people/roles": [
        {
            "person_slug": "bo-rope",
            "role": "Member",
            "role_kind": "member",
            "org_slug": "dock-union",
        },
        {
            "person_slug": "di-sail",
            "role": "Press speaker",
            "role_kind": "staff",
            "org_slug": "dock-union",
        },
        {
            "person_slug": "ed-oar",
            "role": "Expression officer",
            "role_kind": "staff",
            "org_slug": "dock-union",
        },
        {"person_slug": "nobody", "role": "Member", "role_kind": "staff", "org_slug": "dock-union"},
    ],
    "people/person_topics": [
        {"person_slug": "bo-rope", "kind": "skill", "label": "programming"},
        {"person_slug": "di-sail", "kind": "skill", "label": "programming"},
    ],
    "events/events": [
        {
            "slug": "quay-days",
            "name": "Quay Days",
            "kind": "festival",
            "organizer_name": "Harbour Lights",
            "organizer_slug": "harbour-lights",
            "country": "FR",
            "status": "active",
            "last_seen_year": "2019",
        }
    ],
    "events/appearances": [
        {
            "event_slug": "quay-days",
            "org_name": "Sailmakers Guild",
            "role": "sponsor",
            "year": "2019",
        },
        {
            "event_slug": "no-such-days",
            "org_name": "Ghost Guild",
            "role": "sponsor",
            "year": "2019",
        },
    ],
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("run"), SLICES)


@pytest.fixture
def rerun(tmp_path: Path) -> Callable[[Slices], Run]:
    return lambda slices: Run(tmp_path, slices)


def statements(run: Run, relation: str) -> list[Statement]:
    return [s for s in load(run.out).statements if s.relation == relation]


def ends(run: Run, relation: str) -> set[tuple[str, str]]:
    return {(s.subject, s.object) for s in statements(run, relation)}


class TestOutput:
    def test_it_passes_every_check_and_loads(self, run: Run) -> None:
        assert str(checks.all_rules(read_tables(run.out))) == "no findings"
        assert load(run.out).statements

    def test_it_is_the_same_when_run_again(self, run: Run, tmp_path: Path) -> None:
        again = tmp_path / "again"
        reconcile(run.sources, run.curated, again)
        reconcile(run.sources, run.curated, again)
        first = {p.relative_to(run.out): p.read_bytes() for p in run.out.rglob("*.csv")}
        assert {p.relative_to(again): p.read_bytes() for p in again.rglob("*.csv")} == first

    def test_it_is_the_same_when_run_over_itself(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        shutil.copytree(run.out, folder)
        reconcile(run.sources, folder, folder)
        for path in run.out.rglob("*.csv"):
            assert (folder / path.relative_to(run.out)).read_bytes() == path.read_bytes()

    def test_it_is_the_same_in_whatever_order_the_rows_come(
        self, run: Run, rerun: Callable[[Slices], Run]
    ) -> None:
        turned = rerun({table: rows[::-1] for table, rows in SLICES.items()})
        for path in run.out.rglob("*.csv"):
            if path.parent.name != "review":
                name = path.relative_to(run.out)
                assert (turned.out / name).read_bytes() == path.read_bytes(), name


class TestEveryRowIsAccountedFor:
    def test_the_totals_are_the_numbers_of_rows(self, run: Run) -> None:
        totals = {row["file"]: row for row in run.review("rows")}
        for table, rows in SLICES.items():
            row = totals[f"{table}.csv"]
            assert int(row["rows"]) == len(rows), table
            parts = sum(int(row[part]) for part in ("used", "merged", "left_out"))
            assert parts == len(rows), table

    def test_every_row_left_out_has_a_reason(self, run: Run) -> None:
        reasons = {(row["file"], row["line"]) for row in run.review("left_out") if row["reason"]}
        for row in run.review("rows"):
            lines = {line for file, line in reasons if file == row["file"]}
            assert len(lines) >= int(row["left_out"]), row["file"]

    @pytest.mark.parametrize(
        ("table", "used", "merged", "left_out"),
        [
            ("funders/funders", 1, 0, 1),
            ("funders/recipients", 1, 1, 1),
            ("funders/grants", 2, 0, 2),
            ("ngos/links", 2, 1, 2),
            ("civic/organizations", 1, 2, 0),
            ("civic/org_skills_ost_by-sa", 0, 0, 1),
            ("people/people", 1, 0, 2),
            ("people/roles", 1, 0, 3),
            ("people/person_topics", 1, 0, 1),
            ("events/appearances", 1, 0, 1),
        ],
    )
    def test_what_became_of_the_rows_of_a_table(
        self, table: str, used: int, merged: int, left_out: int, run: Run
    ) -> None:
        (row,) = [row for row in run.review("rows") if row["file"] == f"{table}.csv"]
        counts = tuple(int(row[part]) for part in ("used", "merged", "left_out"))
        assert counts == (used, merged, left_out)

    def test_the_outcome_says_what_the_review_says(self, run: Run) -> None:
        assert sum(run.outcome.rows.values()) == sum(map(len, SLICES.values()))
        assert run.outcome.entities["organization"] == len(run.rows(ORGANIZATIONS))
        assert run.outcome.doubts == len(run.review("doubtful_pairs"))

    def test_a_label_that_no_concept_has_is_listed(self, run: Run) -> None:
        assert run.review("unmapped_labels") == [
            {"scheme": "cause", "label": "no such cause", "rows": "1"}
        ]
        reason = "cause: no cause of the vocabulary has this label yet"
        assert reason in {row["reason"] for row in run.review("left_out")}

    def test_parts_of_rows_that_cannot_stand_are_listed(self, run: Run) -> None:
        said = {(row["value"], row["reason"]) for row in run.review("left_out")}
        assert ("Atlantis", "no ISO 3166 country of this name") in said
        assert ("see the wiki", "website is not a web address") in said
        assert ("about 10k", "the amount is not an exact number") in said


class TestEntities:
    def test_two_records_of_one_site_are_one_organization(self, run: Run) -> None:
        entity = load(run.out).entity("organization/harbour-lights")
        assert entity.name == "Harbour Lights"
        assert entity.aliases == ("Harbour Lights Association",)
        assert entity.countries == ("FR",)
        assert entity.details["founded"] == "2011"

    def test_what_a_slice_says_is_one_is_one(self, run: Run) -> None:
        entity = load(run.out).entity("organization/port-office-france")
        assert entity.aliases == ("Port Bureau", "Port Office")

    def test_a_country_by_name_becomes_its_code(self, run: Run) -> None:
        assert {e.countries for e in load(run.out).entities.values()} == {(), ("FR",), ("NL",)}

    def test_a_body_that_a_row_only_names_exists_where_a_statement_needs_it(self, run: Run) -> None:
        names = {row["name"] for row in run.rows(ORGANIZATIONS)}
        assert {"Sailmakers Guild", "Mooring Corp", "Ministry of the Sea"} <= names
        assert "Ghost Guild" not in names

    def test_an_old_active_does_not_stay_active(self, rerun: Callable[[Slices], Run]) -> None:
        old = "https://old.example/list"
        body = {"kind": "ngo", "status": "active"}
        run = rerun(
            {
                "ngos/organizations": [
                    {"slug": "old", "name": "Old Body", "source_url": old, **body},
                    {"slug": "new", "name": "New Body", **body},
                ]
            }
        )
        dataset = load(run.out)
        assert dataset.entity("organization/old").status == ""
        assert dataset.entity("organization/new").status == "active"
        assert dataset.entity("organization/new").details["as_of"] == "2024-12"
        assert run.reasons("ngos/organizations")[2] == "no source of 2024 or later says so"

    def test_a_status_of_long_ago_stays_where_it_is_final(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        row = {"slug": "gone", "name": "Gone Body", "kind": "ngo", "status": "defunct"}
        run = rerun({"ngos/organizations": [{**row, "source_url": "https://old.example/list"}]})
        assert load(run.out).entity("organization/gone").status == "closed"

    def test_two_things_of_one_slug_get_two_identifiers(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        row = {"slug": "quay", "name": "Quay", "kind": "ngo"}
        run = rerun(
            {
                "ngos/organizations": [{**row, "country": "DE"}],
                "civic/organizations": [{**row, "country": "CH"}],
            }
        )
        ids = [row["id"] for row in run.rows(ORGANIZATIONS)]
        assert ids == ["organization/quay", "organization/quay-ch"]

    def test_a_person_and_a_body_of_one_slug_in_one_slice_are_two(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        role = {"role": "Founder", "role_kind": "founder"}
        run = rerun(
            {
                "people/organizations": [
                    {"slug": "ida-knot", "name": "Ida Knot", "kind": "company"}
                ],
                "people/people": [{"slug": "ida-knot", "name": "Ida Knot"}],
                "people/roles": [{"person_slug": "ida-knot", "org_slug": "ida-knot", **role}],
            }
        )
        (pair,) = ends(run, "holds_role")
        assert pair[0].startswith("person/ida-knot")
        assert pair[1] == "organization/ida-knot"

    def test_every_value_leads_to_its_page(self, run: Run) -> None:
        dataset = load(run.out)
        for entity in dataset.entities.values():
            fields = {f for page in dataset.described_by(entity.id) for f in page.fields}
            assert "name" in fields
            for field in ("website", "city"):
                assert not getattr(entity, field) or field in fields

    def test_a_value_that_differs_is_kept_with_its_page(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        row = {"name": "Quay", "kind": "ngo", "website": "https://quay.example"}
        run = rerun(
            {
                "ngos/organizations": [{"slug": "quay", "founded": "2011", **row}],
                "civic/organizations": [{"slug": "quay-2", "founded": "2012", **row}],
            }
        )
        dataset = load(run.out)
        assert dataset.entity("organization/quay").details["founded"] == "2011"
        pages = dataset.described_by("organization/quay")
        assert [(p.fields, p.value) for p in pages if p.value] == [(("founded",), "2012")]


class TestStatements:
    def test_a_symmetric_tie_stands_once_in_one_direction(self, run: Run) -> None:
        assert ends(run, "partner_of") == {("organization/dock-union", "organization/pier-network")}

    def test_a_tie_of_a_thing_to_itself_is_left_out(self, run: Run) -> None:
        assert run.reasons("ngos/links")[5] == "both ends are one thing"
        assert ("organization/dock-union", "organization/dock-union") not in ends(run, "part_of")

    def test_a_tie_to_something_unknown_is_left_out(self, run: Run) -> None:
        assert run.reasons("ngos/links")[4] == "nothing of this name was taken over"

    def test_a_label_becomes_a_concept_and_keeps_the_word(self, run: Run) -> None:
        (cause,) = [s for s in statements(run, "works_on") if s.object == "cause/sea-level"]
        assert cause.qualifiers == {"basis": "stated", "stated_as": "rising seas"}

    def test_a_job_post_seeks_a_skill_and_a_page_shows_one(self, run: Run) -> None:
        pair = ("organization/harbour-lights", "skill/software-development")
        assert ends(run, "needs_skill") == {pair}
        assert ends(run, "uses_skill") == {pair}

    def test_an_investigation_names_the_company_and_keeps_the_product(self, run: Run) -> None:
        (found,) = statements(run, "investigated")
        assert found.object == "organization/mooring-corp"
        assert found.qualifiers == {"stated_as": "Mooring App"}
        assert found.since == "2023"

    def test_an_amount_that_is_no_number_leaves_the_grant(self, run: Run) -> None:
        amounts = {s.qualifiers.get("amount", "") for s in statements(run, "funds")}
        assert amounts == {"5000", ""}

    def test_a_product_is_a_project_that_its_maker_makes(self, run: Run) -> None:
        assert ends(run, "makes") == {("organization/harbour-lights", "project/tide-clock")}

    def test_a_page_on_a_branch_is_pinned_to_the_commit(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        page = "https://github.com/example/listing/blob/main/README.md"
        row = {"slug": "quay", "name": "Quay", "kind": "ngo", "causes": "water", "source_url": page}
        run = rerun({"ngos/organizations": [row]})
        pages = {row["page"] for row in run.rows(schema.CITATIONS)}
        pages |= {s.page for s in statements(run, "works_on")}
        assert pages == {page.replace("main", COMMIT)}

    def test_a_row_whose_source_is_unknown_is_left_out(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        nowhere = "https://nowhere.example/"
        body = {"name": "Quay", "kind": "ngo"}
        run = rerun(
            {
                "ngos/organizations": [
                    {"slug": "quay", **body, "source_url": nowhere},
                    {"slug": "a", "name": "Anchor"},
                    {"slug": "b", "name": "Buoy"},
                ],
                "ngos/memberships": [
                    {"member_slug": "a", "network_slug": "b", "source_url": nowhere}
                ],
            }
        )
        reason = "no source is known for the page it cites"
        assert run.reasons("ngos/organizations")[2] == reason
        assert run.reasons("ngos/memberships")[2] == reason
        assert run.outcome.rows["ngos/memberships.csv", "left out"] == 1
        assert statements(run, "member_of") == []

    def test_a_row_without_a_name_is_left_out(self, rerun: Callable[[Slices], Run]) -> None:
        rows = [{"slug": "x", "name": ""}, {"slug": "", "name": "Quay"}, {"slug": "-", "name": "-"}]
        run = rerun({"ngos/organizations": rows})
        assert run.outcome.rows["ngos/organizations.csv", "left out"] == 3
        assert run.rows(ORGANIZATIONS) == []

    def test_share_alike_rows_are_left_out(self, run: Run) -> None:
        assert "share-alike" in run.reasons("civic/org_skills_ost_by-sa")[2]


class TestPeople:
    def test_bare_members_of_a_union_are_left_out(self, run: Run) -> None:
        assert {row["id"] for row in run.rows(PEOPLE)} == {
            "person/ada-berth",
            "person/cy-mole",
            "person/di-sail",
        }

    def test_office_holders_and_speakers_stay_with_their_capacity(self, run: Run) -> None:
        capacities = {
            s.subject: s.qualifiers.get("public_capacity", "")
            for s in statements(run, "holds_role")
        }
        assert capacities == {
            "person/ada-berth": "",
            "person/cy-mole": "office-holder",
            "person/di-sail": "spokesperson",
        }

    @pytest.mark.parametrize("name", ["bo-rope", "Bo Rope", "ed-oar", "Ed Oar", "nobody"])
    def test_no_file_names_a_person_who_was_left_out(self, name: str, run: Run) -> None:
        assert name not in run.text()

    @pytest.mark.parametrize("name", ["Rich Uncle", "rich-uncle", "Poor Nephew", "poor-nephew"])
    def test_private_persons_and_their_gifts_are_left_out_unnamed(
        self, name: str, run: Run
    ) -> None:
        assert name not in run.text()
        reason = "gifts of and to private persons are left out"
        assert run.reasons("funders/funders")[3] == reason
        assert run.reasons("funders/recipients")[4] == reason
        assert run.reasons("funders/grants")[4] == run.reasons("funders/grants")[5] == reason

    def test_a_doubt_about_a_person_who_was_left_out_is_not_listed(
        self, rerun: Callable[[Slices], Run]
    ) -> None:
        run = rerun(
            {
                "people/people": [{"slug": "bo-rope", "name": "Bo Rope"}],
                "depth/people": [{"slug": "bo-rope", "name": "Bo Rope"}],
            }
        )
        assert run.review("doubtful_pairs") == []
        assert "bo-rope" not in run.text()


REMOVED = ["Di Sail", "di-sail", "DI SÁIL"]


class TestRemovals:
    @pytest.mark.parametrize("name", REMOVED)
    def test_a_removed_person_does_not_return(self, name: str, tmp_path: Path) -> None:
        curated = curated_folder(tmp_path / "curated")
        append_row(curated, "removals.csv", ",".join(new_removal(name)))
        run = Run(tmp_path, SLICES, curated)
        assert "di-sail" not in run.text().lower()
        assert "di sail" not in run.text().lower()
        assert run.reasons("people/people")[3] == "this person asked to be left out"
        assert run.reasons("people/roles")[3] == "this person asked to be left out"
        assert run.outcome.rows["people/people.csv", "left out"] == 3

    def test_nor_under_another_name_that_a_curator_joined(self, tmp_path: Path) -> None:
        curated = curated_folder(tmp_path / "curated")
        append_row(curated, "merges.csv", "people/di-sail,depth/diana-sail,same,so,curator")
        append_row(curated, "removals.csv", ",".join(new_removal("Diana Sail")))
        slices = {**SLICES, "depth/people": [{"slug": "diana-sail", "name": "Diana Sail"}]}
        run = Run(tmp_path, slices, curated)
        assert "sail," not in run.text().lower()
        assert "di-sail" not in run.text()

    def test_nor_in_a_decision_that_outlives_the_rows(self, tmp_path: Path) -> None:
        curated = curated_folder(tmp_path / "curated")
        append_row(curated, "merges.csv", "people/di-sail,depth/d-sail,same,so,curator")
        append_row(curated, "removals.csv", ",".join(new_removal("Di Sail")))
        assert "di-sail" not in Run(tmp_path, {}, curated).text()

    @pytest.mark.parametrize("content", [None, "", "salt,hash\nbad,row\n", 'salt,hash\n"open\n'])
    def test_without_sound_removals_nothing_is_imported(
        self, content: str | None, tmp_path: Path
    ) -> None:
        curated = curated_folder(tmp_path / "curated")
        (curated / "removals.csv").unlink()
        if content is not None:
            (curated / "removals.csv").write_text(content, encoding="utf-8")
        with pytest.raises(InvalidDatasetError, match=r"removals\.csv"):
            Run(tmp_path, SLICES, curated)
        assert not (tmp_path / "out").exists()


QUAY = {"name": "Quay", "kind": "ngo", "website": "https://quay.example"}
PAIR: Slices = {
    "ngos/organizations": [{"slug": "quay", **QUAY}],
    "civic/organizations": [{"slug": "quays", **QUAY}],
}


class TestCuratorsWord:
    @pytest.mark.parametrize(("decision", "count"), [("same", 1), ("different", 2)])
    def test_it_wins_and_stays(self, decision: str, count: int, tmp_path: Path) -> None:
        curated = curated_folder(tmp_path / "curated")
        word = f"civic/quays,ngos/quay,{decision},so,curator"
        append_row(curated, "merges.csv", word)
        run = Run(tmp_path, PAIR, curated)
        assert len(run.rows(ORGANIZATIONS)) == count
        assert word in (run.out / "merges.csv").read_text(encoding="utf-8").splitlines()

    def test_it_stays_although_its_rows_are_gone(self, tmp_path: Path) -> None:
        run = Run(tmp_path, PAIR)
        merges = {(r["left"], r["right"], r["decided_by"]) for r in run.rows(schema.MERGES)}
        assert ("civic/lantern", "paths/lantern-collective", "curator") in merges
        assert ("ngos/quay", "civic/quays", "rule") in merges


HOSTILE = {
    "formula": '=HYPERLINK("https://evil.example","x")',
    "script": "<script>alert(1)</script>",
    "quotes": 'Say "hi", friend',
    "at": "@SUM(A1)",
    "bars": "This | That",
    "template": "{{7*7}} ${HOME} %s",
    "injection": "Robert'); DROP TABLE students;--",
}


class TestHostileInput:
    @pytest.mark.parametrize("kind", HOSTILE)
    def test_text_survives_as_text(self, kind: str, rerun: Callable[[Slices], Run]) -> None:
        text = HOSTILE[kind]
        row = {"slug": "quay", "name": text, "city": text, "kind": "ngo"}
        entity = load(rerun({"ngos/organizations": [row]}).out).entity("organization/quay")
        assert (entity.name, entity.city) == (text, text)

    @pytest.mark.parametrize(
        "name",
        ["Quay\nGroup", "Quay\r\nGroup", "Quay\tGroup", "Quay\x00Group", " Quay  Group\u2028"],
    )
    def test_a_name_is_brought_onto_one_line(
        self, name: str, rerun: Callable[[Slices], Run]
    ) -> None:
        run = rerun({"ngos/organizations": [{"slug": "quay", "name": name, "kind": "ngo"}]})
        assert load(run.out).entity("organization/quay").name == "Quay Group"

    def test_a_turned_text_is_turned_back(self, rerun: Callable[[Slices], Run]) -> None:
        run = rerun({"ngos/organizations": [{"slug": "quay", "name": "Quay \u202eevil"}]})
        assert load(run.out).entity("organization/quay").name == "Quay evil"

    @pytest.mark.parametrize(
        "website", ["javascript:alert(1)", "https://a b.example", "https://u:p@quay.example"]
    )
    def test_an_address_that_is_none_is_left_out(
        self, website: str, rerun: Callable[[Slices], Run]
    ) -> None:
        row = {"slug": "quay", "name": "Quay", "website": website}
        run = rerun({"ngos/organizations": [row]})
        assert load(run.out).entity("organization/quay").website == ""
        assert run.reasons("ngos/organizations")[2] == "website is not a web address"


class TestRawTables:
    @pytest.mark.parametrize(
        "table", [f"{name}/{table}.csv" for name, tables in TABLES.items() for table in tables]
    )
    def test_a_missing_table_is_named(self, table: str, tmp_path: Path) -> None:
        sources = write_slices(tmp_path / "raw", {})
        (sources / table).unlink()
        with pytest.raises(UsageError, match=f"lacks {table}"):
            reconcile(sources, curated_folder(tmp_path / "curated"), tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_a_table_of_another_encoding_is_named(self, tmp_path: Path) -> None:
        sources = write_slices(tmp_path / "raw", {})
        path = sources / "ngos/organizations.csv"
        path.write_bytes(path.read_bytes() + b"caf\xe9\n")
        with pytest.raises(UsageError, match=r"ngos/organizations\.csv cannot be read"):
            reconcile(sources, curated_folder(tmp_path / "curated"), tmp_path / "out")

    def test_a_byte_order_mark_does_not_hide_the_first_column(self, tmp_path: Path) -> None:
        rows = {"ngos/organizations": [{"slug": "quay", "name": "Quay"}]}
        sources = write_slices(tmp_path / "raw", rows)
        path = sources / "ngos/organizations.csv"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        reconcile(sources, curated_folder(tmp_path / "curated"), tmp_path / "out")
        assert "organization/quay" in load(tmp_path / "out").entities

    def test_cells_beyond_the_header_are_listed(self, tmp_path: Path) -> None:
        sources = write_slices(tmp_path / "raw", {})
        path = sources / "ngos/organizations.csv"
        with path.open(encoding="utf-8") as file:
            width = len(next(csv.reader(file)))
        cells = ["quay", "Quay", *[""] * (width - 4), "https://almanac.example/q", "", "lost words"]
        path.write_text(path.read_text(encoding="utf-8") + ",".join(cells) + "\n", encoding="utf-8")
        reconcile(sources, curated_folder(tmp_path / "curated"), tmp_path / "out")
        text = (tmp_path / "out/review/left_out.csv").read_text(encoding="utf-8")
        assert "ngos/organizations.csv,2,lost words,more cells than the header has" in text

    def test_empty_tables_make_an_empty_dataset(self, tmp_path: Path) -> None:
        run = Run(tmp_path, {})
        assert run.outcome.entities == dict.fromkeys(schema.ENTITY_FILES, 0)
        assert load(run.out).statements == ()

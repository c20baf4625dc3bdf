from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dataset import Dataset, Selection, load
from graph.errors import GraphDataError, UnknownIdentifierError
from tests.data_folders import VALID, append_row, valid_copy

SMALL = load(VALID)
HOSTILE = ["(a+)+$", ".*", "[", "\\", "%' OR 1=1 --", "<script>alert(1)</script>", "\x00", "\u202e"]


def found(text: str, dataset: Dataset = SMALL, **options: object) -> list[str]:
    return [hit.id for hit in dataset.search(text, **options)]  # type: ignore[arg-type]


class TestLookUps:
    def test_an_entity_has_the_cells_of_its_row(self) -> None:
        entity = SMALL.entity("organization/lantern-collective")
        assert entity.name == "Lantern Collective"
        assert entity.aliases == ("Collectif Lanterne",)
        assert entity.countries == ("FR", "BE")
        assert entity.type == "organization"
        assert entity.details == {
            "kind_basis": "ours",
            "founded": "2014-03-01",
            "as_of": "2024-11",
        }

    def test_an_identifier_that_moved_leads_to_the_new_one(self) -> None:
        assert SMALL.entity("organization/low-tide-watch").id == "organization/tidewatch"
        assert SMALL.name("organization/low-tide-watch") == "Tidewatch"

    @pytest.mark.parametrize(
        ("identifier", "name"),
        [
            ("person/odo-marsh", "Odo Marsh"),
            ("cause/sea-level", "Sea level"),
            ("source/podcast", "Voices from the quay"),
        ],
    )
    def test_everything_has_a_name(self, identifier: str, name: str) -> None:
        assert SMALL.name(identifier) == name

    @pytest.mark.parametrize(
        "identifier", ["organization/tidewach", "tidewatch", "person/tidewath"]
    )
    def test_an_unknown_identifier_comes_with_near_matches(self, identifier: str) -> None:
        with pytest.raises(
            UnknownIdentifierError, match="Did you mean organization/tidewatch"
        ) as e:
            SMALL.entity(identifier)
        assert e.value.near[0] == "organization/tidewatch"
        assert e.value.identifier == identifier
        assert isinstance(e.value, GraphDataError)
        assert isinstance(e.value, KeyError)

    @pytest.mark.parametrize("identifier", ["", "zzzzzz", "organization/", "/", *HOSTILE])
    def test_an_identifier_like_nothing_has_no_near_match(self, identifier: str) -> None:
        with pytest.raises(UnknownIdentifierError, match="nothing here is called") as caught:
            SMALL.name(identifier)
        assert caught.value.near == ()

    def test_statements_are_found_from_both_ends(self) -> None:
        statement = SMALL.outgoing("organization/acorn-fund", "funds")[0]
        assert statement.object == "organization/tidewatch"
        assert statement in SMALL.incoming("organization/tidewatch", "funds")
        assert statement in SMALL.incoming("organization/tidewatch")
        assert statement.other(statement.subject) == statement.object
        assert statement.other(statement.object) == statement.subject

    def test_a_statement_keeps_its_qualifiers_and_its_place(self) -> None:
        statement = SMALL.outgoing("organization/acorn-fund", "funds")[0]
        assert (statement.file, statement.line) == ("statements/funds.csv", 2)
        assert statement.qualifiers["amount"] == "25000"
        assert "via" not in statement.qualifiers

    def test_every_statement_is_found_from_its_ends(self) -> None:
        for statement in SMALL.statements:
            assert statement in SMALL.outgoing(statement.subject, statement.relation)
            assert statement in SMALL.incoming(statement.object, statement.relation)

    def test_statements_have_identifiers_of_their_own(self) -> None:
        assert len({s.id for s in SMALL.statements}) == len(SMALL.statements)

    def test_a_statement_is_dated_by_its_own_date_or_that_of_its_source(self) -> None:
        dates = {s.id: SMALL.as_of(s) for s in SMALL.outgoing("organization/acorn-fund", "funds")}
        assert sorted(dates.values()) == ["2024", "2024-12"]

    def test_a_source_without_date_leaves_a_statement_undated(self) -> None:
        (role,) = SMALL.outgoing("person/ines-quill", "holds_role")
        assert SMALL.as_of(role) == ""

    def test_pages_that_state_another_value_are_kept(self) -> None:
        pages = SMALL.described_by("organization/tidewatch")
        assert {(p.fields, p.value) for p in pages if p.value} == {(("founded",), "2012")}
        assert SMALL.described_by("organization/nobody") == ()

    def test_the_version_follows_the_content(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        assert load(folder).version == SMALL.version
        append_row(folder, "renames.csv", "person/odo,person/odo-marsh,fuller,2025")
        assert load(folder).version != SMALL.version


class TestVocabularies:
    def test_narrower_holds_the_concept_and_all_below(self) -> None:
        assert SMALL.narrower["cause/environment"] == {
            "cause/environment",
            "cause/water",
            "cause/sea-level",
        }
        assert SMALL.narrower["cause/sea-level"] == {"cause/sea-level"}

    def test_labels_find_a_concept_in_any_spelling(self) -> None:
        assert SMALL.labels["cause", "rising seas"] == "cause/sea-level"
        assert SMALL.labels["skill", "data pipelines"] == "skill/data-engineering"

    @pytest.mark.parametrize(
        ("slug", "paths"),
        [
            ("lantern-collective", {"path/tech-coop"}),
            ("tidewatch", {"path/tech-ngo"}),
            ("acorn-fund", set()),
        ],
    )
    def test_paths_come_from_the_kind_or_a_source(self, slug: str, paths: set[str]) -> None:
        assert SMALL.paths_of(f"organization/{slug}") == paths

    def test_the_sector_comes_from_the_kind(self) -> None:
        assert SMALL.sector("organization/acorn-fund") == "funders"
        assert SMALL.sector("person/odo-marsh") == ""


def select(**parts: str) -> set[str]:
    chosen = {name: frozenset(values.split()) for name, values in parts.items()}
    return {identifier.partition("/")[2] for identifier in SMALL.select(Selection(**chosen))}


class TestSelect:
    def test_nothing_asked_for_keeps_everything(self) -> None:
        assert SMALL.select(Selection()) == set(SMALL.entities)
        assert not Selection()

    def test_within_one_part_any_value_is_enough(self) -> None:
        assert select(kinds="kind/union kind/network") == {"harbour-union", "weavers-network"}

    def test_all_parts_must_be_met(self) -> None:
        assert select(countries="FR", kinds="kind/ngo kind/union") == {"tidewatch"}
        assert select(countries="NL", kinds="kind/ngo") == set()

    def test_an_entity_of_two_countries_is_in_both(self) -> None:
        assert "lantern-collective" in select(countries="BE")
        assert "lantern-collective" in select(countries="FR")

    def test_a_cause_counts_with_all_narrower_ones(self) -> None:
        assert select(causes="cause/sea-level") == {"tidewatch"}
        assert select(causes="cause/water") == {"tidewatch", "open-buoy"}
        assert select(causes="cause/environment") == {"tidewatch", "open-buoy", "low-tide-camp"}

    def test_a_skill_counts_whether_had_used_or_sought(self) -> None:
        assert select(skills="skill/software-development") == {
            "ines-quill",
            "tidewatch",
            "open-buoy",
        }

    def test_types_and_paths(self) -> None:
        assert select(types="event project") == {"low-tide-camp", "open-buoy"}
        assert select(paths="path/union-or-party") == {"harbour-union"}

    def test_a_value_that_nothing_has_keeps_nothing(self) -> None:
        assert select(causes="cause/nonsense") == set()

    @given(
        st.fixed_dictionaries(
            {
                facet: st.frozensets(st.sampled_from(sorted(values)), max_size=2)
                for facet, values in SMALL.facets.items()
            }
        ),
        st.sampled_from(sorted(SMALL.facets)),
    )
    def test_one_part_more_never_adds_and_one_value_more_never_takes_away(
        self, parts: dict[str, frozenset[str]], facet: str
    ) -> None:
        kept = SMALL.select(Selection(**parts))
        assert kept <= SMALL.select(Selection(**{**parts, facet: frozenset()}))
        if parts[facet]:
            wider = parts[facet] | {min(SMALL.facets[facet])}
            assert kept <= SMALL.select(Selection(**{**parts, facet: wider}))


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("Tidewatch", "organization/tidewatch"),
            ("tide watch", "organization/tidewatch"),
            ("tidewach", "organization/tidewatch"),
            ("ines quill", "person/ines-quill"),
            ("INÉS QUILL", "person/ines-quill"),
            ("quill ines", "person/ines-quill"),
            ("Maree Vigie", "organization/tidewatch"),
            ("HTU", "organization/harbour-union"),
            ("harbour technicians union", "organization/harbour-union"),
            ("rising seas", "cause/sea-level"),
            ("programming", "skill/software-development"),
            ("buoy", "project/open-buoy"),
        ],
    )
    def test_finds_by_name_alias_acronym_and_in_spite_of_typing_errors(
        self, text: str, first: str
    ) -> None:
        assert found(text)[0] == first

    def test_the_very_name_comes_first(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        for name in ("Tidewatch Brest", "The Tidewatch", "Tidewatcher", "Tidewatc"):
            row = f"project/{name.lower().replace(' ', '-')},{name}" + "," * 9
            append_row(folder, "entities/projects.csv", row)
            row = row.partition(",")[0] + ",name,,source/almanac,https://almanac.example/x"
            append_row(folder, "entities/citations.csv", row)
        ids = found("tidewatch", load(folder))
        assert ids[0] == "organization/tidewatch"
        assert len(ids) == 5

    def test_a_hit_says_which_name_was_alike(self) -> None:
        hit = SMALL.search("collectif lanterne")[0]
        assert (hit.name, hit.matched) == ("Lantern Collective", "Collectif Lanterne")

    def test_types_narrow_the_results(self) -> None:
        assert found("lantern") == [
            "organization/lantern-collective",
            "organization/lantern-studio",
        ]
        assert found("lantern", types=["person"]) == []
        assert found("water", types=["cause"]) == ["cause/water"]

    def test_every_thing_is_found_once(self) -> None:
        ids = found("lantern")
        assert len(ids) == len(set(ids))

    def test_the_limit_holds(self) -> None:
        assert len(found("lantern", limit=1)) == 1

    @pytest.mark.parametrize("text", ["", " ", "\n\t", "...", "***", "\u200b", "|", "zzqqxx"])
    def test_nothing_is_found_for_blanks_and_nonsense(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize("text", [*HOSTILE, *(h * 2000 for h in HOSTILE), "tide " * 2000])
    def test_hostile_text_is_only_text_and_takes_no_time(self, text: str) -> None:
        start = time.perf_counter()
        SMALL.search(text)
        SMALL.near(text)
        assert time.perf_counter() - start < 2

    @given(st.text(max_size=40))
    def test_any_text_gets_an_answer_in_order(self, text: str) -> None:
        scores = [round(hit.score) for hit in SMALL.search(text)]
        assert scores == sorted(scores, reverse=True)

    @given(st.sampled_from(sorted(SMALL.entities)))
    def test_every_entity_is_found_first_by_its_name(self, identifier: str) -> None:
        assert found(SMALL.name(identifier))[0] == identifier


class TestImmutability:
    def test_records_cannot_be_changed(self) -> None:
        records: list[tuple[object, str]] = [
            (SMALL.entity("person/odo-marsh"), "name"),
            (SMALL.statements[0], "object"),
            (SMALL.concepts["cause/water"], "label"),
            (SMALL.sources["source/podcast"], "title"),
            (SMALL.relations["funds"], "social"),
        ]
        for record, field in records:
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(record, field, "changed")

    def test_what_a_look_up_returns_is_the_callers_own(self) -> None:
        SMALL.outgoing("organization/tidewatch").clear()
        SMALL.incoming("organization/tidewatch").clear()
        SMALL.statements_of("organization/tidewatch").clear()
        SMALL.near("organization/tidewatch").clear()
        SMALL.search("tidewatch").clear()
        assert SMALL.outgoing("organization/tidewatch")
        assert SMALL.incoming("organization/tidewatch")
        assert SMALL.search("tidewatch")
        assert isinstance(SMALL.described_by("organization/tidewatch"), tuple)
        assert isinstance(SMALL.statements, tuple)

    def test_asking_for_the_unknown_leaves_no_trace(self) -> None:
        before = len(SMALL.facets["causes"])
        SMALL.outgoing("organization/nobody")
        select(causes="cause/nonsense")
        assert len(SMALL.facets["causes"]) == before
        assert SMALL.select(Selection()) == set(SMALL.entities)

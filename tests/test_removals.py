from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dataset import Dataset, load
from graph.errors import InvalidDatasetError, UnknownIdentifierError, UsageError
from graph.model import Statement
from graph.removals import is_removal, is_removed, new_removal, removal_hash
from graph.text import label_key
from tests.data_folders import append_row, replace_text, valid_copy

SALT = "00112233aabbccdd"


def remove(folder: Path, name: str) -> None:
    append_row(folder, "removals.csv", ",".join(new_removal(name)))


def everything(dataset: Dataset) -> str:
    """All that a dataset says, as text."""
    said: list[object] = [
        *dataset.entities.values(),
        *dataset.statements,
        *dataset.descriptions,
        *dataset.renames.items(),
        *dataset.facets["countries"].values(),
        *dataset.facets["skills"].values(),
    ]
    return "\n".join(map(repr, said))


class TestHash:
    @pytest.mark.parametrize(
        "variant",
        [
            "ines-maria quill",
            "INÉS MARIA QUILL",
            "Inés  Maria Quill",
            "Ine\u0301s Maria\u00a0Quill",
        ],
    )
    def test_spelling_variants_hash_alike(self, variant: str) -> None:
        assert removal_hash(variant, SALT) == removal_hash("Inés Maria Quill", SALT)

    def test_a_stroke_through_a_letter_does_not_count(self) -> None:
        assert removal_hash("Łucja Sørby", SALT) == removal_hash("Lucja Sorby", SALT)

    def test_another_salt_gives_another_hash(self) -> None:
        assert removal_hash("Inés Quill", SALT) != removal_hash("Inés Quill", SALT[::-1])

    def test_a_hash_says_nothing_of_the_name(self) -> None:
        (salt, digest), (other, _) = new_removal("Inés Quill"), new_removal("Inés Quill")
        assert salt != other
        assert len(digest) == 40

    @given(st.text(min_size=1).filter(label_key))
    def test_a_new_removal_is_sound_and_finds_its_name(self, name: str) -> None:
        removal = new_removal(name)
        assert is_removal(*removal)
        assert is_removed([name, "someone else"], [removal])
        assert not is_removed([f"{name} junior"], [removal])

    @pytest.mark.parametrize("name", ["", "  ", "***", "✊"])
    def test_a_name_without_letters_is_refused(self, name: str) -> None:
        with pytest.raises(UsageError, match="no letter or digit"):
            new_removal(name)

    def test_a_name_without_letters_is_nobody(self) -> None:
        assert not is_removed(["***"], [(SALT, removal_hash("", SALT))])


class TestForm:
    @pytest.mark.parametrize(
        "salt", ["", "xyz", "abc", SALT.upper(), SALT * 3, "0011 2233", "٠١", f"{SALT}\n"]
    )
    def test_a_salt_that_cannot_be_used_is_not_sound(self, salt: str) -> None:
        digest = removal_hash("Inés Quill", SALT)
        assert not is_removal(salt, digest)
        assert not is_removed(["Inés Quill"], [(salt, digest)])

    @pytest.mark.parametrize("digest", ["", "abc", "A" * 40, "a" * 41])
    def test_a_hash_of_another_form_is_not_sound(self, digest: str) -> None:
        assert not is_removal(SALT, digest)

    def test_one_bad_row_does_not_let_the_others_through(self) -> None:
        sound = (SALT, removal_hash("Inés Quill", SALT))
        assert is_removed(["Inés Quill"], [("bad", "row"), sound])

    def test_load_refuses_a_removal_that_would_recognise_nobody(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        append_row(folder, "removals.csv", "no salt,no hash")
        with pytest.raises(InvalidDatasetError, match="removal-form"):
            load(folder)


class TestLoad:
    @pytest.mark.parametrize("name", ["Inés Quill", "ines-quill", "INES MARIA QUILL"])
    def test_a_removed_person_is_nowhere(self, name: str, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        append_row(folder, "renames.csv", "person/i-quill,person/ines-quill,fuller,2025-01-01")
        before = load(folder)
        assert "ines-quill" in everything(before)
        remove(folder, name)
        dataset = load(folder)
        assert "ines-quill" not in everything(dataset)
        assert "Quill" not in everything(dataset)
        assert len(dataset.entities) == len(before.entities) - 1
        assert not dataset.search("quill")
        assert "person/ines-quill" not in dataset.near("person/ines-quil")
        for identifier in ("person/ines-quill", "person/i-quill"):
            with pytest.raises(UnknownIdentifierError):
                dataset.entity(identifier)

    def test_nobody_else_goes(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        before = load(folder)
        remove(folder, "Inés Quill")
        gone = set(map(key, before.statements)) - set(map(key, load(folder).statements))
        assert {subject for _, subject, _ in gone} == {"person/ines-quill"}

    def test_a_removal_fits_people_only(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        remove(folder, "Tidewatch")
        assert "organization/tidewatch" in load(folder).entities

    def test_an_alias_is_enough(self, tmp_path: Path) -> None:
        folder = valid_copy(tmp_path / "data")
        replace_text(folder, "entities/people.csv", "Tove Brandt,", "Tove Brandt,T. Brandt | Tovie")
        remove(folder, "tovie")
        assert "person/tove-brandt" not in load(folder).entities


def key(statement: Statement) -> tuple[str, str, str]:
    return statement.relation, statement.subject, statement.object

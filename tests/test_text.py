from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.text import fold, join_list, label_key, slug, split_list


class TestLabelKey:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("open-source", "Open Source"),
            ("open/source", "open_source"),
            ("Zoë Ångström", "zoe angstrom"),
            ("Łukasz Østergård", "lukasz ostergard"),
            ("Straße", "STRASSE"),
            ("research & development", "Research and Development"),
            ("O'Neill", "O’Neill"),
            ("  two   blanks ", "two blanks"),
            ("ﬁnance", "finance"),
            ("soft\u00adhyphen", "softhyphen"),
        ],
    )
    def test_spelling_variants_fall_together(self, one: str, other: str) -> None:
        assert label_key(one) == label_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("C", "C++"),
            ("C", "C#"),
            ("C++", "C#"),
            ("Node.js", "Node js"),
            ("東京", "京都"),
            ("a", "b"),
        ],
    )
    def test_different_words_stay_apart(self, one: str, other: str) -> None:
        assert label_key(one) != label_key(other)

    @given(st.text(max_size=30))
    @example("...a..b")
    @example("İstanbul")
    @example("ŉ")
    def test_a_key_is_its_own_key(self, text: str) -> None:
        assert label_key(label_key(text)) == label_key(text)

    @given(st.text(max_size=30))
    def test_case_and_unicode_form_do_not_count(self, text: str) -> None:
        assert label_key(unicodedata.normalize("NFD", text)) == label_key(text)
        assert label_key(text.casefold()) == label_key(text)

    @given(st.text(max_size=30))
    def test_a_key_has_single_blanks_only_between_words(self, text: str) -> None:
        assert label_key(text) == " ".join(label_key(text).split())


class TestFold:
    @given(st.text(max_size=30))
    @example("ᾳ")
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)


class TestSlug:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("AI Forensics", "ai-forensics"),
            ("  Café & Co. ", "cafe-and-co"),
            ("Ärzte ohne Größe", "arzte-ohne-grosse"),
            ("東京", "dongjing"),
            ("!!!", ""),
        ],
    )
    def test_examples(self, text: str, expected: str) -> None:
        assert slug(text) == expected

    @given(st.text(max_size=30))
    def test_a_slug_is_empty_or_fit_for_an_identifier(self, text: str) -> None:
        assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))

    @given(st.text(max_size=30))
    def test_a_slug_is_its_own_slug(self, text: str) -> None:
        assert slug(slug(text)) == slug(text)


class TestLists:
    @given(st.lists(st.text(max_size=8).map(lambda t: t.replace("|", "").strip()).filter(bool)))
    def test_splitting_is_the_inverse_of_joining(self, values: list[str]) -> None:
        assert split_list(join_list(values)) == tuple(values)

    @pytest.mark.parametrize("cell", ["", " ", "|", " | | "])
    def test_a_cell_without_values_is_empty(self, cell: str) -> None:
        assert split_list(cell) == ()

    def test_blanks_around_the_sign_do_not_count(self) -> None:
        assert split_list("DE|FR | BE ") == ("DE", "FR", "BE")

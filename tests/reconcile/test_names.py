from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reconcile.names import (
    abbreviates,
    domain,
    legal_form_country,
    name_key,
    site_key,
    split_acronym,
)


class TestSiteKey:
    @pytest.mark.parametrize(
        ("address", "key"),
        [
            ("https://www.quay.example/en/", "quay.example"),
            ("http://QUAY.example/index.php", "quay.example"),
            ("https://quay.example/?lang=pt-BR", "quay.example"),
            ("https://quay.example/berlin/", "quay.example/berlin"),
            ("https://quay.example/Berlin", "quay.example/Berlin"),
            ("https://quay.example/?city=1", "quay.example?city=1"),
            ("https://quay.example/#berlin", "quay.example#berlin"),
            ("https://berlin.quay.example", "berlin.quay.example"),
            # A forge gives such an address to one owner.
            ("https://quay.github.io/tide/", "quay.github.io/tide"),
        ],
    )
    def test_a_site_is_a_host_and_what_tells_pages_on_it_apart(
        self, address: str, key: str
    ) -> None:
        assert site_key(address) == key

    @pytest.mark.parametrize(
        "address",
        [
            "https://github.com/quay",
            "https://en.wikipedia.org/wiki/Quay",
            "https://sites.google.com/quay",
            "https://t.me/quay",
            "",
            "quay.example",
            "https://[::1",
        ],
    )
    def test_a_host_that_many_share_and_no_host_at_all_prove_nothing(self, address: str) -> None:
        assert site_key(address) == ""

    @given(st.text(max_size=30))
    def test_any_text_gets_an_answer(self, text: str) -> None:
        assert isinstance(site_key(text), str)
        assert isinstance(domain(f"https://{text}"), str)

    def test_the_domain_is_the_one_that_can_be_registered(self) -> None:
        assert domain("https://www.data.quay.co.uk/a") == "quay.co.uk"


class TestNames:
    @given(st.text(max_size=30))
    def test_only_a_name_without_letters_has_an_empty_key(self, name: str) -> None:
        assert bool(name_key(name)) == any(word for word in name_key(name).split())
        assert name_key(name) == name_key(name.upper()) or name.upper().lower() != name.lower()

    @pytest.mark.parametrize("name", ["The", "e.V.", "Inc.", "GmbH", "Ltd"])
    def test_a_name_that_is_nothing_but_a_legal_form_keeps_it(self, name: str) -> None:
        assert name_key(name)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Ocean Data Network (ODN)", ("Ocean Data Network", "ODN")),
            ("Code Club (Berlin)", ("Code Club (Berlin)", "")),
            ("Digital Society (CH)", ("Digital Society (CH)", "")),
            ("(ODN)", ("(ODN)", "")),
            ("Quay", ("Quay", "")),
        ],
    )
    def test_only_an_acronym_is_split_off(self, name: str, expected: tuple[str, str]) -> None:
        assert split_acronym(name) == expected

    @pytest.mark.parametrize(
        ("acronym", "name", "fits"),
        [
            ("ODN", "Ocean Data Network", True),
            ("FIfF", "Forum InformatikerInnen für Frieden", True),
            ("ODX", "Ocean Data Network", False),
            ("Quay", "Quality assured yards", False),
            ("", "Quay", False),
            ("AB", "", False),
        ],
    )
    def test_an_acronym_is_made_of_the_letters_of_its_name(
        self, acronym: str, name: str, fits: bool
    ) -> None:
        assert abbreviates(acronym, name) is fits

    @pytest.mark.parametrize(
        ("name", "country"),
        [
            ("Quay e.V.", "DE"),
            ("Quay e. V.", "DE"),
            ("Quay gGmbH", "DE"),
            ("Laituri ry", "FI"),
            ("Quay GmbH", ""),
            ("Quay Inc.", ""),
            ("Berry", ""),
        ],
    )
    def test_a_legal_form_of_one_country_hints_at_it(self, name: str, country: str) -> None:
        assert legal_form_country(name) == country

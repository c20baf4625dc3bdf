from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reconcile.names import (
    abbreviates,
    core_key,
    domain,
    legal_form_country,
    name_key,
    own_label,
    public_key,
    site_key,
    split_acronym,
    split_short_name,
    without_country,
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
            ("ODN (Ocean Data Network)", ("Ocean Data Network", "ODN")),
            ("Quay (Ocean Data Network)", ("Quay (Ocean Data Network)", "")),
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
            ("GovTech", "Government Technology Agency", True),
            # A name of several words is no acronym, whatever its capitals.
            ("Ocean Data Network", "Ocean Data Network Antwerp", False),
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

    @pytest.mark.parametrize(
        ("name", "short"),
        [
            ("D64 - Zentrum für digitalen Fortschritt", "D64"),
            ("Lantern — Network of Lights", "Lantern"),
            ("Open Quay - Network of Piers", ""),
            ("Agencia de Gobierno (Agego)", "Agego"),
            ("Ocean Agency (AGETIC)", "AGETIC"),
            ("Code Club (Berlin)", ""),
            ("Digital Society (company)", ""),
            ("Lantern", ""),
        ],
    )
    def test_a_short_name_stands_before_a_dash_or_in_brackets(self, name: str, short: str) -> None:
        assert split_short_name(name) == short

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("UK Ministry of Justice", ("ministry of justice", "GB")),
            ("Dutch Ministry of Foreign Affairs", ("ministry of foreign affairs", "NL")),
            (
                "Ministry of Foreign Affairs of the Netherlands",
                ("ministry of foreign affairs", "NL"),
            ),
            ("Ministry of Science (Zambia)", ("ministry of science", "ZM")),
            ("Agency on E-governance in Ukraine", ("agency on e governance", "UA")),
            ("Bank of Berlin", ("", "")),
            ("Dutch Treat", ("", "")),
        ],
    )
    def test_a_country_is_found_at_either_end(self, name: str, expected: tuple[str, str]) -> None:
        assert without_country(name) == expected

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Agency for e-Governance", "Agency on E-governance"),
            ("Office for IT and eGovernment", "Office for Information Technology and E-Government"),
            ("Office for Electronic Government", "eGovernment Office"),
            ("Ministry of Foreign Affairs", "Foreign Affairs Ministry"),
        ],
    )
    def test_small_words_and_order_do_not_tell_public_bodies_apart(
        self, one: str, other: str
    ) -> None:
        assert public_key(name_key(one)) == public_key(name_key(other))

    @pytest.mark.parametrize("name", ["Quay Trust", "quay.org", "Quay Foundation", "The Quay"])
    def test_the_core_of_a_name_is_without_words_that_say_little(self, name: str) -> None:
        assert core_key(name) == "quay"

    @pytest.mark.parametrize(
        ("address", "label"),
        [
            ("https://www.d-64.example/", "d64"),
            ("https://quay.example/berlin", ""),
            ("https://berlin.quay.example", ""),
            ("https://github.com", ""),
            ("", ""),
        ],
    )
    def test_a_website_of_its_own_has_a_label(self, address: str, label: str) -> None:
        assert own_label(address) == label

import pytest

from graph.errors import UsageError
from graph.rdf import UnwritableValueError, iri, term
from graph.rdf.terms import address, moment, page, text, typed


class TestNames:
    def test_an_iri_is_the_base_and_the_identifier(self) -> None:
        assert iri("cause/energy").value == "https://w3id.org/tech-for-good-graph/cause/energy"

    def test_a_term_is_found_by_its_prefix(self) -> None:
        assert term("schema:name").value == "https://schema.org/name"

    @pytest.mark.parametrize("curie", ["name", "nobody:name", ""])
    def test_an_unknown_prefix_is_refused(self, curie: str) -> None:
        with pytest.raises(UsageError, match="prefix"):
            term(curie)


class TestDates:
    @pytest.mark.parametrize(
        ("date", "datatype"),
        [("2015", "gYear"), ("2015-06", "gYearMonth"), ("2015-06-01", "date")],
    )
    def test_a_date_is_as_precise_as_it_is_written(self, date: str, datatype: str) -> None:
        assert str(moment(date)) == f'"{date}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'

    def test_what_is_no_date_stays_a_string(self) -> None:
        assert str(moment("last spring")) == '"last spring"'


class TestPages:
    def test_a_web_address_becomes_an_iri(self) -> None:
        assert str(page("https://example.org/a?b#c")) == "<https://example.org/a?b#c>"

    @pytest.mark.parametrize(
        "place", ["page 7", "https://example.org/a b", "https://example.org/%zz", "javascript:x()"]
    )
    def test_anything_else_stays_text(self, place: str) -> None:
        assert str(page(place)) == f'"{place}"'

    def test_an_address_that_is_no_iri_keeps_its_meaning(self) -> None:
        assert str(address("https://example.org/%zz")) == (
            '"https://example.org/%zz"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
        )


class TestText:
    @pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
    def test_a_control_character_is_refused(self, character: str) -> None:
        for make in (text, page, address, moment):
            with pytest.raises(UnwritableValueError, match="control character"):
                make(f"before{character}after")
        with pytest.raises(UnwritableValueError):
            typed(f"1{character}", "xsd:decimal")

    @pytest.mark.parametrize("value", ['"\\', "a\nb\tc\r", "<script>", "技術 🇪🇺", "' ; DROP"])
    def test_anything_else_comes_through_unchanged(self, value: str) -> None:
        assert text(value).value == value

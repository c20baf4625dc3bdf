"""Countries as a lens: what is counted where, and the outlines it is drawn on."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import numpy as np
import pytest

import graph
from graph.maps.geography import Geography, as_table, geography, ties_table
from graph.maps.outlines import WIDTH, Outlines, equal_earth, outlines
from graph.maps.world import world_payload
from tests.fixtures_data import small_dataset

TIES = ("funds", "holds_role", "member_of", "partner_of")


@pytest.fixture(scope="module")
def drawn() -> Iterator[Outlines]:
    """The outlines, read while the network is out of reach."""

    def refuse(*_: object) -> None:
        raise AssertionError("asked the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield outlines()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> graph.Dataset:
    return small_dataset(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def found(small: graph.Dataset) -> Geography:
    pairs = [(s.subject, s.object) for s in small.statements if s.relation in TIES]
    return geography(small, small.entities, pairs)


class TestCounting:
    def test_who_is_in_two_countries_counts_in_both(self, found: Geography) -> None:
        assert found.counts["DE"] == {"organization": 1, "person": 1}
        assert found.counts["FR"] == {"organization": 1}
        assert found.counts["GB"] == {"organization": 1}
        assert found.several == 1

    def test_what_is_not_known_is_counted_and_not_placed(self, found: Geography) -> None:
        assert found.totals == {"organization": 3, "person": 2, "event": 1}
        assert found.unknown == {"organization": 1, "person": 1, "event": 1}

    def test_ties_within_and_between(self, found: Geography) -> None:
        # ada and coop share Germany; fund (GB) funds coop (DE, FR); bo's, network's and the
        # project's countries are not known.
        assert found.within == {"DE": 1}
        assert found.between == {("DE", "GB"): 1, ("FR", "GB"): 1}
        assert found.ties == found.unplaced + 2
        assert found.abroad("GB") == {"DE": 1, "FR": 1}

    def test_only_members_count(self, small: graph.Dataset) -> None:
        one = geography(small, ["organization/fund"], [("organization/fund", "organization/coop")])
        assert one.counts == {"GB": {"organization": 1}}
        assert one.ties == 0

    def test_nothing_gives_nothing(self, small: graph.Dataset) -> None:
        none = geography(small, [], [])
        assert not none.counts
        assert list(as_table(none)["Country"]) == ["Not known"]
        assert ties_table(none).empty

    def test_the_table_ends_with_what_is_not_known(self, found: Geography) -> None:
        table = as_table(found)
        assert list(table.index) == ["DE", "FR", "GB", ""]
        assert table.loc["", "Organizations"] == 1
        assert table["Ties with other countries"].isna().tolist() == [False] * 3 + [True]
        assert table.loc["GB", "Most with"] == "Germany (1), France (1)"


class TestOutlines:
    def test_the_projection_has_the_published_extent(self) -> None:
        # Šavrič, Patterson and Jenny 2018: the equator is 2.05458 times as long as the axis.
        corners = equal_earth(np.array([(180.0, 0.0), (-180.0, 0.0), (0.0, 90.0), (0.0, -90.0)]))
        wide, high = corners[0, 0] - corners[1, 0], corners[2, 1] - corners[3, 1]
        assert wide / high == pytest.approx(2.05458, abs=1e-5)

    def test_equal_areas_stay_equal(self) -> None:
        def area(latitude: float) -> float:
            step = 0.01
            x0, y0 = equal_earth(np.array([(10.0, latitude)]))[0]
            x1, _ = equal_earth(np.array([(10.0 + step, latitude)]))[0]
            _, y1 = equal_earth(np.array([(10.0, latitude + step)]))[0]
            return float((x1 - x0) * (y1 - y0) / np.cos(np.radians(latitude + step / 2)))

        assert area(60.0) == pytest.approx(area(0.0), rel=1e-3)

    def test_every_country_of_the_data_has_a_place_on_the_map(self, drawn: Outlines) -> None:
        for code in graph.load().facets["countries"]:
            x, y = drawn.places[code]
            assert 0 <= x <= WIDTH, code
            assert 0 <= y <= drawn.height, code

    def test_land_is_closed_rings_of_numbers(self, drawn: Outlines) -> None:
        assert {"DE", "FR", "HU", "RS", "SG", "XK"} <= set(drawn.paths)
        for path in drawn.paths.values():
            assert re.fullmatch(r"(M-?[\d.]+,-?[\d.]+(L-?[\d.]+,-?[\d.]+){2,}Z)*", path)

    def test_a_place_lies_among_its_land(self, drawn: Outlines) -> None:
        for code in ("DE", "BR", "IN", "KE"):
            points = np.array(re.findall(r"(-?[\d.]+),(-?[\d.]+)", drawn.paths[code]), dtype=float)
            low, high = points.min(axis=0), points.max(axis=0)
            assert np.all((low <= drawn.places[code]) & (drawn.places[code] <= high)), code


class TestDrawing:
    def test_countries_say_in_words_what_is_known(self, found: Geography) -> None:
        countries = {c["code"]: c for c in world_payload(found)["countries"]}
        assert countries["DE"]["about"] == (
            "Germany\n1 organization, 1 person\n1 tie within, 1 with others"
        )
        assert countries["BR"]["about"] == "Brazil\nnothing known in this selection"
        assert not countries["BR"]["known"]

    def test_a_chosen_country_keeps_only_its_ties(self, found: Geography) -> None:
        assert world_payload(found)["lines"] == [2, 2]
        payload = world_payload(found, {"FR"})
        assert payload["lines"] == [1, 1]
        assert [c["code"] for c in payload["countries"] if c["chosen"]] == ["FR"]

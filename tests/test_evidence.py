from collections.abc import Mapping
from pathlib import Path

import pytest

from graph.evidence import build_year, confidences, temporal_status
from tests.fixtures_data import PAGE, small_dataset


@pytest.fixture
def status(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The status of a role with these columns; the small dataset was built in 2026."""

    def of(**columns: str) -> str:
        row = {
            "subject": "person/bo",
            "object": "organization/fund",
            "role": "Trustee",
            "kind": "role/board",
            "source": "source/site",
            "page": PAGE,
        } | columns
        dataset = small_dataset(tmp_path, holds_role=[row])
        (statement,) = dataset.outgoing("person/bo", "holds_role")
        return temporal_status(dataset, statement)

    return of


def test_the_build_year_is_that_of_the_latest_retrieval(tmp_path: Path) -> None:
    assert build_year(small_dataset(tmp_path)) == 2026


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "current"),  # its source describes 2025
        ({"as_of": "2024"}, "current"),
        ({"as_of": "2023-12-31"}, "unknown"),
        ({"source": "source/book"}, "unknown"),  # describes no date
        ({"until": "2025"}, "past"),
        ({"until": "2026-03"}, "unknown"),  # the build year itself
        ({"until": "2030"}, "unknown"),
        ({"until": "2019", "role": "Former trustee"}, "past"),
        ({"role": "Former trustee and chair"}, "past"),
        ({"role": "Board member (former)"}, "past"),
        ({"role": "Past president"}, "past"),
        ({"role": "Core team alumna"}, "past"),
        ({"role": "Ex-director"}, "past"),
        ({"role": "Former chair; former trustee"}, "past"),
        ({"role": "Founder; director (former)"}, "unknown"),
        ({"role": "Co-founder and former chair"}, "unknown"),
        ({"role": "Professor emerita"}, "unknown"),
        ({"role": "Director until 2023"}, "unknown"),
        ({"role": "Ex officio member"}, "current"),
        ({"role": "Executive director"}, "current"),
        ({"role": "Transformer lead"}, "current"),
    ],
)
def test_the_rule_is_conservative(status, columns, expected) -> None:  # type: ignore[no-untyped-def]
    assert status(**columns) == expected


@pytest.mark.parametrize(("since", "expected"), [("2025", "current"), ("2015", "unknown")])
def test_a_grant_is_as_recent_as_its_own_year(tmp_path: Path, since: str, expected: str) -> None:
    grant = {
        "subject": "organization/fund",
        "object": "organization/coop",
        "since": since,
        "year_kind": "award",
        "source": "source/site",
        "page": PAGE,
    }
    dataset = small_dataset(tmp_path, funds=[grant])
    (statement,) = dataset.outgoing("organization/fund", "funds")
    assert temporal_status(dataset, statement) == expected


class TestConfidence:
    """Levels by who states a fact; the sides are told by domain or publisher."""

    FUND: Mapping[str, str] = {
        "id": "organization/fund",
        "name": "Fund",
        "website": "https://fund.org",
    }
    COOP: Mapping[str, str] = {
        "id": "organization/coop",
        "name": "Coop",
        "website": "https://coop.net/en",
    }

    def level(self, folder: Path, *said: tuple[str, str]) -> str:
        """Confidence of one grant that these (tier, page) state, each by another publisher."""
        sources = [
            {
                "id": f"source/s{i}",
                "title": "Source",
                "publisher": f"Publisher {i}",
                "url": page,
                "tier": tier,
                "licence": "none stated",
                "retrieved": "2026-11-22",
            }
            for i, (tier, page) in enumerate(said)
        ]
        grants = [
            {
                "subject": "organization/fund",
                "object": "organization/coop",
                "source": f"source/s{i}",
                "page": page,
            }
            for i, (_, page) in enumerate(said)
        ]
        keep = [
            {"id": "source/site", "title": "Site", "publisher": "Site", "tier": "curated",
             "licence": "none", "retrieved": "2026-11-22", "url": "https://example.org"},
            {"id": "source/book", "title": "Book", "publisher": "Press", "tier": "press",
             "licence": "none", "retrieved": "2026-11-22"},
        ]  # fmt: skip
        network = {"id": "organization/network", "name": "Network"}
        dataset = small_dataset(
            folder,
            sources=[*keep, *sources],
            organizations=[self.FUND, self.COOP, network],
            funds=grants,
        )
        levels = {
            confidences(dataset)[s.id] for s in dataset.outgoing("organization/fund", "funds")
        }
        assert len(levels) == 1
        return levels.pop()

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ([("first-hand", "https://www.fund.org/grants")], "one-side"),
            (
                [("first-hand", "https://fund.org/a"), ("first-hand", "https://coop.net/b")],
                "confirmed",
            ),
            ([("official", "https://register.example/1")], "confirmed"),
            ([("press", "https://news.example/1")], "third-party"),
            (
                [("press", "https://news.example/1"), ("curated", "https://list.example/1")],
                "confirmed",
            ),
            ([("second-hand", "https://blog.example/1")], "unconfirmed"),
            # A compilation cites the funder's page without opening it.
            ([("compilation", "https://fund.org/grants")], "unconfirmed"),
            (
                [("second-hand", "https://blog.example/1"), ("compilation", "https://x.example/2")],
                "unconfirmed",
            ),
        ],
    )
    def test_it_follows_from_tiers_and_independence(
        self, tmp_path: Path, said: list[tuple[str, str]], expected: str
    ) -> None:
        assert self.level(tmp_path, *said) == expected

    def test_what_we_read_into_a_list_is_inferred(self, tmp_path: Path) -> None:
        dataset = small_dataset(tmp_path)
        (statement,) = dataset.outgoing("project/map", "works_on")
        assert confidences(dataset)[statement.id] == "inferred"

    def test_a_code_forge_belongs_to_nobody_by_its_domain(self, tmp_path: Path) -> None:
        self.FUND = {**self.FUND, "website": "https://github.com/fund/site"}
        said = ("first-hand", "https://github.com/someone/list")
        assert self.level(tmp_path, said) == "third-party"

from pathlib import Path

import pytest

from graph.evidence import build_year, temporal_status
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

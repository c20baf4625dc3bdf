"""The rules of identity on labelled pairs: rarely wrong, and they find nearly all."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.reconcile.evaluation import Evaluation, Judged, Share, evaluate

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="module")
def tuned() -> Evaluation:
    """The pairs that the rules were written with."""
    older = evaluate(DATA / "labelled_pairs.csv")
    return Evaluation(older.pairs + evaluate(DATA / "labelled_pairs_heldout.csv").of("tune").pairs)


@pytest.fixture(scope="module")
def held_out() -> Evaluation:
    """The half of the held-out pairs that no rule was written with."""
    return evaluate(DATA / "labelled_pairs_heldout.csv").of("test")


def test_there_are_enough_pairs_of_both_kinds(tuned: Evaluation, held_out: Evaluation) -> None:
    for found, least in ((tuned, 470), (held_out, 160)):
        same = sum(pair.same for pair in found.pairs)
        assert len(found.pairs) >= least
        assert 0.4 < same / len(found.pairs) < 0.6


def test_what_is_merged_is_nearly_always_the_same(tuned: Evaluation, held_out: Evaluation) -> None:
    assert tuned.precision.value >= 0.99
    assert held_out.precision.value >= 0.97


def test_recall_of_the_tuned_pairs_is_at_least_92_percent(tuned: Evaluation) -> None:
    assert tuned.recall.value >= 0.92


def test_recall_of_the_held_out_pairs_is_what_it_is(held_out: Evaluation) -> None:
    assert held_out.recall.value >= 0.64
    assert held_out.without_renames().recall.value >= 0.71


def test_precision_and_recall_are_counted_as_defined() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False), (True, True)]
    result = Evaluation(tuple(Judged("a", "b", same, merged) for same, merged in pairs))
    assert result.precision == Share(2, 3)
    assert result.recall == Share(2, 3)
    assert len(result.wrong) == 2


def test_nothing_merged_has_no_precision() -> None:
    precision = Evaluation((Judged("a", "b", True, False),)).precision
    assert math.isnan(precision.value)
    assert precision.interval == (0.0, 1.0)
    assert str(precision) == "-"


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(5, 10), 0.237, 0.763), (Share(0, 10), 0.0, 0.278), (Share(81, 263), 0.255, 0.366)],
)
def test_the_interval_is_that_of_wilson(share: Share, low: float, high: float) -> None:
    assert share.interval == pytest.approx((low, high), abs=0.001)


def test_renames_and_what_curators_joined_are_told_apart() -> None:
    result = Evaluation(
        (
            Judged("Quay", "Pier", True, False, renamed=True, decided=True),
            Judged("Quay", "The Quay", True, True, half="test"),
        )
    )
    assert result.recall == Share(1, 2)
    assert result.without_renames().recall == Share(1, 1)
    assert result.with_curators().recall == Share(2, 2)
    assert result.of("test").recall == Share(1, 1)


ENDS = "record name aliases type kind country website".split()
HEADER = [f"{side}_{end}" for side in ("left", "right") for end in ENDS]


@pytest.mark.parametrize(
    ("decision", "decided"),
    [
        (("ngos/quay", "civic/pier"), True),
        (("organization/quay", "organization/pier"), True),
        (("organization/quay", "organization/dock"), False),
        (("organization/quay", "organization/quay-of-nl"), False),
    ],
)
@pytest.mark.parametrize("country", ["", "DE"])
def test_a_decision_counts_by_record_or_entity_but_not_across_countries(
    tmp_path: Path, decision: tuple[str, str], decided: bool, country: str
) -> None:
    left = ["ngos/quay", "Quay", "", "organization", "", country, ""]
    right = ["civic/pier", "Pier", "", "organization", "", "FR", ""]
    path = tmp_path / "pairs.csv"
    rows = [[*HEADER, "same", "half", "found_by"], [*left, *right, "yes", "test", "rename"]]
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    (pair,) = evaluate(path, [decision]).pairs
    assert pair.decided is (decided and not country)
    assert (pair.half, pair.renamed, pair.merged) == ("test", True, False)


@pytest.mark.parametrize("content", ["", "same\nyes\n", "left,right\na,b\n"])
def test_a_file_of_another_form_is_explained(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="needs the columns"):
        evaluate(path)


def test_a_file_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate(tmp_path / "none.csv")

"""The rules of identity on labelled pairs: rarely wrong, and they find nearly all."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.reconcile.evaluation import Evaluation, Judged, evaluate

PAIRS = Path(__file__).resolve().parent.parent / "data" / "labelled_pairs.csv"


@pytest.fixture(scope="module")
def result() -> Evaluation:
    return evaluate(PAIRS)


def test_there_are_enough_pairs_of_both_kinds(result: Evaluation) -> None:
    same = sum(pair.same for pair in result.pairs)
    assert len(result.pairs) >= 300
    assert 0.4 < same / len(result.pairs) < 0.6


def test_precision_is_at_least_99_percent(result: Evaluation) -> None:
    assert result.precision >= 0.99


def test_recall_is_at_least_95_percent(result: Evaluation) -> None:
    assert result.recall >= 0.95


def test_precision_and_recall_are_counted_as_defined() -> None:
    pairs = [(True, True), (True, False), (False, True), (False, False), (True, True)]
    result = Evaluation(tuple(Judged("a", "b", same, merged) for same, merged in pairs))
    assert result.precision == pytest.approx(2 / 3)
    assert result.recall == pytest.approx(2 / 3)
    assert len(result.wrong) == 2


def test_nothing_merged_has_no_precision() -> None:
    assert math.isnan(Evaluation((Judged("a", "b", True, False),)).precision)


@pytest.mark.parametrize("content", ["", "same\nyes\n", "left,right\na,b\n"])
def test_a_file_of_another_form_is_explained(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="needs the columns"):
        evaluate(path)


def test_a_file_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate(tmp_path / "none.csv")

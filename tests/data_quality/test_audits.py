"""Records of audits hold together: known verdicts, a row a statement, the figures that are told."""

from __future__ import annotations

import csv
from collections import Counter

import graph

AUDITS = sorted((graph.DATA / "audits").glob("*.csv"))
VERDICTS = {"right", "attribute-wrong", "wrong", "unreachable"}


def rows(path) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_audit_judges_each_statement_once() -> None:
    assert AUDITS
    for path in AUDITS:
        audited = rows(path)
        assert {row["verdict"] for row in audited} <= VERDICTS
        assert len({row["id"] for row in audited}) == len(audited)


def test_the_data_card_tells_the_figures_of_the_audit() -> None:
    card = (graph.DATA / "README.md").read_text(encoding="utf-8")
    for path in AUDITS:
        verdicts = Counter(row["verdict"] for row in rows(path))
        read = sum(verdicts.values()) - verdicts["unreachable"]
        assert f"{sum(verdicts.values())} statements were drawn" in card
        assert f"{read} could be read: {verdicts['right']} are right" in card
        assert f"{verdicts['wrong']} are wrong" in card

"""Descriptions of a release, judged by the tools of the standards themselves."""

from __future__ import annotations

from pathlib import Path

import frictionless
import mlcroissant
import pytest


def test_frictionless_finds_the_data_package_sound(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release / "datapackage")
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert len(report.tasks) > 20


def test_mlcroissant_reads_the_description(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release)
    dataset = mlcroissant.Dataset("croissant.json")
    assert dataset.metadata.issues.errors == set()
    assert {record_set.name for record_set in dataset.metadata.record_sets}

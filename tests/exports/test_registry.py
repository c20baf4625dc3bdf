from pathlib import Path

import pytest

from graph import exports
from graph.dataset import Dataset
from graph.errors import UsageError


def test_names_suffixes_and_titles_are_each_used_once() -> None:
    for of in ("name", "suffix", "title"):
        values = [getattr(entry, of) for entry in exports.FORMATS.values()]
        assert len(values) == len(set(values))
    assert all(name == entry.name for name, entry in exports.FORMATS.items())


def test_an_unknown_format_is_answered_with_the_names_there_are(
    dataset: Dataset, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="ntriples, turtle, jsonld"):
        exports.export(dataset, "word", tmp_path / "x")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", exports.FORMATS)
def test_a_writer_reports_what_it_wrote_and_lost(
    dataset: Dataset, tmp_path: Path, name: str
) -> None:
    written = exports.export(dataset, name, tmp_path / "below" / "file")
    assert written.count > 0 or name == "360giving"
    assert written.unit
    assert all(loss.count > 0 and loss.why for loss in written.losses)
    names = [loss.what for loss in written.losses]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["ntriples", "turtle", "jsonld", "rdfxml"])
def test_formats_of_triples_lose_the_same(dataset: Dataset, tmp_path: Path, name: str) -> None:
    written = exports.export(dataset, name, tmp_path / "file")
    assert written.unit == "triples"
    assert {loss.what: loss.count for loss in written.losses} == {
        "citations without their fields": 7,
        "deviating values": 1,
        "past statements without a direct triple": 2,
    }

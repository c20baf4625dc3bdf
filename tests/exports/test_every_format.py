"""What holds for each format of the registry, whatever it is."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph import exports, rdf
from graph.dataset import Dataset
from graph.errors import UsageError
from tests.exports.changing import renamed
from tests.exports.conftest import written
from tests.exports.reading import READERS

ROOT = Path(__file__).resolve().parents[2]
COOP = "organization/coop"
RDF = ("ntriples", "turtle", "jsonld", "rdfxml", "trig", "nquads")

HOSTILE = {
    "markup": "<script>alert(1)</script> &amp; ]]> <!-- </graph> %s",
    "quotation": '""" \' \\ {"@id":"x"} , ; | <x> . @prefix',
    "lines": "one\ntwo\r\nthree\rfour\tfive",
    "formula": '=HYPERLINK("https://example.org","x")',
    "sum": "+1",
    "right-to-left": "\u202emoc.elpmaxe\u202c עברית العربية",
    "scripts": "技術 🇪🇺 Ünï\u0301cöde \U0001d54f",
    "length": "long " * 60,
}


def test_every_format_has_an_independent_reader() -> None:
    assert READERS.keys() == exports.FORMATS.keys()


@pytest.mark.parametrize("name", exports.FORMATS)
class TestText:
    @pytest.mark.parametrize("kind", HOSTILE)
    def test_hostile_names_survive(self, granting: Dataset, name: str, kind: str) -> None:
        changed = renamed(granting, COOP, HOSTILE[kind])
        assert READERS[name](written(changed, name))[COOP] == HOSTILE[kind]

    def test_control_characters_are_carried_replaced_or_refused(
        self, granting: Dataset, name: str, tmp_path: Path
    ) -> None:
        changed = renamed(granting, COOP, "bell\x07 \x1b[31m")
        if name in RDF:
            with pytest.raises(rdf.UnwritableValueError):
                exports.export(changed, name, tmp_path / "file")
            assert not list(tmp_path.iterdir())
            return
        report = exports.export(changed, name, tmp_path / "file")
        found = READERS[name]((tmp_path / "file").read_bytes())[COOP]
        if name in ("graphml", "gexf"):
            assert found == "bell\ufffd \ufffd[31m"
            assert ("control characters", 2) in {(x.what, x.count) for x in report.losses}
        else:
            assert found == "bell\x07 \x1b[31m"


@pytest.mark.parametrize("name", exports.FORMATS)
def test_an_empty_dataset_is_written_and_read(empty: Dataset, name: str, tmp_path: Path) -> None:
    report = exports.export(empty, name, tmp_path / "file")
    assert READERS[name]((tmp_path / "file").read_bytes()) in (
        {},
        {"dataset": "Tech for Good Graph"},
    )
    assert all(loss.count > 0 for loss in report.losses)


@pytest.mark.parametrize("name", exports.FORMATS)
def test_a_target_that_cannot_be_written_is_named(
    dataset: Dataset, name: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot write"):
        exports.export(dataset, name, tmp_path / "file" / "below")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_data_give_the_same_bytes_in_another_process(dataset: Dataset, seed: str) -> None:
    code = (
        "import hashlib, io, json, sys; from graph import dataset, exports\n"
        "loaded, digests = dataset.load(sys.argv[1]), {}\n"
        "for name, entry in exports.FORMATS.items():\n"
        "    file = io.BytesIO(); entry.write(loaded, file)\n"
        "    digests[name] = hashlib.sha256(file.getvalue()).hexdigest()\n"
        "print(json.dumps(digests))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(dataset.folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {name: hashlib.sha256(written(dataset, name)).hexdigest() for name in exports.FORMATS}
    assert json.loads(done.stdout) == ours

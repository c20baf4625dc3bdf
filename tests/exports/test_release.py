"""A release folder: whole, described, counted, the same twice, and never over anything else."""

from __future__ import annotations

import dataclasses
import hashlib
import html.parser
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph import exports
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.exports.records.datasette import QUERIES
from graph.exports.release import CHECKSUMS, make_release
from graph.model import BASE_IRI
from graph.rdf.description import TITLE
from tests.exports.conftest import URL
from tests.exports.reading import READERS, members, sheet

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef(BASE_IRI + "dataset")
ROOT = Path(__file__).resolve().parents[2]

FEW = {name: exports.FORMATS[name] for name in ("ntriples", "csv", "sqlite")}


def _make(dataset: Dataset, folder: Path, **options: Any) -> Path:
    """A release of what its records need, which is quick."""
    make_release(dataset, folder, FEW, stem=exports.STEM, **options)
    return folder


def _content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class TestFolder:
    def test_every_format_is_there_and_read(
        self, dataset: Dataset, release: Path, tmp_path: Path
    ) -> None:
        for name, entry in exports.FORMATS.items():
            exports.export(dataset, name, tmp_path / name)
            alone = (tmp_path / name).read_bytes()
            if entry.suffix.endswith(".zip"):
                assert _content(release / name) == members(alone)
            else:
                assert (release / (exports.STEM + entry.suffix)).read_bytes() == alone
            expected = {} if name == "360giving" else {"organization/fund": "Fund"}
            assert READERS[name](alone).items() >= expected.items()

    def test_checksums_are_of_all_other_files(self, release: Path) -> None:
        lines = (release / CHECKSUMS).read_text().splitlines()
        listed = {line[66:]: line[:64] for line in lines}
        content = _content(release)
        content.pop(CHECKSUMS)
        assert listed == {p: hashlib.sha256(c).hexdigest() for p, c in content.items()}
        assert lines == sorted(lines, key=lambda line: line[66:].split("/"))

    def test_two_builds_are_the_same(self, dataset: Dataset, release: Path, tmp_path: Path) -> None:
        make_release(dataset, tmp_path / "again", exports.FORMATS, stem=exports.STEM, base=URL)
        assert _content(tmp_path / "again") == _content(release)

    def test_loss_reports_are_those_of_the_writers(
        self, dataset: Dataset, release: Path, tmp_path: Path
    ) -> None:
        reports = json.loads((release / "losses.json").read_text())
        assert reports.keys() == exports.FORMATS.keys()
        for name in ("csv", "popolo"):
            written = exports.export(dataset, name, tmp_path / name)
            assert reports[name]["count"] == written.count
            assert reports[name]["losses"] == [dataclasses.asdict(x) for x in written.losses]

    def test_an_empty_dataset_makes_a_release(self, empty: Dataset, tmp_path: Path) -> None:
        folder = tmp_path / "empty"
        make_release(empty, folder, exports.FORMATS, stem=exports.STEM)
        assert (folder / "index.html").is_file()
        assert rdflib.Graph().parse(folder / "dataset.ttl")


class TestTarget:
    def test_a_folder_with_files_is_left_alone(self, dataset: Dataset, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine.txt").write_text("mine")
        for replaces in (False, True):
            with pytest.raises(UsageError, match="name a new or an empty folder"):
                _make(dataset, tmp_path / "out", replaces=replaces)
        assert _content(tmp_path) == {"out/mine.txt": b"mine"}

    def test_an_earlier_release_is_replaced_only_when_asked(
        self, dataset: Dataset, empty: Dataset, tmp_path: Path
    ) -> None:
        folder = _make(empty, tmp_path / "out")
        before = _content(folder)
        with pytest.raises(UsageError, match="--replace"):
            _make(dataset, folder)
        assert _content(folder) == before
        _make(dataset, folder, replaces=True)
        assert _content(folder) == _content(_make(dataset, tmp_path / "new"))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "out"]

    def test_an_empty_folder_is_filled(self, dataset: Dataset, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        assert (_make(dataset, tmp_path / "out") / "index.html").is_file()
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_a_file_or_a_link_is_left_alone(self, dataset: Dataset, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("mine")
        (tmp_path / "link").symlink_to(tmp_path / "nowhere")
        for name in ("file", "link"):
            with pytest.raises(UsageError, match="no folder"):
                _make(dataset, tmp_path / name, replaces=True)
        with pytest.raises(UsageError, match="cannot write"):
            _make(dataset, tmp_path / "file" / "below")
        assert (tmp_path / "file").read_text() == "mine"

    @pytest.mark.parametrize(
        "base", ["example.org", "https://a b", "javascript:x()", "https://%zz/"]
    )
    def test_an_address_that_is_none_is_refused(
        self, dataset: Dataset, tmp_path: Path, base: str
    ) -> None:
        with pytest.raises(UsageError, match="no web address"):
            _make(dataset, tmp_path / "out", base=base)
        assert not list(tmp_path.iterdir())

    def test_a_failure_leaves_nothing_behind(self, dataset: Dataset, tmp_path: Path) -> None:
        def fail(*_: object) -> Any:
            raise OSError(28, "No space left on device")

        broken = FEW | {"csv": dataclasses.replace(FEW["csv"], write=fail)}
        folder = _make(dataset, tmp_path / "out")
        before = _content(folder)
        with pytest.raises(UsageError, match="No space left"):
            make_release(dataset, folder, broken, stem=exports.STEM, replaces=True)
        assert _content(tmp_path) == {f"out/{path}": content for path, content in before.items()}


class TestDcat:
    @pytest.fixture
    def record(self, release: Path) -> rdflib.Graph:
        return rdflib.Graph().parse(release / "dataset.ttl")

    def test_every_file_is_a_distribution_with_size_and_checksum(
        self, release: Path, record: rdflib.Graph
    ) -> None:
        described = set()
        for node in record.objects(DATASET, DCAT.distribution):
            assert (node, RDF.type, DCAT.Distribution) in record
            path = unquote(str(record.value(node, DCAT.downloadURL)).removeprefix(f"{URL}/"))
            content = (release / path).read_bytes()
            assert int(str(record.value(node, DCAT.byteSize))) == len(content)
            checksum = record.value(node, SPDX.checksum)
            assert record.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
            digest = str(record.value(checksum, SPDX.checksumValue))
            assert digest == hashlib.sha256(content).hexdigest()
            assert str(record.value(node, DCAT.mediaType)).startswith("https://www.iana.org/")
            assert record.value(node, DCTERMS.title)
            described.add(path)
        data = {path for path in _content(release) if "/" in path or path.startswith(exports.STEM)}
        assert described == data

    def test_it_says_what_the_dumps_say_of_themselves(
        self, release: Path, record: rdflib.Graph
    ) -> None:
        dump = rdflib.Graph().parse(release / f"{exports.STEM}.nt", format="nt")
        about = {t for t in dump if str(t[0]).partition("#")[0].startswith(str(DATASET))}
        assert about
        assert about <= set(record)
        assert int(str(record.value(DATASET, VOID.triples))) == len(dump)

    def test_links_to_other_datasets_are_counted(self, record: rdflib.Graph) -> None:
        linkset = rdflib.URIRef(f"{DATASET}/links-sdg")
        assert (DATASET, VOID.subset, linkset) in record
        assert (linkset, RDF.type, VOID.Linkset) in record
        assert int(str(record.value(linkset, VOID.triples))) == 1
        other = record.value(linkset, VOID.objectsTarget)
        assert str(record.value(other, VOID.uriSpace)) == "http://metadata.un.org/sdg/"

    def test_dumps_are_those_in_rdf(self, record: rdflib.Graph) -> None:
        endings = {str(url).rpartition(".")[2] for url in record.objects(DATASET, VOID.dataDump)}
        assert endings == {"nt", "ttl", "jsonld", "rdf", "trig", "nq"}

    def test_there_are_no_blank_nodes(self, record: rdflib.Graph) -> None:
        assert not [node for triple in record for node in triple if isinstance(node, rdflib.BNode)]

    def test_terms_are_those_of_dcat_and_void(self, record: rdflib.Graph) -> None:
        later = {"version", "previousVersion"}  # DCAT 3, newer than the list of rdflib
        for predicate in set(record.predicates()):
            for namespace in (DCAT, VOID, DCTERMS):
                if str(predicate).startswith(str(namespace)):
                    local = str(predicate).removeprefix(str(namespace))
                    assert local in namespace or local in later


class TestRecords:
    def test_schema_org_names_all_downloads(self, dataset: Dataset, release: Path) -> None:
        record = json.loads((release / "dataset.jsonld").read_text())
        assert (record["@type"], record["version"]) == ("Dataset", dataset.version)
        assert record["dateModified"] == "2026-11-22"
        assert 50 <= len(record["description"]) <= 5000  # what search engines ask for
        for download in record["distribution"]:
            path = unquote(download["contentUrl"].removeprefix(f"{URL}/"))
            content = (release / path).read_bytes()
            assert download["sha256"] == hashlib.sha256(content).hexdigest()
            assert download["contentSize"] == f"{len(content)} B"

    def test_croissant_describes_files_and_columns_that_exist(self, release: Path) -> None:
        record = json.loads((release / "croissant.json").read_text())
        assert record["conformsTo"] == "http://mlcommons.org/croissant/1.1"
        files = {file["@id"]: file for file in record["distribution"]}
        for path, file in files.items():
            assert file["sha256"] == hashlib.sha256((release / path).read_bytes()).hexdigest()
        fields = {f["@id"]: f for records in record["recordSet"] for f in records["field"]}
        for field in fields.values():
            path, column = (
                field["source"]["fileObject"]["@id"],
                field["source"]["extract"]["column"],
            )
            header = (release / path).read_text().partition("\n")[0].split(",")
            assert column in header
            assert field.get("references", {}).get("field", field)["@id"] in fields
        assert {f["source"]["fileObject"]["@id"] for f in fields.values()} == files.keys()
        for records in record["recordSet"]:
            assert records.get("key", {"@id": next(iter(fields))})["@id"] in fields

    def test_croissant_says_that_people_are_named(self, release: Path) -> None:
        record = json.loads((release / "croissant.json").read_text())
        assert "names people" in record["description"]
        assert record["@context"]["prov"] == "http://www.w3.org/ns/prov#"
        assert record["prov:hadPrimarySource"][0] == {"@id": BASE_IRI + "source/book"}

    def test_citation_keeps_the_names_and_takes_version_and_date_from_the_data(
        self, dataset: Dataset, release: Path
    ) -> None:
        text = (release / "CITATION.cff").read_text()
        ours = (ROOT / "CITATION.cff").read_text()
        assert f'version: "{dataset.version}"\ndate-released: "2026-11-22"\n' in text
        author = "Tech for Good Graph contributors"
        assert f'- name: "{author}"' in text
        assert f"- name: {author}" in ours
        assert f"title: {TITLE}" in ours
        assert "license: CC-BY-4.0" in text

    def test_datasette_knows_every_table_and_its_queries_run(self, release: Path) -> None:
        record = json.loads((release / "metadata.json").read_text())
        described = record["databases"][exports.STEM]
        with closing(sqlite3.connect(release / f"{exports.STEM}.sqlite")) as database:
            for name, table in described["tables"].items():
                rows = database.execute(f'pragma table_info("{name}")').fetchall()
                assert [row[1] for row in rows] == list(table["columns"])
                assert set(table.get("facets", ())) <= table["columns"].keys()
            asked = {"cause": "cause/energy", "country": "DE"}
            found = {
                name: database.execute(sql, asked).fetchall() for name, (_, sql) in QUERIES.items()
            }
        assert found["funders_of_a_cause"] == [("Fund", 2)]
        assert found["people_at_several_organizations"] == [("Bo Example", 2)]
        assert len(found["entities_in_a_country"]) == 2

    def test_the_data_package_points_to_its_files(self, release: Path) -> None:
        package = json.loads((release / "datapackage" / "datapackage.json").read_text())
        for resource in package["resources"]:
            content = (release / "datapackage" / resource["path"]).read_bytes()
            assert len(content) == resource["bytes"]
            assert len(sheet(content)) >= 0


class _Page(html.parser.HTMLParser):
    """What the page links to, names and nests."""

    VOID = frozenset({"meta", "link", "br", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


class TestIndexPage:
    @pytest.fixture
    def page(self, release: Path) -> _Page:
        page = _Page()
        page.feed((release / "index.html").read_text(encoding="utf-8"))
        return page

    def test_every_file_is_linked_and_every_link_leads_somewhere(
        self, release: Path, page: _Page
    ) -> None:
        local = {unquote(link) for link in page.links if "://" not in link}
        assert local == _content(release).keys() - {"index.html"}

    def test_it_is_well_formed_and_runs_nothing(self, page: _Page) -> None:
        assert page.open == []
        assert "script" not in page.tags
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert not [link for link in page.links if link.startswith(("http:", "javascript:"))]

    def test_a_screen_reader_finds_its_way(self, page: _Page) -> None:
        assert ("lang", "en") in page.attributes
        assert page.tags.count("h1") == 1
        assert {"header", "main", "caption", "title"} <= set(page.tags)
        assert ("scope", "col") in page.attributes
        assert page.tags.index("h2") < page.tags.index("h3")

    def test_text_of_the_data_is_escaped(self, release: Path) -> None:
        assert "<script" not in (release / "index.html").read_text(encoding="utf-8")

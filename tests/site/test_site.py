"""The static site: whole, sound, escaped, and true to the data."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from graph import exports, rdf
from graph.dataset import Dataset, load
from graph.errors import UsageError
from graph.exports.release import make_release
from graph.model import BASE_IRI
from graph.rdf.library import graph_of
from graph.site import markdown, publish_site
from graph.site.addresses import LISTS, page_of
from graph.site.linked import Linked
from graph.site.pages import Templates
from graph.site.publish import MARKER
from graph.site.things import entity_page
from tests.site.conftest import BASE, REMOVED, Site
from tests.site.crawl import crawl, dead_links, visit

ROOT = Path(__file__).resolve().parents[2]


def _content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _identifiers(dataset: Dataset) -> list[str]:
    countries = [f"country/{code}" for code in dataset.facets["countries"]]
    return [*dataset.entities, *dataset.concepts, *dataset.sources, *countries]


class TestCrawl:
    def test_every_page_is_valid(self, site: Site) -> None:
        faults = {page.path: page.faults for page in site.pages.values() if page.faults}
        assert faults == {}

    def test_no_link_is_dead(self, site: Site) -> None:
        assert sum(len(page.links) for page in site.pages.values()) > 500
        assert dead_links(site.folder, site.pages) == []

    def test_every_page_is_reached_but_those_that_only_identifiers_lead_to(
        self, site: Site
    ) -> None:
        pages = {path for path in _content(site.folder) if path.endswith(".html")}
        hidden = {path for path in pages if path.startswith(("release/", "claim/"))}
        hidden |= {"404.html", "organization/cafe.html", "organization/mistake.html"}
        assert pages - site.pages.keys() == hidden
        for path in hidden:
            if not path.startswith("release/") and path != "404.html":
                page = visit(site.folder, path)
                assert (page.faults, dead_links(site.folder, {path: page})) == ([], [])

    def test_nothing_is_fetched_from_elsewhere_and_only_the_search_runs(self, site: Site) -> None:
        for page in site.pages.values():
            expected = ["search-index.js", "search.js"] if page.path == "search.html" else []
            assert page.scripts == expected
        style = (site.folder / "style.css").read_text()
        assert "url(" not in style
        assert "@import" not in style

    def test_the_crawl_finds_faults(self, tmp_path: Path) -> None:
        page = '<!doctype html><html lang="en"><title>x</title><h1>x</h1><b id="a" id="a"><p></b>'
        (tmp_path / "index.html").write_text(page + '<a href="gone.html#x">to</a>')
        pages = crawl(tmp_path)
        assert len(pages["index.html"].faults) >= 2
        assert dead_links(tmp_path, pages) == ["index.html -> gone.html#x"]


class TestPages:
    def test_every_identifier_has_a_page_with_its_data(self, site: Site) -> None:
        everything = set(graph_of(rdf.triples(site.dataset)))
        for identifier in _identifiers(site.dataset):
            page = site.folder / page_of(identifier)
            turtle = rdflib.Graph().parse(page.with_suffix(".ttl"))
            jsonld = rdflib.Graph().parse(page.with_suffix(".jsonld"), format="json-ld")
            assert set(turtle) == set(jsonld), identifier
            assert set(turtle) <= everything, identifier
            own = {t for t in everything if t[0] == rdflib.URIRef(BASE_IRI + identifier)}
            assert own <= set(turtle), identifier
            (linked,) = site.pages[page_of(identifier)].linked
            inside = rdflib.Graph().parse(data=linked, format="json-ld")
            assert own <= set(inside) <= set(turtle), identifier

    def test_every_statement_stands_on_both_pages_with_the_page_that_states_it(
        self, site: Site
    ) -> None:
        for statement in site.dataset.statements:
            for end in (statement.subject, statement.object):
                page = site.pages[page_of(end)]
                if statement.page.startswith("http"):
                    assert statement.page in page.outside
                else:
                    assert statement.page in page.text
                assert site.dataset.name(statement.other(end)) in page.text
            name = statement.id.partition("/")[2]
            assert f"claim-{name}" in site.pages[page_of(statement.subject)].anchors
            shelf = visit(site.folder, f"claim/{name[:2]}.html")
            assert name in shelf.anchors
            claims = rdflib.Graph().parse(site.folder / f"claim/{name[:2]}.ttl")
            assert (rdflib.URIRef(BASE_IRI + statement.id), RDF.type, None) in claims

    def test_every_known_field_is_told_with_its_source(self, site: Site) -> None:
        text = site.pages["organization/coop.html"].text
        for told in ("Berlin", "Germany", "France", "2015-06-01", "active", "as of 2025", "O'Coop",
                     "25,000 EUR", "Site, 2025", "=SUM(A1)", "Freelancer co-op"):  # fmt: skip
            assert told in text
        assert "https://old.example.org" in text  # what a page states otherwise
        assert "chapter 3" in text

    def test_names_and_texts_are_escaped(self, site: Site) -> None:
        name = 'Café "Ünïcode" \\ <script>alert(1)</script> 技術'
        for path in ("organization/coop.html", "names/c.html", "country/DE.html"):
            page = site.pages[path]
            assert name in page.text
            assert "<script>alert" not in (site.folder / path).read_text()
        assert "<b>movements</b>" in site.pages["organization/coop.html"].text
        moved = visit(site.folder, "organization/mistake.html")
        assert "it never <existed>" in moved.text

    def test_an_address_that_is_no_web_address_is_no_link(self, data: Dataset) -> None:
        hostile = "javascript:alert(1)"
        fund = dataclasses.replace(data.entities["organization/fund"], website=hostile)
        page = entity_page(data, Linked(data), fund)
        html = Templates(data, BASE).draw(page).decode()
        assert hostile in html
        assert 'href="javascript:' not in html

    def test_lists_lead_to_what_they_count(self, site: Site) -> None:
        assert "organization/coop.html" in _leads(site, "kind/freelancer-coop.html")
        assert "organization/coop.html" in _leads(site, "path/tech-coop.html")
        assert "organization/coop.html" in _leads(site, "country/FR.html")
        assert "organization/coop.html" in _leads(site, "cause/energy.html")
        assert "person/ada.html" in _leads(site, "role/founder.html")
        assert "organization/fund.html" in _leads(site, "names/f.html")
        assert "cause/energy.html" in _leads(site, "causes.html")


def _leads(site: Site, path: str) -> set[str]:
    return {link.removeprefix("../") for link in site.pages[path].links}


class TestRealData:
    def test_pages_of_the_real_data_are_valid_and_their_data_is_the_same(
        self, tmp_path: Path
    ) -> None:
        dataset = load()
        linked, templates = Linked(dataset), Templates(dataset, BASE)
        busiest = sorted(dataset.entities, key=lambda i: -len(dataset.statements_of(i)))[:5]
        spread = sorted(dataset.entities)[::150]
        for identifier in dict.fromkeys([*busiest, *spread]):
            page = entity_page(dataset, linked, dataset.entities[identifier])
            path = tmp_path / page.path
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(templates.draw(page))
            assert visit(tmp_path, page.path).faults == [], identifier
        turtle = rdflib.Graph().parse(data=page.data[".ttl"], format="turtle")
        jsonld = rdflib.Graph().parse(data=page.data[".jsonld"], format="json-ld")
        assert set(turtle) == set(jsonld)
        known = {f"../{page_of(i)}" for i in _identifiers(dataset)}
        known |= {f"../{path}.html" for path in ("index", "search", "kinds", "causes", "countries",
                  "paths", "names", "sources", "dataset")}  # fmt: skip
        leads = {link for link in visit(tmp_path, page.path).links if link.endswith(".html")}
        assert leads <= known


class TestMoved:
    def test_a_merged_identifier_leads_to_what_it_is_now(self, site: Site) -> None:
        page = visit(site.folder, "organization/cafe.html")
        assert "merged into" in page.text
        assert "misspelt" in page.text
        assert "../organization/coop.html" in page.links
        turtle = rdflib.Graph().parse(site.folder / "organization/cafe.ttl")
        old, new = (rdflib.URIRef(f"{BASE_IRI}organization/{n}") for n in ("cafe", "coop"))
        assert (old, DCTERMS.isReplacedBy, new) in turtle

    def test_a_withdrawn_identifier_says_why(self, site: Site) -> None:
        page = visit(site.folder, "organization/mistake.html")
        assert "was withdrawn on 2026-11-20" in page.text
        assert rdflib.Graph().parse(site.folder / "organization/mistake.jsonld", format="json-ld")

    def test_nothing_tells_of_a_person_who_was_removed(self, site: Site) -> None:
        for path, content in _content(site.folder).items():
            assert "vanishing" not in path
            assert REMOVED.encode() not in content, path
            assert b"zoe-vanishing" not in content, path

    def test_search_engines_are_not_sent_there(self, site: Site) -> None:
        assert 'content="noindex"' in (site.folder / "organization/cafe.html").read_text()
        assert b"organization/cafe" not in (site.folder / "sitemap.xml").read_bytes()


class TestForMachines:
    def test_the_sitemap_lists_every_page_that_can_be_reached(self, site: Site) -> None:
        tree = ElementTree.parse(site.folder / "sitemap.xml")
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        listed = {str(node.text) for node in tree.iter(f"{space}loc")}
        reached = {BASE + path.removesuffix("index.html") for path in site.pages}
        assert listed == reached
        assert f"Sitemap: {BASE}sitemap.xml" in (site.folder / "robots.txt").read_text()

    def test_the_dataset_describes_itself(self, site: Site) -> None:
        node = rdflib.URIRef(f"{BASE_IRI}dataset")
        for path in (".well-known/void", "dataset.ttl"):
            record = rdflib.Graph().parse(site.folder / path, format="turtle")
            assert (node, RDF.type, DCAT.Dataset) in record
            for url in record.objects(None, DCAT.downloadURL):
                assert (site.folder / str(url).removeprefix(BASE)).is_file()
        record = json.loads((site.folder / "dataset.jsonld").read_text())
        assert json.loads(site.pages["dataset.html"].linked[0]) == record
        assert record["version"] == site.dataset.version

    def test_downloads_are_offered_with_their_sizes(self, site: Site) -> None:
        page = site.pages["dataset.html"]
        files = [link for link in page.links if link.startswith("release/")]
        assert len(files) > 10
        size = (site.folder / f"release/{site.dataset.version}/{exports.STEM}.nt").stat().st_size
        assert f"{size:,}" in page.text

    @pytest.mark.parametrize(
        ("accept", "suffix"),
        [("text/html,application/xhtml+xml,*/*;q=0.8", ".html"), ("*/*", ".html"),
         ("text/turtle", ".ttl"), ("text/turtle;q=1, text/html;q=0.5", ".ttl"),
         ("application/ld+json", ".jsonld"), ("application/json", ".jsonld")],
    )  # fmt: skip
    def test_redirects_lead_every_identifier_to_a_file(
        self, site: Site, accept: str, suffix: str
    ) -> None:
        rules = (site.folder / "redirects" / "w3id.htaccess.txt").read_text()
        own = [i.value for t in rdf.triples(site.dataset) for i in (t.subject,)]
        asked = {iri.removeprefix(BASE_IRI).partition("#")[0] for iri in own}
        asked |= {"organization/cafe", "organization/mistake"}
        asked -= {each for each in asked if each.startswith("release/")}  # of an earlier site
        assert {each.partition("/")[0] for each in asked} > {"claim", "ns", "scheme", *LISTS[:3]}
        for identifier in sorted(asked):
            target = redirected(rules, identifier, accept)
            assert target.startswith(BASE), identifier
            path, _, anchor = target.removeprefix(BASE).partition("#")
            assert (site.folder / path).is_file(), (identifier, path)
            assert path.endswith(suffix), (identifier, path)
            if anchor:
                assert anchor in visit(site.folder, path).anchors, (identifier, anchor)

    def test_redirects_know_files(self, site: Site) -> None:
        rules = (site.folder / "redirects" / "w3id.htaccess.txt").read_text()
        version = site.dataset.version
        assert redirected(rules, "", "*/*") == BASE
        assert redirected(rules, "context", "*/*") == f"{BASE}context.jsonld"
        assert redirected(rules, f"release/{version}/", "*/*") == f"{BASE}release/{version}/"
        assert redirected(rules, "organization/a/b", "*/*") == ""


def redirected(rules: str, path: str, accept: str) -> str:
    """Where Apache's mod_rewrite would send a request; "" for nowhere."""
    conditions: list[tuple[bool, str]] = []
    for line in rules.splitlines():
        if line.startswith("RewriteCond %{HTTP_ACCEPT} "):
            pattern = line.split(" ")[2]
            conditions.append((not pattern.startswith("!"), pattern.removeprefix("!")))
        elif line.startswith("RewriteRule "):
            _, pattern, target, flags = line.split(" ")
            holds = all(bool(re.search(p, accept)) == wanted for wanted, p in conditions)
            conditions = []
            found = re.search(pattern, path)
            if holds and found:
                assert re.fullmatch(r"\[R=30[23](,NE)?,L\]", flags)
                for number, group in enumerate(found.groups(), 1):
                    target = target.replace(f"${number}", group or "")
                return target
    return ""


class TestFolder:
    def test_two_builds_are_the_same(self, site: Site, tmp_path: Path) -> None:
        publish_site(site.dataset, tmp_path / "again", base=BASE)
        assert _content(tmp_path / "again") == _content(site.folder)

    def test_files_of_somebody_are_left_alone(self, site: Site, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine.txt").write_text("mine")
        for replaces in (False, True):
            with pytest.raises(UsageError, match="name a new or an empty folder"):
                publish_site(site.dataset, tmp_path / "out", replaces=replaces)
        assert _content(tmp_path) == {"out/mine.txt": b"mine"}

    def test_an_earlier_site_is_replaced_only_when_asked(self, site: Site, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / MARKER).write_text("{}")
        with pytest.raises(UsageError, match="--replace"):
            publish_site(site.dataset, tmp_path / "out")
        publish_site(site.dataset, tmp_path / "out", base=BASE, replaces=True)
        assert _content(tmp_path / "out") == _content(site.folder)
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_a_base_that_is_no_address_is_refused(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no web address"):
            publish_site(site.dataset, tmp_path / "out", base="javascript:x")
        assert not list(tmp_path.iterdir())

    def test_the_script_says_what_it_wrote(self, site: Site, tmp_path: Path) -> None:
        command = [sys.executable, str(ROOT / "scripts" / "publish_site.py"),
                   "--data", str(site.dataset.folder), "--out", str(tmp_path / "out")]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "wrote " in done.stdout
        assert BASE_IRI in done.stdout


def _resealed(folder: Path, record: bytes | None) -> None:
    """Give a release another description, or none, and checksums that fit."""
    sums = (folder / "SHA256SUMS").read_text().splitlines(keepends=True)
    kept = [line for line in sums if not line.endswith("  dataset.jsonld\n")]
    (folder / "dataset.jsonld").unlink()
    if record is not None:
        (folder / "dataset.jsonld").write_bytes(record)
        kept.append(f"{hashlib.sha256(record).hexdigest()}  dataset.jsonld\n")
    (folder / "SHA256SUMS").write_text("".join(kept))


class TestRelease:
    @pytest.fixture
    def release(self, site: Site, tmp_path: Path) -> Path:
        names = ("ntriples", "csv", "sqlite", "kumu")
        formats = {name: exports.FORMATS[name] for name in names}
        make_release(site.dataset, tmp_path / "release", formats, stem=exports.STEM)
        return tmp_path / "release"

    def test_a_given_release_is_offered_as_it_is(
        self, site: Site, release: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        publish_site(site.dataset, out, release=release)
        assert _content(out / "release" / site.dataset.version) == _content(release)
        assert f"{exports.STEM}.kumu.json" in (out / "dataset.html").read_text()

    @pytest.mark.parametrize(
        ("harm", "message"),
        [
            (lambda folder: (folder / "SHA256SUMS").unlink(), "is no release"),
            (lambda folder: (folder / "csv" / "things.csv").write_text("x"), "things.csv is not"),
            (lambda folder: (folder / "csv" / "things.csv").unlink(), "things.csv"),
            (lambda folder: (folder / "more.txt").write_text("x"), "more.txt"),
            (lambda folder: (folder / "more").symlink_to("/etc/hostname"), "more"),
            (lambda folder: _resealed(folder, b"{}"), "names no version"),
            (lambda folder: _resealed(folder, b"["), "names no version"),
            (lambda folder: _resealed(folder, None), "names no version"),
        ],
    )
    def test_a_damaged_release_is_refused(
        self, site: Site, release: Path, tmp_path: Path, harm: object, message: str
    ) -> None:
        harm(release)  # type: ignore[operator]
        with pytest.raises(UsageError, match=message):
            publish_site(site.dataset, tmp_path / "out", release=release)
        assert not (tmp_path / "out").exists()

    def test_a_release_of_other_data_is_refused(
        self, site: Site, release: Path, tmp_path: Path
    ) -> None:
        copy = object.__new__(Dataset)
        copy.__dict__.update(site.dataset.__dict__)
        copy.version = "0123456789abcdef"
        with pytest.raises(UsageError, match="make the release anew"):
            publish_site(copy, tmp_path / "out", release=release)
        assert [path.name for path in tmp_path.iterdir()] == ["release"]

    def test_a_release_that_speaks_of_missing_files_is_refused(
        self, site: Site, release: Path, tmp_path: Path
    ) -> None:
        record = json.loads((release / "dataset.jsonld").read_text())
        record["distribution"][0]["contentUrl"] += ".gone"
        _resealed(release, json.dumps(record).encode())
        with pytest.raises(UsageError, match="does not describe it"):
            publish_site(site.dataset, tmp_path / "out", release=release)


class TestMarkdown:
    def test_the_forms_that_our_documents_use(self) -> None:
        text = (
            "# Left out\n\n## Head & tail\n\nWords **strong** *soft* `<code>` "
            "[web](https://example.org/?a=1&b=2) [file](LICENSE).\nSame paragraph.\n\n"
            "- one\n- two\n\n1. first\n\n| a | b |\n| --- | ---: |\n| x | 1 |\n\n"
            "```\n<raw>\n```\n<!-- note\n-->"
        )
        assert markdown.html(text).split("\n") == [
            "<h2>Head &amp; tail</h2>",
            "<p>Words <strong>strong</strong> <em>soft</em> <code>&lt;code&gt;</code> "
            '<a href="https://example.org/?a=1&amp;b=2">web</a> file. Same paragraph.</p>',
            "<ul><li>one</li><li>two</li></ul>",
            "<ol><li>first</li></ol>",
            '<div class="wide" tabindex="0"><table>',
            '<thead><tr><th scope="col">a</th><th scope="col" class=number>b</th></tr></thead>',
            "<tbody>",
            "<tr><td>x</td><td class=number>1</td></tr>",
            "</tbody>",
            "</table></div>",
            '<pre tabindex="0"><code>&lt;raw&gt;</code></pre>',
        ]

    def test_no_markup_passes(self) -> None:
        hostile = "<script>x</script> [a](javascript:x) `</code><b>` | <i>"
        assert not re.search(r"<(?!/?(p|code)>)", markdown.html(hostile))

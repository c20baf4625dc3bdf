"""A release: one folder with every format, its descriptions, checksums and an index page."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode

from graph.dataset import Dataset
from graph.errors import UsageError
from graph.exports.folders import folder_written_whole
from graph.exports.formats import Format, Written
from graph.exports.index_page import index_page
from graph.exports.records import File, Release, citation, croissant, datasette, dcat, schema_org
from graph.exports.records.release import standard_base
from graph.rdf.terms import address

CHECKSUMS = "SHA256SUMS"

Progress = Callable[[int, int], None]

_RECORDS: Mapping[str, tuple[str, Callable[[Release], bytes]]] = {
    "dataset.ttl": ("DCAT 3 and VoID: distributions, statistics, links to other datasets", dcat),
    "dataset.jsonld": ("schema.org Dataset, for search engines", schema_org),
    "croissant.json": ("Croissant 1.1, for machine learning; describes the CSV tables", croissant),
    "metadata.json": (
        "Datasette: what the tables of the SQLite database mean",
        datasette,
    ),
    "CITATION.cff": ("how to cite this version", citation),
    "losses.json": ("what each format could not carry", lambda release: _losses(release)),
}
"""File that describes a release, what it is, and what makes it."""


def make_release(
    dataset: Dataset,
    folder: Path,
    formats: Mapping[str, Format],
    *,
    stem: str,
    base: str = "",
    replaces: bool = False,
    progress: Progress = lambda done, total: None,
) -> Release:
    """Write a release folder, whole or not at all.

    It is made beside its target and then moved. A format of several files
    becomes a folder of its name. ``base`` is the address at which the folder
    will stand (that of the version below the base of identifiers unless
    given). The same dataset gives the same bytes.

    Raises `UsageError` when ``base`` is no web address, when the target exists
    (unless it is an empty folder, or an earlier release and ``replaces`` is
    set), or when it cannot be written.
    """
    base = _address(base) or standard_base(dataset)
    with folder_written_whole(folder, mark=CHECKSUMS, replaces=replaces) as aside:
        release = Release(dataset, base, (), {})
        for done, entry in enumerate(formats.values()):
            progress(done, len(formats))
            release = _with(release, entry, aside, stem)
        for name, (_, make) in _RECORDS.items():
            (aside / name).write_bytes(make(release))
        described = {name: meaning for name, (meaning, _) in _RECORDS.items()}
        (aside / "index.html").write_bytes(index_page(release, described))
        (aside / CHECKSUMS).write_bytes(_checksums(aside))
    progress(len(formats), len(formats))
    return release


def _address(base: str) -> str:
    """The base with one slash at its end; raises `UsageError` when it is no web address."""
    if base and not isinstance(address(base), NamedNode):
        raise UsageError(f"{base!r} is no web address; it must read like https://example.org/data")
    return f"{base.rstrip('/')}/" if base else ""


def _with(release: Release, entry: Format, folder: Path, stem: str) -> Release:
    """The release with one more format, written below the folder."""
    out = io.BytesIO()
    written = entry.write(release.dataset, out)
    files = list(release.files)
    for path, content in _laid_open(entry, out.getvalue(), stem):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        files.append(File(path, entry, len(content), hashlib.sha256(content).hexdigest()))
    reports: dict[str, Written] = {**release.written, entry.name: written}
    return replace(release, files=tuple(files), written=reports)


def _laid_open(entry: Format, content: bytes, stem: str) -> Iterator[tuple[str, bytes]]:
    if not entry.suffix.endswith(".zip"):
        yield stem + entry.suffix, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield f"{entry.name}/{name}", archive.read(name)


def _losses(release: Release) -> bytes:
    reports = {
        name: {
            "count": written.count,
            "unit": written.unit,
            "losses": [{"what": x.what, "count": x.count, "why": x.why} for x in written.losses],
        }
        for name, written in release.written.items()
    }
    return json.dumps(reports, ensure_ascii=False, indent=1).encode() + b"\n"


def _checksums(folder: Path) -> bytes:
    """All files with their digests, as ``sha256sum --check`` reads them."""
    found = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  {path.as_posix()}\n"
        for path in found
    ]
    return "".join(lines).encode()

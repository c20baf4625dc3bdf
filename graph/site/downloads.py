"""The files to take along: a release folder inside the site, given or made."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from graph import exports
from graph.dataset import Dataset
from graph.errors import UsageError
from graph.exports.release import CHECKSUMS, make_release

SMALL = ("ntriples", "csv", "sqlite")
"""Formats that are made when no release is given: what its descriptions speak of."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file: what it is, where it stands on the site, media type and size."""

    title: str
    href: str
    media_type: str
    size: int


def place_release(
    dataset: Dataset, site: Path, base: str, given: Path | None
) -> tuple[str, list[Download]]:
    """Put a release below the site; returns its path there, and its files.

    Parameters
    ----------
    dataset
        The data of the site.
    site
        The folder of the site that is being written.
    base
        The address at which the site will stand.
    given
        A release folder of the same data, as ``export_dataset.py --format all`` makes it;
        without one, a small release is made.

    Raises
    ------
    UsageError
        When the folder is no release, is damaged, or holds other data.

    """
    path = f"release/{dataset.version}"
    if given is None:
        formats = {name: exports.FORMATS[name] for name in SMALL}
        make_release(dataset, site / path, formats, stem=exports.STEM, base=f"{base}{path}/")
    else:
        _check(dataset, given)
        shutil.copytree(given, site / path)
    return path, [
        Download(entry["name"], f"{path}/{place}", entry["encodingFormat"], size)
        for entry, place, size in _distribution(site / path)
    ]


def _distribution(folder: Path) -> Iterator[tuple[Mapping[str, str], str, int]]:
    """Each file that a release speaks of: its record, where it is in the folder, its size.

    Raises `UsageError` when the description is broken or speaks of a file that is not there.
    """
    try:
        record = json.loads((folder / "dataset.jsonld").read_bytes())
        for entry in record["distribution"]:
            place = str(entry["contentUrl"]).removeprefix(str(record["url"]))
            yield entry, place, (folder / unquote(place)).stat().st_size
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"dataset.jsonld of the release does not describe it: {error}") from error


def _check(dataset: Dataset, folder: Path) -> None:
    sums = folder / CHECKSUMS
    if not sums.is_file():
        raise UsageError(
            f"{folder} is no release: it has no {CHECKSUMS}. Make one with "
            "scripts/export_dataset.py --format all --out DIR"
        )
    listed = {line[66:]: line[:64] for line in sums.read_text(encoding="utf-8").splitlines()}
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }
    if there - {CHECKSUMS} != listed.keys():
        odd = sorted((there - {CHECKSUMS}) ^ listed.keys())
        raise UsageError(f"{folder} is damaged: {CHECKSUMS} and the files differ in {odd[0]}")
    for name, digest in listed.items():
        path = folder / name
        if path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise UsageError(f"{folder} is damaged: {name} is not the file of {CHECKSUMS}")
    try:
        version = json.loads((folder / "dataset.jsonld").read_bytes())["version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder} is no release: dataset.jsonld names no version") from error
    if version != dataset.version:
        raise UsageError(
            f"{folder} holds version {version}, the data are of version {dataset.version}: "
            "make the release anew"
        )

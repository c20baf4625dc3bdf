"""The index page of a release: accessible HTML that needs no script and fetches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from graph.exports.records import Release
from graph.rdf.description import DESCRIPTION, LICENCE, TITLE, modified


def index_page(release: Release, records: Mapping[str, str]) -> bytes:
    """The page; ``records`` gives the files that describe the release, and what they are.

    All text is escaped; links are relative, so that the folder can stand anywhere.
    """
    source = (resources.files(__package__) / "assets" / "index.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    formats = {file.format.name: file.format for file in release.files}
    text = page.render(
        title=TITLE,
        description=DESCRIPTION,
        licence=LICENCE,
        version=release.dataset.version,
        date=modified(release.dataset),
        entities=len(release.dataset.entities),
        statements=len(release.dataset.statements),
        sources=len(release.dataset.sources),
        records=list(records.items()),
        formats=[
            {
                "title": entry.title,
                "count": release.written[name].count,
                "unit": release.written[name].unit,
                "losses": [str(loss) for loss in release.written[name].losses],
                "files": [
                    {
                        "path": file.path,
                        "href": quote(file.path),
                        "media_type": file.media_type,
                        "size": file.size,
                    }
                    for file in release.files
                    if file.format.name == name
                ],
            }
            for name, entry in formats.items()
        ],
    )
    return text.encode()

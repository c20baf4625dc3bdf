"""The page of the dataset with its downloads, and the data card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.datacard import card, figures
from graph.dataset import Dataset
from graph.model import BASE_IRI
from graph.rdf.description import DESCRIPTION, PUBLISHER, TITLE
from graph.site import markdown
from graph.site.downloads import Download
from graph.site.pages import Page


def dataset_pages(
    dataset: Dataset, site: Path, release: str, files: list[Download]
) -> Iterator[Page]:
    """The page that the identifier of the dataset leads to, and the card with its figures."""
    record = site / release
    values = {
        "description": DESCRIPTION,
        "title_of_data": TITLE,
        "publisher": PUBLISHER,
        "release": release,
        "files": files,
        "iri": f"{BASE_IRI}dataset",
    }
    data = {
        ".ttl": (record / "dataset.ttl").read_bytes(),
        ".jsonld": (record / "dataset.jsonld").read_bytes(),
    }
    yield Page(
        "dataset.html", "dataset.html", "Data", values, DESCRIPTION[:160], data, data[".jsonld"]
    )
    text = markdown.html(_card(dataset))
    about = "What the dataset holds, how it was made, how sure it is, and where it is thin"
    yield Page("data-card.html", "prose.html", "Data card", {"text": text}, about)


def _card(dataset: Dataset) -> str:
    """The card of the data folder with its figures brought up to date; figures alone without."""
    path = dataset.folder / "README.md"
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        try:
            return card(text, dataset)
        except ValueError:
            return text
    return figures(dataset)

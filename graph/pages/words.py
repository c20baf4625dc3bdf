"""Text from the data in the Markdown of a page: escaped, linked, dated."""

from __future__ import annotations

from urllib.parse import quote

from graph.dataset import Dataset
from graph.text import markdown


def plain(text: str) -> str:
    """Text as Markdown that shows exactly these characters."""
    return markdown(text)


def link(text: str, address: str) -> str:
    """A Markdown link to an http(s) address; only the text for anything else."""
    if not address.startswith(("https://", "http://")):
        return plain(text)
    safe = quote(address, safe="%/:=&?~#+!$,;@'[]*")
    return f"[{plain(text)}]({safe})"


def source_link(dataset: Dataset, source: str, page: str, as_of: str = "") -> str:
    """Link to the page that states something, named by its source and the year described."""
    title = dataset.sources[source].title
    year = f", {as_of[:4]}" if as_of else ", undated"
    return link(f"{title}{year}", page)

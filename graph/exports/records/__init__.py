"""Records that describe a release: made from the data and the files, never typed by hand.

Each is a function from a `Release` to the bytes of one file.
"""

from graph.exports.records.citation import citation
from graph.exports.records.croissant import croissant
from graph.exports.records.datasette import datasette
from graph.exports.records.dcat import dcat
from graph.exports.records.release import File, Release
from graph.exports.records.schema_org import schema_org

__all__ = ["File", "Release", "citation", "croissant", "datasette", "dcat", "schema_org"]

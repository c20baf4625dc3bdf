"""Tech for Good Graph: an open, sourced knowledge graph of the tech-for-good ecosystem.

>>> import graph
>>> dataset = graph.load()
>>> dataset.entity("organization/ai-forensics").name
'AI Forensics'

`graph.networks` turns a dataset into networkx networks, `graph.analysis` measures
them, `graph.maps` draws them, `graph.rdf` and `graph.exports` write them.
"""

from graph.dataset import DATA, Dataset, Hit, Selection, load
from graph.errors import (
    GraphDataError,
    InvalidDatasetError,
    UnknownIdentifierError,
    UsageError,
)
from graph.model import (
    BASE_IRI,
    Concept,
    Entity,
    Finding,
    Relation,
    Report,
    Source,
    Statement,
)

__all__ = [
    "BASE_IRI",
    "DATA",
    "Concept",
    "Dataset",
    "Entity",
    "Finding",
    "GraphDataError",
    "Hit",
    "InvalidDatasetError",
    "Relation",
    "Report",
    "Selection",
    "Source",
    "Statement",
    "UnknownIdentifierError",
    "UsageError",
    "load",
]

"""What an endpoint says about itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.rdf import iri, term
from graph.rdf.description import LICENCE, TITLE
from graph.store.answers import Answer, answer_of

if TYPE_CHECKING:
    from graph.store.embedded import Embedded

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
            "SPARQL_Results_TSV", "Turtle", "JSON-LD", "N-Triples", "RDF_XML")  # fmt: skip


def service_description(address: str, store: Embedded) -> Answer:
    """The description of a store's endpoint at an address, as a graph without blank nodes.

    Raises `ValueError` when the address is no IRI.
    """
    service = NamedNode(address)
    dataset, graph = NamedNode(f"{address}#dataset"), NamedNode(f"{address}#graph")
    limits = store.limits
    text = (
        f"Questions only: SELECT, ASK, CONSTRUCT, DESCRIBE. No SERVICE, no FROM. A query may take "
        f"{limits.seconds:g} seconds, an answer holds at most {limits.rows:,} rows. Prefixes of "
        "the dataset need no declaration."
    )
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (service, term("rdf:type"), NamedNode(_SD + "Service")),
        (service, NamedNode(_SD + "endpoint"), service),
        (service, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")),
        (service, term("dcterms:title"), Literal(TITLE, language="en")),
        (service, term("dcterms:description"), Literal(text, language="en")),
        (service, NamedNode(_SD + "defaultDataset"), dataset),
        (dataset, term("rdf:type"), NamedNode(_SD + "Dataset")),
        (dataset, NamedNode(_SD + "defaultGraph"), graph),
        (graph, term("rdf:type"), NamedNode(_SD + "Graph")),
        (graph, term("dcterms:isVersionOf"), iri("dataset")),
        (graph, term("dcat:version"), Literal(store.dataset.version)),
        (graph, term("dcterms:license"), NamedNode(LICENCE)),
        *(
            (service, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + name))
            for name in _WRITTEN
        ),
    ]
    return answer_of([Triple(*parts) for parts in said], limits)

"""The page of the ontology: own classes and properties, and the short lists of concepts."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal, NamedNode

from graph import rdf
from graph.dataset import DATA
from graph.model import BASE_IRI
from graph.rdf.context import reference
from graph.rdf.terms import OWN_TERMS, parts, term
from graph.site.addresses import LISTS
from graph.site.linked import things_together
from graph.site.pages import Page

Values = dict[str, list[NamedNode | Literal]]

_SHOWN = {
    "Below": ("rdfs:subClassOf", "rdfs:subPropertyOf"),
    "Of": ("rdfs:domain", "schema:domainIncludes"),
    "Leads to": ("rdfs:range", "schema:rangeIncludes"),
    "Inverse": ("owl:inverseOf",),
    "Example": ("skos:example",),
}


def ontology_page() -> Page:
    """All terms under their local names, so that ``ns#funds`` finds its place."""
    told: dict[str, Values] = defaultdict(lambda: defaultdict(list))
    triples = rdf.ontology()
    for subject, predicate, value in map(parts, triples):
        told[subject.value][reference(predicate.value)].append(value)
    terms = {iri: values for iri, values in told.items() if iri.startswith(OWN_TERMS)}
    classes = {i: v for i, v in terms.items() if term("owl:Class") in v["rdf:type"]}
    groups = [
        ("Classes", "classes", [_term(i, v) for i, v in sorted(classes.items())]),
        ("Properties", "properties",
         [_term(i, v) for i, v in sorted(terms.items()) if i not in classes]),
    ]  # fmt: skip
    lists = []
    for kind in LISTS:
        start = f"{BASE_IRI}{kind}/"
        entries = [
            {"anchor": f"{kind}-{iri.removeprefix(start)}", "id": iri.removeprefix(BASE_IRI),
             "label": _text(values, "skos:prefLabel") or _text(values, "dcterms:title"),
             "definition": _text(values, "skos:definition")
             or _text(values, "dcterms:description")}
            for iri, values in sorted(told.items()) if iri.startswith(start)
        ]  # fmt: skip
        if entries:
            lists.append((kind.replace("-", " ").capitalize(), f"list-{kind}", entries))
    return Page(
        "ns.html",
        "ontology.html",
        "Terms of the linked data",
        {"groups": groups, "lists": lists, "namespace": OWN_TERMS},
        "Classes, properties and short lists of concepts of the Tech for Good Graph",
        {".ttl": (DATA / "ontology.ttl").read_bytes(), ".jsonld": things_together(triples)},
    )


def _term(iri: str, values: Values) -> dict[str, object]:
    rows = {
        label: sorted(_short(value) for key in keys for value in values.get(key, ()))
        for label, keys in _SHOWN.items()
    }
    return {
        "name": iri.removeprefix(OWN_TERMS),
        "label": _text(values, "rdfs:label"),
        "definition": _text(values, "skos:definition"),
        "rows": [(label, ", ".join(found)) for label, found in rows.items() if found],
    }


def _short(value: NamedNode | Literal) -> str:
    return reference(value.value) if isinstance(value, NamedNode) else value.value


def _text(values: Values, key: str) -> str:
    return values[key][0].value if values.get(key) else ""

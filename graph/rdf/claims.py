"""Statements as RDF: a claim node with its source for each, and the direct triples.

A claim is a node of its own because RDF 1.1 can say nothing about a triple; it
also carries ``rdf:subject``, ``rdf:predicate`` and ``rdf:object``, from which
the triple terms of RDF 1.2 can be made mechanically.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.evidence import confidences, temporal_status
from graph.rdf.terms import iri, moment, page, term, text, triple, typed
from graph.text import split_list

if TYPE_CHECKING:
    from graph.dataset import Dataset
    from graph.model import Relation, Statement

_QUALIFIERS: dict[str, tuple[str, Callable[[str], NamedNode | Literal]]] = {
    "basis": ("tfg:basis", lambda word: iri(f"basis/{word}")),
    "stated_as": ("tfg:statedAs", text),
    "evidence": ("tfg:evidence", text),
    "role": ("tfg:roleTitle", text),
    "kind": ("org:role", iri),
    "public_capacity": ("tfg:publicCapacity", text),
    "programme": ("tfg:programme", text),
    "project_title": ("tfg:projectTitle", text),
    "amount": ("schema:amount", lambda number: typed(number, "xsd:decimal")),
    "currency": ("schema:currency", text),
    "year_kind": ("tfg:yearKind", text),
    "via": ("tfg:via", text),
    "change": ("tfg:change", text),
}
"""Qualifier of a statement to its property and the form of its values."""


def properties(relation: Relation) -> Mapping[str, str]:
    """Type of subject to the property of the direct triple, as the table of relations declares.

    A cell such as ``org:purpose | person=schema:knowsAbout`` names the property
    of most subjects first, then those of single types.
    """
    parts = [part.rpartition("=") for part in split_list(relation.property)]
    named = {kind: curie for kind, _, curie in parts}
    return {kind: named.get(kind, named.get("", "")) for kind in relation.domain}


def claims(dataset: Dataset) -> Iterator[Triple]:
    """Every statement as a claim, then as a direct triple unless it is past.

    Direct triples are given for claims of unknown status too: most sources
    carry no date, and leaving their statements out would empty the simple
    view; whoever wants only what surely holds asks the claims for
    ``tfg:temporalStatus``. A symmetric relation is given in both directions.
    """
    predicates = {name: properties(relation) for name, relation in dataset.relations.items()}
    sure = confidences(dataset)
    for statement in dataset.statements:
        subject, object_ = iri(statement.subject), iri(statement.object)
        predicate = predicates[statement.relation][statement.subject.partition("/")[0]]
        status = temporal_status(dataset, statement)
        node = iri(statement.id)
        yield triple(node, "rdf:type", term("tfg:Claim"))
        yield triple(node, "rdf:subject", subject)
        yield triple(node, "rdf:predicate", term(predicate))
        yield triple(node, "rdf:object", object_)
        yield triple(node, "tfg:temporalStatus", iri(f"temporal-status/{status}"))
        yield triple(node, "tfg:confidence", iri(f"confidence/{sure[statement.id]}"))
        yield from _provenance(node, statement)
        yield from _dates(dataset, node, statement)
        for name, value in statement.qualifiers.items():
            if name in _QUALIFIERS:
                qualifier, form = _QUALIFIERS[name]
                yield triple(node, qualifier, form(value))
        yield from _SHAPES.get(statement.relation, _plain)(node, statement)
        if status != "past":
            yield triple(subject, predicate, object_)
            if dataset.relations[statement.relation].symmetric:
                yield triple(object_, predicate, subject)


def unmapped_qualifiers(dataset: Dataset) -> Counter[str]:
    """Qualifiers that have no property, with the cells that are left out."""
    return Counter(
        f"{statement.relation}.{name}"
        for statement in dataset.statements
        for name in statement.qualifiers
        if name not in _QUALIFIERS
    )


def _provenance(node: NamedNode, statement: Statement) -> Iterator[Triple]:
    yield triple(node, "prov:hadPrimarySource", iri(statement.source))
    yield triple(node, "schema:citation", page(statement.page))


def _dates(dataset: Dataset, node: NamedNode, statement: Statement) -> Iterator[Triple]:
    if statement.since:
        yield triple(node, "schema:startDate", moment(statement.since))
    if statement.until:
        yield triple(node, "schema:endDate", moment(statement.until))
    described = dataset.as_of(statement)
    if described:
        yield triple(node, "tfg:asOf", moment(described))


def _plain(node: NamedNode, statement: Statement) -> Iterator[Triple]:
    yield from ()


def _membership(node: NamedNode, statement: Statement) -> Iterator[Triple]:
    """A role or membership (W3C ORG), where the object is an organization as ORG asks."""
    if statement.object.startswith("organization/"):
        yield triple(node, "rdf:type", term("org:Membership"))
        yield triple(node, "org:member", iri(statement.subject))
        yield triple(node, "org:organization", iri(statement.object))


def _grant(node: NamedNode, statement: Statement) -> Iterator[Triple]:
    """A grant (schema.org), of money where a sum is stated: support may also be in kind."""
    grant = "schema:MonetaryGrant" if "amount" in statement.qualifiers else "schema:Grant"
    yield triple(node, "rdf:type", term(grant))
    yield triple(node, "schema:funder", iri(statement.subject))
    yield triple(node, "schema:fundedItem", iri(statement.object))


_SHAPES: Mapping[str, Callable[[NamedNode, Statement], Iterator[Triple]]] = {
    "holds_role": _membership,
    "member_of": _membership,
    "funds": _grant,
}
"""Relations whose claims are also records of a standard."""

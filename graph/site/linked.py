"""A thing alone as linked data: what is said of it, the claims it is part of, who says so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, Triple

from graph import rdf
from graph.dataset import Dataset
from graph.exports.jsonld import thing
from graph.exports.turtle import readable
from graph.model import BASE_IRI
from graph.rdf.context import Json, context
from graph.rdf.terms import VOCABULARIES, iri, parts, term

_NAMES = tuple(map(term, ("skos:prefLabel", "rdfs:label", "schema:name")))
_URL, _SOURCE = term("schema:url"), term("prov:hadPrimarySource")
_ALWAYS = ("@version", "@base", "id", "type")


class Linked:
    """The triples of a dataset, by thing."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._by_subject: dict[str, list[Triple]] = defaultdict(list)
        for triple in rdf.triples(dataset):
            subject = parts(triple)[0].value
            if subject.startswith(BASE_IRI):
                self._by_subject[subject[len(BASE_IRI) :]].append(triple)

    def own(self, identifier: str) -> list[Triple]:
        """What has the thing as its subject."""
        return self._by_subject.get(identifier, [])

    def turtle(self, identifier: str) -> bytes:
        """The thing, its claims, and names of all that they mention."""
        found = {*self.own(identifier)}
        for claim in self._claims(identifier):
            found |= {*self.own(claim)}
        for triple in tuple(found):
            if isinstance(triple.object, NamedNode):
                found |= {*self._named(triple.object.value)}
        return readable(found)

    def jsonld(self, identifier: str) -> Json:
        """The same triples as one JSON-LD object, framed: claims below the thing, names in them.

        The context holds only the terms that occur, so that nothing need be fetched.
        """
        framed = self._with_names(thing(BASE_IRI + identifier, self.own(identifier)))
        reverse: dict[str, list[Json]] = defaultdict(list)
        for claim in self._claims(identifier):
            said = self._with_names(thing(BASE_IRI + claim, self.own(claim)))
            end = "subject" if _id(said["subject"]) == identifier else "object"
            reverse[end].append({key: value for key, value in said.items() if key != end})
        if reverse:
            framed["@reverse"] = dict(sorted(reverse.items()))
        return {"@context": needed(framed), **framed}

    def in_page(self, identifier: str) -> Json:
        """What has the thing as its subject, for the page itself."""
        framed = self._with_names(thing(BASE_IRI + identifier, self.own(identifier)))
        return {"@context": needed(framed), **framed}

    @cached_property
    def _by_end(self) -> Mapping[str, list[str]]:
        """Ends and sources to the claims, in order."""
        index: dict[str, list[str]] = defaultdict(list)
        for statement in self._dataset.statements:
            for end in (statement.subject, statement.object):
                index[end].append(statement.id)
        return {end: sorted(dict.fromkeys(claims)) for end, claims in index.items()}

    def _claims(self, identifier: str) -> list[str]:
        return self._by_end.get(identifier, [])

    def _named(self, address: str) -> Iterator[Triple]:
        """The name of something of ours that is mentioned; of a source, its address too."""
        if not address.startswith(BASE_IRI) or address.startswith(rdf.OWN_TERMS):
            return
        said = self.own(address[len(BASE_IRI) :])
        for predicate in _NAMES:
            names = [t for t in said if t.predicate == predicate]
            if names:
                yield from names
                break
        if address.startswith(f"{BASE_IRI}source/"):
            yield from (t for t in said if t.predicate == _URL)

    def _with_names(self, node: Json) -> Json:
        """The object with a name in each reference to something of ours."""

        def named(key: str, value: Any) -> Any:
            reference = value.get("id") if isinstance(value, dict) else value
            if not isinstance(value, dict) and not _refers(key):
                return value  # text that only looks like an identifier
            if not isinstance(reference, str) or reference not in self._by_subject:
                return value
            said = [*self._named(BASE_IRI + reference)]
            return thing(BASE_IRI + reference, said) if said else value

        return {
            key: [named(key, v) for v in value] if isinstance(value, list) else named(key, value)
            for key, value in node.items()
        }


def claims_together(linked: Linked, claims: Iterable[str]) -> bytes:
    """Several claims as one Turtle document."""
    return readable({t for claim in claims for t in linked.own(claim)})


def needed(node: Json) -> Json:
    """The part of the project's context that an object needs."""
    whole = context()
    keys: set[str] = set()
    prefixes: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                keys.add(key)
                prefixes.add(key.partition(":")[0])
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            prefixes.add(value.partition(":")[0])

    walk(node)
    terms = {key: whole[key] for key in whole if key in keys and key not in VOCABULARIES}
    for meaning in terms.values():
        for curie in meaning.values() if isinstance(meaning, dict) else [meaning]:
            prefixes.add(str(curie).partition(":")[0])
    always = {key: whole[key] for key in _ALWAYS}
    used = {key: whole[key] for key in VOCABULARIES if key in prefixes}
    return always | used | terms


def dump(value: object) -> bytes:
    """JSON as a file, on few lines."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _refers(key: str) -> bool:
    rules = context().get(key)
    return isinstance(rules, dict) and rules.get("@type") == "@id"


def _id(value: object) -> object:
    return value["id"] if isinstance(value, dict) else value

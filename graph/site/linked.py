"""A thing alone as linked data: what is said of it, the claims it is part of, who says so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from pyoxigraph import NamedNode, Triple

from graph import rdf
from graph.dataset import Dataset
from graph.exports.jsonld import thing
from graph.exports.turtle import readable
from graph.model import BASE_IRI
from graph.rdf.context import Json, context
from graph.rdf.terms import VOCABULARIES, parts, term

_NAMES = tuple(map(term, ("skos:prefLabel", "rdfs:label", "schema:name")))
_URL = term("schema:url")
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
        self._names: dict[str, Sequence[Triple]] = {}
        self._named_things: dict[str, Json | None] = {}
        self._claim_things: dict[str, Json] = {}

    def own(self, identifier: str) -> Sequence[Triple]:
        """What has the thing as its subject."""
        return self._by_subject.get(identifier, ())

    def turtle(self, identifier: str) -> bytes:
        """The thing, its claims, and names of all that they mention."""
        found = {*self.own(identifier)}
        for claim in self._claims(identifier):
            found.update(self.own(claim))
        for node in {t.object for t in found}:
            if isinstance(node, NamedNode):
                found.update(self._named(node.value))
        return readable(found)

    def jsonld(self, identifier: str) -> bytes:
        """The same triples as one JSON-LD object, framed: claims below the thing, names in them.

        The context holds only the terms that occur, so that nothing need be fetched.
        """
        framed = self._framed(identifier)
        reverse: dict[str, list[Json]] = defaultdict(list)
        for claim in self._claims(identifier):
            said = self._claim(claim)
            end = "subject" if _id(said["subject"]) == identifier else "object"
            reverse[end].append({key: value for key, value in said.items() if key != end})
        if reverse:
            framed["@reverse"] = dict(sorted(reverse.items()))
        return document(framed)

    def in_page(self, identifier: str) -> bytes:
        """What has the thing as its subject, for the page itself."""
        return document(self._framed(identifier))

    def together(self, identifiers: Iterable[str]) -> tuple[bytes, bytes]:
        """Several things without their surroundings, as Turtle and as JSON-LD."""
        found = [triple for identifier in identifiers for triple in self.own(identifier)]
        return readable(found), things_together(found)

    @cached_property
    def _by_end(self) -> Mapping[str, list[str]]:
        """Ends of claims to the claims, in order."""
        index: dict[str, list[str]] = defaultdict(list)
        for statement in self._dataset.statements:
            for end in (statement.subject, statement.object):
                index[end].append(statement.id)
        return {end: sorted(dict.fromkeys(claims)) for end, claims in index.items()}

    def _claims(self, identifier: str) -> list[str]:
        return self._by_end.get(identifier, [])

    def _claim(self, claim: str) -> Json:
        """A claim with names; it is asked for by both of its ends."""
        if claim not in self._claim_things:
            self._claim_things[claim] = self._framed(claim)
        return self._claim_things[claim]

    def _framed(self, identifier: str) -> Json:
        """A thing with a name in each reference to something of ours."""
        node = thing(BASE_IRI + identifier, self.own(identifier))
        return {
            key: [self._reference(key, v) for v in value]
            if isinstance(value, list)
            else self._reference(key, value)
            for key, value in node.items()
        }

    def _reference(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            reference = value.get("id")
        elif _refers(key):
            reference = value
        else:
            return value  # text that only looks like an identifier
        if reference not in self._by_subject:
            return value
        if reference not in self._named_things:
            said = self._named(BASE_IRI + reference)
            self._named_things[reference] = thing(BASE_IRI + reference, said) if said else None
        return self._named_things[reference] or value

    def _named(self, address: str) -> Sequence[Triple]:
        """The name of something of ours that is mentioned; of a source, its address too."""
        if address not in self._names:
            self._names[address] = self._find_name(address)
        return self._names[address]

    def _find_name(self, address: str) -> Sequence[Triple]:
        if not address.startswith(BASE_IRI) or address.startswith(rdf.OWN_TERMS):
            return ()
        said = self.own(address[len(BASE_IRI) :])
        each = ([t for t in said if t.predicate == predicate] for predicate in _NAMES)
        names = next(filter(None, each), [])
        if address.startswith(f"{BASE_IRI}source/"):
            names += [t for t in said if t.predicate == _URL]
        return names


def things_together(triples: Iterable[Triple]) -> bytes:
    """Triples as a JSON-LD document: an object for each subject, with the context they need."""
    by_subject: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[parts(triple)[0].value].append(triple)
    objects = [thing(subject, by_subject[subject]) for subject in sorted(by_subject)]
    return document({"@graph": objects})


def document(node: Json) -> bytes:
    """A JSON-LD document on one line, with that part of the project's context that it needs."""
    whole = context()
    text = _dump(node)
    terms = {key: whole[key] for key in whole if _is_term(key) and f'"{key}":' in text}
    written = text + _dump(terms)
    always = {key: whole[key] for key in _ALWAYS}
    prefixes = {key: whole[key] for key in VOCABULARIES if f'"{key}:' in written}
    return f'{{"@context":{_dump(always | prefixes | terms)},{text[1:]}\n'.encode()


def _is_term(key: str) -> bool:
    return key not in VOCABULARIES and key not in _ALWAYS


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1024)
def _refers(key: str) -> bool:
    rules = context().get(key)
    return isinstance(rules, dict) and rules.get("@type") == "@id"


def _id(value: object) -> object:
    return value["id"] if isinstance(value, dict) else value

"""How to get near an organization: people, networks, events, jobs, money, and places like it.

Each door says in words what it is and carries the statements behind it. People come with the two
other places where they hold a role that the visitor knows or cares about; those who connect most
of them come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.analysis.similar import Similar, similar_to
from graph.countries import country_name
from graph.dataset import Dataset
from graph.evidence import build_year, confidences, is_over, temporal_status
from graph.matching.candidates import candidates
from graph.matching.likeness import BROADER, near
from graph.matching.places import region
from graph.matching.profile import Profile
from graph.model import Entity, Statement

Kind = Literal["person", "network", "event", "jobs", "job board", "funder", "similar"]

_MOST: Mapping[Kind, int] = {
    "person": 4, "network": 3, "event": 3, "jobs": 1, "job board": 2, "funder": 3, "similar": 3,
}  # fmt: skip
"""How many doors of a kind are listed at most."""

_OTHER_PLACES = 2
_SIMILAR = 40
_NEARBY = 2

_STAYING = frozenset({"current", "unknown"})

_UNSURE = {"confirmed": 0, "one-side": 1, "third-party": 2}


@dataclass(frozen=True, slots=True)
class Door:
    """One way in.

    ``id`` is the entity behind it ("" for a page of jobs), ``address`` a page to open.
    ``nearby`` is true for a door that is not of the organization itself but close to it: an event
    on its causes, a person at a place like it.
    """

    kind: Kind
    id: str
    name: str
    text: str
    statements: tuple[Statement, ...] = ()
    address: str = ""
    nearby: bool = False


def doors(dataset: Dataset, profile: Profile, organization: str) -> list[Door]:
    """List the ways to get near an organization, the most personal first.

    Parameters
    ----------
    dataset
        Where they are from.
    profile
        A checked profile: what the visitor knows and cares about puts doors in order.
    organization
        Identifier.

    Returns
    -------
    Doors by kind; a few of each. Where the organization has no event of its own on record, events
    on its causes in its part of the world stand in, and say so; people likewise.

    """
    entity = dataset.entity(organization)
    causes = _causes_in_order(dataset, profile, entity.id)
    alike = [s for s in similar_to(dataset, entity.id, _SIMILAR) if not is_over(dataset, s.id)]
    people = _people(dataset, profile, entity.id)
    if not people:
        people = _people_nearby(dataset, profile, entity, alike)
    events = _events(dataset, entity.id) or _events_nearby(dataset, entity, causes)
    found = [
        *people,
        *_networks(dataset, entity.id),
        *events,
        *_jobs(entity),
        *_job_boards(dataset, entity, causes),
        *_funders(dataset, entity, causes),
        *_more_reachable(dataset, entity, alike),
    ]
    return found


# People


def _people(dataset: Dataset, profile: Profile, organization: str) -> list[Door]:
    roles: dict[str, list[Statement]] = {}
    for statement in dataset.incoming(organization, "holds_role"):
        if temporal_status(dataset, statement) in _STAYING:
            roles.setdefault(statement.subject, []).append(statement)
    sure = confidences(dataset)
    found = []
    for person, held in roles.items():
        best = min(held, key=lambda s: (_UNSURE.get(sure[s.id], 3), s.id))
        others = _elsewhere(dataset, profile, person, organization)
        role = best.qualifiers.get("role", "has a role")
        then = "" if temporal_status(dataset, best) == "current" else " (whether still is unknown)"
        text = f"{role}{then}"
        if others:
            text += f"; also at {_joined(dataset.name(s.object) for s in others)}"
        weight = sum(_cares(dataset, profile, s.object) for s in others)
        count = len({s.object for s in dataset.outgoing(person, "holds_role")})
        door = Door("person", person, dataset.name(person), text, (best, *others))
        found.append(((-weight, -min(count, 6), person), door))
    found.sort(key=lambda item: item[0])
    return [door for _, door in found[: _MOST["person"]]]


def _elsewhere(
    dataset: Dataset, profile: Profile, person: str, organization: str
) -> tuple[Statement, ...]:
    """Roles of a person in two other places, first those that the visitor knows or cares about."""
    seen: dict[str, Statement] = {}
    for statement in dataset.outgoing(person, "holds_role"):
        if statement.object != organization and temporal_status(dataset, statement) in _STAYING:
            seen.setdefault(statement.object, statement)
    ranked = sorted(seen.values(), key=lambda s: (-_cares(dataset, profile, s.object), s.object))
    return tuple(ranked[:_OTHER_PLACES])


def _cares(dataset: Dataset, profile: Profile, organization: str) -> float:
    """How much a visitor knows or cares about a place: known, or on one of their causes."""
    if organization in profile.knows:
        return 2.0
    works_on = {s.object for s in dataset.outgoing(organization, "works_on")}
    return max((near(dataset, c).get(w, 0.0) for c in profile.causes for w in works_on), default=0)


def _people_nearby(
    dataset: Dataset, profile: Profile, entity: Entity, alike: Sequence[Similar]
) -> list[Door]:
    """Somebody at each of the places most like it, those in its part of the world first."""
    regions = {region(code) for code in entity.countries}
    ranked = sorted(
        alike,
        key=lambda s: (
            not regions & {region(code) for code in dataset.entities[s.id].countries},
            -s.likeness,
            s.id,
        ),
    )
    found: dict[str, Door] = {}
    for similar in ranked:
        for door in _people(dataset, profile, similar.id)[:1]:
            text = f"at {dataset.name(similar.id)}, a place like it: {door.text}"
            held = Door("person", door.id, door.name, text, door.statements, nearby=True)
            found.setdefault(door.id, held)
        if len(found) == _NEARBY:
            break
    return list(found.values())


# Networks and events


def _networks(dataset: Dataset, organization: str) -> list[Door]:
    found = []
    for statement in dataset.outgoing(organization, "member_of"):
        if temporal_status(dataset, statement) in _STAYING:
            size = len(dataset.incoming(statement.object, "member_of"))
            text = f"a network of which it is a member, with {size} members on record"
            door = Door("network", statement.object, dataset.name(statement.object), text,
                        (statement,), _website(dataset, statement.object))  # fmt: skip
            found.append(((size, statement.object), door))
    found.sort(key=lambda item: item[0])
    return _once(door for _, door in found)[: _MOST["network"]]


def _events(dataset: Dataset, organization: str) -> list[Door]:
    found = []
    for statement in dataset.outgoing(organization, "takes_part_in"):
        if _held(dataset, statement.object):
            role = statement.qualifiers.get("role", "") or "takes part"
            text = f"where it appeared ({role}){_when(dataset.entities[statement.object])}"
            door = Door("event", statement.object, dataset.name(statement.object), text,
                        (statement,), _website(dataset, statement.object))  # fmt: skip
            found.append(((role != "organizer", statement.since, statement.object), door))
    found.sort(key=lambda item: item[0])
    return _once(door for _, door in found)[: _MOST["event"]]


def _events_nearby(dataset: Dataset, entity: Entity, causes: Sequence[str]) -> list[Door]:
    """Events on its causes, in its country or part of the world, or online."""
    found = []
    regions = {region(code) for code in entity.countries}
    nearness: dict[str, float] = {}
    for cause in causes:
        for other, value in near(dataset, cause).items():
            nearness[other] = max(nearness.get(other, 0.0), value)
    for event in dataset.facets["types"]["event"]:
        if not _held(dataset, event):
            continue
        about = [s for s in dataset.outgoing(event, "works_on") if nearness.get(s.object, 0) > 0]
        if not about:
            continue
        best = max(about, key=lambda s: (nearness[s.object], s.id))
        held = dataset.entities[event]
        same = bool(set(held.countries) & set(entity.countries))
        close = bool({region(code) for code in held.countries} & regions)
        score = nearness[best.object] + 0.5 * same + 0.3 * close
        text = f"on {_lower(dataset.name(best.object))}, not its own{_when(held)}"
        door = Door("event", event, held.name, text, (best,), held.website, nearby=True)
        found.append(((-score, event), door))
    found.sort(key=lambda item: item[0])
    return [door for _, door in found[:_NEARBY]]


def _held(dataset: Dataset, event: str) -> bool:
    """Whether an event has not ended for good and was seen in the last few years."""
    if is_over(dataset, event):
        return False
    seen = dataset.entities[event].details.get("last_seen_year", "")
    return not seen or int(seen[:4]) >= build_year(dataset) - 4


def _when(event: Entity) -> str:
    parts = [event.details.get("rhythm", ""), event.details.get("month", "")]
    place = event.city or ", ".join(country_name(code) for code in event.countries[:2])
    said = ", ".join(part for part in (*parts, place) if part)
    return f"; {said}" if said else ""


# Jobs, money, places like it


def _jobs(entity: Entity) -> list[Door]:
    if address := entity.details.get("jobs_page", ""):
        return [Door("jobs", "", "Its page of jobs", "", (), address)]
    if entity.website:
        return [Door("jobs", "", "Its website", "no page of jobs is on record", (), entity.website)]
    return []


def _job_boards(dataset: Dataset, entity: Entity, causes: Sequence[str]) -> list[Door]:
    found = []
    paths = dataset.paths_of(entity.id)
    for board in dataset.facets["kinds"].get("kind/job-board", ()):
        held = dataset.entities[board]
        if is_over(dataset, board):
            continue
        if held.countries and not set(held.countries) & set(entity.countries):
            continue
        about = dataset.outgoing(board, "works_on")
        fits = [
            (near(dataset, cause).get(s.object, 0.0), s.id, s) for cause in causes for s in about
        ]
        value, _, best = max(fits, default=(0.0, "", None), key=lambda fit: fit[:2])
        if best is None or value < BROADER:
            continue
        score = value + 0.3 * bool(held.countries) + 0.2 * bool(paths & dataset.paths_of(board))
        text = f"a job board on {_lower(dataset.name(best.object))}"
        found.append(((-score, board), Door("job board", board, held.name, text, (best,),
                                            held.website)))  # fmt: skip
    found.sort(key=lambda item: item[0])
    return [door for _, door in found[: _MOST["job board"]]]


def _funders(dataset: Dataset, entity: Entity, causes: Sequence[str]) -> list[Door]:
    """Who pays it, the newest grant first."""
    found: dict[str, Statement] = {}
    for statement in sorted(
        dataset.incoming(entity.id, "funds"), key=lambda s: (s.since, s.id), reverse=True
    ):
        if dataset.entities[statement.subject].kind != "kind/company":
            found.setdefault(statement.subject, statement)
    listed = []
    for funder, statement in list(found.items())[: _MOST["funder"]]:
        when = f" in {statement.since[:4]}" if statement.since else ""
        text = f"paid for its work{when}"
        listed.append(Door("funder", funder, dataset.name(funder), text, (statement,),
                           _website(dataset, funder)))  # fmt: skip
    return listed


def _more_reachable(dataset: Dataset, entity: Entity, alike: Sequence[Similar]) -> list[Door]:
    """Places like it that have more ways in on record."""
    ways = {c.id: c.doors for c in candidates(dataset).listed}
    own = ways.get(entity.id, 0)
    found = []
    for similar in alike:
        count = ways.get(similar.id, 0)
        if count > own:
            shared = _joined(_lower(_label(dataset, v)) for v in similar.shared[:2])
            on_record = "one way in" if count == 1 else f"{count} ways in"
            text = f"like it ({shared}), with {on_record} on record"
            found.append(Door("similar", similar.id, dataset.name(similar.id), text))
    return found[: _MOST["similar"]]


# Words


def _causes_in_order(dataset: Dataset, profile: Profile, organization: str) -> list[str]:
    """Causes of an organization, those near to the visitor's first."""
    own = {s.object for s in dataset.outgoing(organization, "works_on")}

    def care(cause: str) -> float:
        return max((near(dataset, c).get(cause, 0.0) for c in profile.causes), default=0.0)

    return sorted(own, key=lambda cause: (-care(cause), cause))


def _label(dataset: Dataset, value: str) -> str:
    return dataset.name(value) if "/" in value else country_name(value)


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _joined(names: Iterable[str]) -> str:
    return " and ".join(names)


def _website(dataset: Dataset, identifier: str) -> str:
    return dataset.entities[identifier].website


def _once(found: Iterable[Door]) -> list[Door]:
    return list({door.id: door for door in found}.values())

"""Other ways out that do not start with a vacancy: a co-op, teaching, connecting, organizing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.analysis.missing_bridges import Suggestions, suggest_bridges
from graph.core import core
from graph.countries import in_country
from graph.dataset import Dataset
from graph.evidence import is_over, temporal_status
from graph.matching.likeness import near
from graph.matching.places import region
from graph.matching.profile import Profile
from graph.model import Statement

_LISTED = 5

_COOPS = frozenset(
    {"cause/cooperatives", "cause/worker-cooperatives", "cause/platform-cooperatives"}
)
_ORGANIZING = frozenset(
    {"cause/tech-worker-organising", "cause/worker-organising", "cause/game-workers"}
)
_MENTORING = frozenset(
    {
        "skill/mentoring",
        "skill/teaching",
        "skill/teaching-programming",
        "skill/digital-skills-training",
    }
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One entity to look at, why, and the statements behind it."""

    id: str
    name: str
    text: str
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One list of suggestions under a heading; ``note`` says what is missing where it is empty."""

    heading: str
    suggestions: tuple[Suggestion, ...]
    note: str = ""


def start_a_coop(dataset: Dataset, profile: Profile) -> list[Block]:
    """Co-ops near, freelance co-ops that carry paperwork, networks, and who pays first steps."""
    coops = dataset.facets["kinds"].get("kind/tech-coop", frozenset())
    carriers = dataset.facets["kinds"].get("kind/freelancer-coop", frozenset())
    networks = dataset.facets["kinds"].get("kind/network", frozenset()) & _about(dataset, _COOPS)
    return [
        _block(dataset, profile, "Tech co-ops near you to ask how they did it", coops),
        _block(
            dataset,
            profile,
            "Freelance co-ops that carry contracts, invoices and paperwork",
            carriers,
        ),
        _block(dataset, profile, "Networks of co-operatives", networks),
        _funders(dataset, profile, coops | _about(dataset, _COOPS)),
    ]


def teach(dataset: Dataset, profile: Profile) -> list[Block]:
    """Places of teaching near, and organizations that look for mentors and teachers."""
    schools = dataset.facets["kinds"].get("kind/education", frozenset())
    sought = frozenset(
        s.subject
        for s in dataset.statements
        if s.relation == "needs_skill" and s.object in _MENTORING
    )
    return [
        _block(dataset, profile, "Places of teaching", schools),
        _block(dataset, profile, "Looked for teachers or mentors", sought),
    ]


def organize(dataset: Dataset, profile: Profile) -> list[Block]:
    """Groups of workers and unions, for those who stay and organize."""
    kinds = dataset.facets["kinds"]
    groups = kinds.get("kind/worker-group", frozenset())
    unions = kinds.get("kind/union", frozenset()) & _about(dataset, _ORGANIZING)
    return [
        _block(dataset, profile, "Groups of tech workers", groups),
        _block(dataset, profile, "Unions that organize in tech", unions),
    ]


def connect(
    dataset: Dataset, profile: Profile, suggest: Callable[[str], Suggestions] | None = None
) -> list[Block]:
    """Communities on the visitor's causes that are far apart, and which two to introduce.

    One block for each of the first causes; empty blocks say why. ``suggest`` gives the missing
    bridges of a cause, where a caller keeps them.
    """
    blocks = []
    for cause in profile.causes[:2]:
        found = suggest(cause) if suggest else suggest_bridges(dataset, 2, cause=cause)
        suggestions = []
        for bridge in found.bridges:
            left, right = (dataset.name(end) for end in bridge.ends)
            names = " and ".join(str(found.names[g].what) for g in (bridge.left, bridge.right))
            apart = (
                "no chain of ties joins them"
                if bridge.steps == float("inf")
                else f"on average {bridge.steps:.1f} steps apart"
            )
            by = " or ".join(dict.fromkeys(dataset.name(route[1]) for route in bridge.routes))
            through = f"; could introduce: {by}" if by else ""
            text = f"{names}, {apart}. Introduce {left} to {right}{through}"
            suggestions.append(Suggestion(bridge.ends[0], f"{left} – {right}", text))
        note = "" if suggestions else "No two communities on this cause are far apart in the data."
        blocks.append(Block(f"Gaps on {dataset.name(cause)}", tuple(suggestions), note))
    if not blocks:
        blocks.append(Block("Gaps between communities", (), "Name a cause to see them."))
    return blocks


# Choosing and telling


def _about(dataset: Dataset, causes: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(dataset.facets["causes"].get(c, frozenset()) for c in causes))


def _block(dataset: Dataset, profile: Profile, heading: str, organizations: Iterable[str]) -> Block:
    """The nearest of some organizations: first by place, then by shared causes."""
    nearness = _nearness(dataset, profile)
    scored = []
    for identifier in core(dataset).intersection(organizations):
        entity = dataset.entities[identifier]
        if is_over(dataset, identifier):
            continue
        place = _place(profile, entity.countries)
        if profile.country and not place and not (profile.remote or profile.move):
            continue
        works_on = dataset.outgoing(identifier, "works_on")
        best = max(works_on, key=lambda s: (nearness(s.object), s.id), default=None)
        shared = nearness(best.object) if best else 0.0
        scored.append((-place - shared, identifier, best if shared else None))
    scored.sort(key=lambda item: item[:2])
    found = []
    for _, identifier, statement in scored[:_LISTED]:
        entity = dataset.entities[identifier]
        where = " and ".join(in_country(code) for code in entity.countries[:2])
        text = f"in {where}" if where else "place not known"
        if statement:
            text += f"; works on {dataset.name(statement.object).lower()}"
        found.append(Suggestion(identifier, entity.name, text, (statement,) if statement else ()))
    note = "" if found else "None is on record; that says little, the data are thin here."
    return Block(heading, tuple(found), note)


def _place(profile: Profile, countries: tuple[str, ...]) -> float:
    if not profile.country:
        return 1.0
    if profile.country in countries:
        return 2.0
    home = region(profile.country)
    return 1.0 if home and home in {region(code) for code in countries} else 0.0


def _nearness(dataset: Dataset, profile: Profile) -> Callable[[str], float]:
    maps = [near(dataset, cause) for cause in profile.causes]
    return lambda cause: max((found.get(cause, 0.0) for found in maps), default=0.0)


def _funders(dataset: Dataset, profile: Profile, receivers: Iterable[str]) -> Block:
    """Who paid co-ops or work on co-ops, those with most of such grants first."""
    grants: dict[str, list[Statement]] = {}
    wanted = frozenset(receivers)
    for statement in dataset.statements:
        if statement.relation != "funds" or statement.object not in wanted:
            continue
        if dataset.entities[statement.subject].kind != "kind/company":
            grants.setdefault(statement.subject, []).append(statement)
    ranked = sorted(
        grants,
        key=lambda f: (-_place(profile, dataset.entities[f].countries), -len(grants[f]), f),
    )
    found = []
    for funder in ranked[:_LISTED]:
        paid = sorted(grants[funder], key=lambda s: (s.since, s.id), reverse=True)
        names = list(dict.fromkeys(dataset.name(s.object) for s in paid))
        past = all(temporal_status(dataset, s) == "past" for s in paid)
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        text = f"paid {', '.join(names[:2])}{more}" + (" (in the past)" if past else "")
        found.append(Suggestion(funder, dataset.name(funder), text, tuple(paid[:2])))
    note = "" if found else "No funder of co-ops is on record."
    return Block("Funders that paid co-ops or work on them", tuple(found), note)

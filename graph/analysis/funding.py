"""Who pays whom, as far as sources say: flows by cause and year, and dependence on one funder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.dataset import Dataset
from graph.model import Statement


@dataclass(frozen=True)
class Grant:
    """One recorded grant, with every statement of it.

    ``amount`` is None where no source states a sum; ``year`` is "" where none states a date.
    """

    funder: str
    recipient: str
    programme: str
    via: str
    year: str
    amount: float | None
    currency: str
    statements: tuple[Statement, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Flow:
    """Grants between two ends of a flow: how many, known sums by currency, how many without."""

    grants: int
    amounts: Mapping[str, float]
    without_amount: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """How far a recipient hangs on one funder, by number of recorded grants.

    ``share`` is the first funder's part of the grants, 0 to 1; ``of_money`` its part of the known
    sums in their most frequent currency, None where fewer than two grants state a sum in it.
    """

    recipient: str
    funder: str
    funders: int
    grants: int
    share: float
    of_money: float | None


def grants(dataset: Dataset, cause: str = "", year: str = "") -> list[Grant]:
    """List recorded grants; statements of the same grant by several sources count once.

    Parameters
    ----------
    dataset
        Where they are from.
    cause
        Only to recipients on this cause or a narrower one; "" for all.
    year
        Only grants of this year (their start or date); "" for all.

    """
    kept = dataset.facets["causes"].get(cause, frozenset()) if cause else None
    found: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in dataset.statements:
        if statement.relation != "funds" or (kept is not None and statement.object not in kept):
            continue
        if year and statement.since[:4] != year:
            continue
        q = statement.qualifiers
        key = (
            statement.subject, statement.object, q.get("programme", ""), q.get("via", ""),
            statement.since[:4], q.get("amount", ""), q.get("currency", ""),
            q.get("project_title", ""),
        )  # fmt: skip
        found[key].append(statement)
    return [
        Grant(
            funder=key[0],
            recipient=key[1],
            programme=key[2],
            via=key[3],
            year=key[4],
            amount=float(key[5]) if key[5] else None,
            currency=key[6],
            statements=tuple(said),
        )
        for key, said in found.items()
    ]


def total(found: Sequence[Grant]) -> Flow:
    """Add up grants, currency by currency: sums of different ones are never mixed."""
    amounts: dict[str, float] = {}
    for grant in found:
        if grant.amount is not None:
            amounts[grant.currency] = amounts.get(grant.currency, 0.0) + grant.amount
    return Flow(
        grants=len(found),
        amounts=dict(sorted(amounts.items())),
        without_amount=sum(grant.amount is None for grant in found),
    )


def by_theme(dataset: Dataset, found: Sequence[Grant]) -> dict[tuple[str, str], Flow]:
    """Flows from each funder to each theme: a recipient counts for all themes that it works on.

    Themes are the broadest causes; recipients without a known cause are under "".
    """
    flows: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in found:
        themes = {_theme(dataset, s.object) for s in dataset.outgoing(grant.recipient, "works_on")}
        for theme in themes or {""}:
            flows[grant.funder, theme].append(grant)
    return {ends: total(several) for ends, several in flows.items()}


def dependences(found: Sequence[Grant], least: int = 3) -> list[Dependence]:
    """Recipients with at least so many recorded grants, those that hang most on one funder first.

    Recorded grants are not all grants: a recipient may have many that no source here states.
    """
    received: dict[str, list[Grant]] = defaultdict(list)
    for grant in found:
        received[grant.recipient].append(grant)
    rows = []
    for recipient, several in received.items():
        if len(several) < least:
            continue
        given: dict[str, list[Grant]] = defaultdict(list)
        for grant in several:
            given[grant.funder].append(grant)
        first = min(given, key=lambda funder: (-len(given[funder]), funder))
        rows.append(
            Dependence(
                recipient=recipient,
                funder=first,
                funders=len(given),
                grants=len(several),
                share=len(given[first]) / len(several),
                of_money=_of_money(several, first),
            )
        )
    return sorted(rows, key=lambda row: (-row.share, -row.grants, row.recipient))


def _of_money(several: Sequence[Grant], funder: str) -> float | None:
    amounts: dict[str, list[Grant]] = defaultdict(list)
    for grant in several:
        if grant.amount is not None:
            amounts[grant.currency].append(grant)
    if not amounts:
        return None
    most = max(amounts.values(), key=lambda known: (len(known), known[0].currency))
    whole = sum(grant.amount or 0.0 for grant in most)
    if len(most) < 2 or not whole:
        return None
    return sum(grant.amount or 0.0 for grant in most if grant.funder == funder) / whole


def _theme(dataset: Dataset, cause: str) -> str:
    while dataset.concepts[cause].broader:
        cause = dataset.concepts[cause].broader
    return cause

"""What each raw table means: its rows as records of things and links between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.checks.cells import is_url
from graph.reconcile.raw import TABLES
from graph.reconcile.records import Label, Ledger, Link, RawRow, Record
from graph.reconcile.values import country_code
from graph.text import slug

Item = Record | Link

_ORGANIZATION_KINDS = {
    "government": "public-institution",
    "corporate": "company",
    "funder": "foundation",
}
_STATUSES = {"defunct": "closed", "ended": "closed"}
_ESSAY = "leave-tech"
_EXAMPLES = {
    "kind/ngo": "path/tech-ngo",
    "kind/tech-coop": "path/tech-coop",
    "kind/freelancer-coop": "path/tech-coop",
    "kind/education": "path/teaching",
}
"""The essay that describes the six paths names its organizations as examples of them."""

_PAGE_KINDS = {"job-post", "volunteer-page"}


def interpret(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    """Yield the records and links of one raw row; what is left out goes to the ledger."""
    yield from _READERS[f"{row.slice}/{row.table}"](row, ledger)


def _split(cell: str) -> list[str]:
    return [part for part in (p.strip() for p in cell.split(";")) if part]


def _labels(cell: str, **qualifiers: str) -> tuple[Label, ...]:
    return tuple(Label(text, qualifiers) for text in dict.fromkeys(_split(cell)))


def countries(cell: str, row: RawRow, ledger: Ledger) -> str:
    """ISO 3166-1 alpha-2 codes of country names or codes, in the form of a list cell."""
    codes = []
    for part in _split(cell):
        code = country_code(part)
        if code:
            codes.append(code)
        else:
            ledger.part(row, part, "no ISO 3166 country of this name")
    return " | ".join(dict.fromkeys(codes))


def _website(row: RawRow, ledger: Ledger, column: str = "website") -> str:
    address = row[column]
    if address and not is_url(address):
        ledger.part(row, address, f"{column} is not a web address")
        return ""
    return address


def _rank(row: RawRow) -> int:
    return list(TABLES).index(row.slice)


def _record(row: RawRow, entity_type: str, ledger: Ledger, **fields: str) -> Record:
    common = {
        "country": countries(row["country"], row, ledger),
        "city": row["city"],
        "website": _website(row, ledger),
    }
    return Record(
        key=f"{row.slice}/{row['slug']}",
        type=entity_type,
        name=row["name"],
        row=row,
        rank=_rank(row),
        fields={k: v for k, v in {**common, **fields}.items() if v},
        table=row.table,
    )


def _organization(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    kind = row["kind"]
    basis = "stated" if row["source_id"].startswith(("ost:", "pmpc")) else "ours"
    status = _STATUSES.get(row["status"], row["status"])
    record = _record(
        row,
        "organization",
        ledger,
        kind=f"kind/{_ORGANIZATION_KINDS.get(kind, kind)}" if kind else "",
        kind_basis=basis if kind else "",
        portal=row["portal"],
        jobs_page=_website(row, ledger, "jobs_url"),
        level=row["level"],
        founded=row["founded"],
        closed=row["closed"],
        status=status,
        as_of=row["as_of"],
    )
    ours = row.slice in ("people", "public-teams")
    record.causes = _labels(
        row["causes"], basis=row["causes_basis"] or ("inferred" if ours else "stated")
    )
    # A team's skills were read from its hiring pages; elsewhere a page says what a body does.
    record.skills = _labels(row["skills"], evidence="job-post" if row["jobs_url"] else "page")
    if row["english_name"]:
        record.aliases = (row["english_name"],)
    yield record
    example = _EXAMPLES.get(record.fields.get("kind", "")) if row["source_id"] == _ESSAY else None
    if example:
        yield Link("offers_path", record.key, f"path:{example}", row)
    if row["parent_name"]:
        ledger.part(row, row["parent_name"], "the parent stands in public-teams/links as well")


def _funder(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    if row["kind"] == "individual":
        reason = "gifts of and to private persons are left out"
        ledger.withhold(row, row["slug"], reason)
        return
    if row["kind"] == "project":
        record = _record(row, "project", ledger, kind="kind/software")
    else:
        kind = _ORGANIZATION_KINDS.get(row["kind"], row["kind"])
        record = _record(row, "organization", ledger, kind=f"kind/{kind}", kind_basis="ours")
    record.causes = _labels(row["causes"], basis="inferred")
    yield record


def _person(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    yield _record(row, "person", ledger)


def _event(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    record = _record(
        row,
        "event",
        ledger,
        kind=f"kind/{row['kind']}",
        online=row["online"],
        rhythm="" if row["rhythm"] == "ended" else row["rhythm"],
        first_year=row["first_year"],
        last_seen_year=row["last_seen_year"],
        month=row["month"],
        status=_STATUSES.get(row["status"], row["status"]),
        as_of=row["last_seen_year"],
    )
    record.causes = _labels(row["causes"], basis="stated")
    yield record
    if row["organizer_name"]:
        if row["organizer_slug"]:
            end = f"*/{row['organizer_slug']}"
        elif "," in row["organizer_name"]:
            ledger.part(row, row["organizer_name"], "several organizers: see events/appearances")
            return
        else:
            named = _named(row, row["organizer_name"])
            end = named.key
            yield named
        yield Link("takes_part_in", end, record.key, row, {"role": "organizer"})


def _named(row: RawRow, name: str, **fields: str) -> Record:
    """A record of a body that a row only names."""
    return Record(
        key=f"{row.slice}/~{slug(name)}",
        type="organization",
        name=name,
        row=row,
        rank=len(TABLES),
        fields={k: v for k, v in fields.items() if v},
        table="named",
    )


def _appearance(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    if row["org_slug"]:
        end = f"*/{row['org_slug']}"
    else:
        named = _named(row, row["org_name"])
        end = named.key
        yield named
    qualifiers = {"role": row["role"]}
    event = f"events/{row['event_slug']}"
    yield Link("takes_part_in", end, event, row, qualifiers, since=row["year"], until=row["year"])


def _membership(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    campaign = row["network_slug"] == "public-money-public-code"
    relation = "endorses" if campaign else "member_of"
    member, network = (f"{row.slice}/{row[c]}" for c in ("member_slug", "network_slug"))
    yield Link(relation, member, network, row, since=row["since"], until=row["until"])


def _grant(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    report = row["year_kind"] == "report"
    qualifiers = {
        name: row[name] for name in ("programme", "project_title", "amount", "currency", "via")
    }
    if qualifiers["amount"] and not re.fullmatch(r"\d+(\.\d+)?", qualifiers["amount"]):
        ledger.part(row, qualifiers["amount"], "the amount is not an exact number")
        qualifiers["amount"] = qualifiers["currency"] = ""
    qualifiers["year_kind"] = (row["year_kind"] or "award") if row["year"] else ""
    yield Link(
        "funds",
        f"{'*' if row.slice == 'depth' else row.slice}/{row['funder_slug']}",
        f"{'*' if row.slice == 'depth' else row.slice}/{row['recipient_slug']}",
        row,
        qualifiers,
        since="" if report else row["year"],
        as_of=row["year"] if report else "",
    )


_PRODUCT_SLUG = re.compile(r"[^a-z0-9]+")


def _product(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    record = Record(
        key=f"{row.slice}/+{slug(row['product_name'])}",
        type="project",
        name=row["product_name"],
        row=row,
        rank=_rank(row),
        fields={
            k: v
            for k, v in {
                "kind": "kind/product",
                "website": _website(row, ledger, "url"),
                "licence": row["license"],
            }.items()
            if v
        },
        causes=_labels(row["sdgs"], basis="stated"),
        table="products",
    )
    yield record
    yield Link("makes", f"{row.slice}/{row['org_slug']}", record.key, row)


def _role(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    end = f"*/{row['org_slug']}" if row.slice == "depth" else f"{row.slice}/{row['org_slug']}"
    yield Link(
        "holds_role",
        f"*person/{row['person_slug']}",
        end,
        row,
        {"role": row["role"], "kind": f"role/{row['role_kind']}"},
        since=row["since"],
        until=row["until"],
        as_of=row["as_of"],
    )


def _topic(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    relation = {"skill": "has_skill", "cause": "works_on"}[row["kind"]]
    qualifiers = {"basis": "stated"} if relation == "works_on" else {}
    person, concept = f"*person/{row['person_slug']}", f"{row['kind']}:{row['label']}"
    yield Link(relation, person, concept, row, qualifiers)


def _skill(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    evidence = row["evidence"]
    relation = "needs_skill" if evidence in _PAGE_KINDS else "uses_skill"
    yield Link(
        relation,
        f"*/{row['org_slug']}",
        f"skill:{row['skill']}",
        row,
        {"evidence": evidence},
        as_of=row["year"],
    )


def _share_alike(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    ledger.dropped(row, row["slug"], "the source is share-alike (CC BY-SA 3.0): linked, not copied")
    yield from ()


_LINKS = {
    "partner-of": "partner_of",
    "campaigned-with": "campaigns_with",
    "part-of": "part_of",
    "spun-out-of": "spun_out_of",
    "succeeded-by": "succeeded_by",
    "renamed-to": "succeeded_by",
}


_ROSTERS = ("/entities/campaigns/", "/civil-society-statement-")
"""Pages that list who took part in a campaign or signed a statement: no partnership."""


def _link(row: RawRow, ledger: Ledger) -> Iterator[Item]:
    relation = row["relation"]
    if relation == "partner-of" and any(part in row["source_url"] for part in _ROSTERS):
        relation = "campaigned-with"
    subject = f"{row.slice}/{row['subject_slug']}"
    if relation == "uses-skill":
        qualifiers = {"evidence": "page"}
        yield Link(
            "uses_skill",
            subject,
            f"skill:{row['object_slug']}",
            row,
            qualifiers,
            since=row["since"],
        )
        return
    if relation == "investigated":
        for company, product in _investigated(row["object_slug"]):
            named = _named(row, company, kind="kind/company", kind_basis="ours")
            yield named
            qualifiers = {"stated_as": product} if product else {}
            yield Link("investigated", subject, named.key, row, qualifiers, since=row["since"])
        return
    if "object_slug_or_name" in row.cells:
        target = row["object_slug_or_name"]
        end = f"{row.slice}/{target}"
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", target):
            kind = "" if relation == "partner-of" else "kind/public-institution"
            named = _named(row, target, kind=kind, kind_basis="ours" if kind else "")
            # The parent and the successor of a state's body belong to the same state.
            named.key += f"@{row['subject_slug']}"
            end = named.key
            yield named
    else:
        end = f"{row.slice}/{row['object_slug']}"
    if relation == "parent-of":
        yield Link("part_of", end, subject, row, since=row["since"], until=row["until"])
        return
    qualifiers = {}
    if _LINKS[relation] == "succeeded_by":
        qualifiers = {"change": "renamed" if relation == "renamed-to" else "reorganised"}
    yield Link(
        _LINKS[relation], subject, end, row, qualifiers, since=row["since"], until=row["until"]
    )


def _investigated(text: str) -> Iterator[tuple[str, str]]:
    """Company and product out of "Company (Product)" or "things (Company; Company)"."""
    outer, _, inner = text.rstrip(")").partition(" (")
    if ";" in inner:
        for company in _split(inner):
            yield company, outer
    elif outer.startswith("Microsoft "):
        yield "Microsoft", text.removeprefix("Microsoft ")
    else:
        yield outer, inner


_READERS: dict[str, Callable[[RawRow, Ledger], Iterator[Item]]] = {
    "seeds/organizations": _organization,
    "seeds/people": _person,
    "seeds/roles": _role,
    "seeds/links": _link,
    "ngos/organizations": _organization,
    "ngos/memberships": _membership,
    "ngos/links": _link,
    "paths/organizations": _organization,
    "paths/memberships": _membership,
    "paths/products": _product,
    "public-teams/organizations": _organization,
    "public-teams/links": _link,
    "civic/organizations": _organization,
    "civic/memberships": _membership,
    "civic/products": _product,
    "civic/org_skills_ost_by-sa": _share_alike,
    "funders/funders": _funder,
    "funders/recipients": _funder,
    "funders/grants": _grant,
    "depth/organizations": _organization,
    "depth/people": _person,
    "depth/roles": _role,
    "depth/skills": _skill,
    "depth/funding": _grant,
    "people/organizations": _organization,
    "people/people": _person,
    "people/roles": _role,
    "people/person_topics": _topic,
    "events/events": _event,
    "events/appearances": _appearance,
}

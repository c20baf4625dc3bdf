"""The profile of an entity: what it is, its ties by relation, every fact with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import streamlit as st

from graph import wording
from graph.analysis.similar import similar_to
from graph.countries import country_name
from graph.dataset import Dataset
from graph.errors import UnknownIdentifierError
from graph.maps.style import SHAPE_MARKS
from graph.maps.takeaway import facts_csv
from graph.model import Statement
from graph.pages import cached, standing, words

_SHOWN = 8
_CONCEPTS = (
    ("works_on", "Causes"),
    ("needs_skill", "Looks for"),
    ("uses_skill", "Works with"),
    ("has_skill", "Skills"),
    ("offers_path", "Example of"),
)
_ORDER = (
    "holds_role",
    "part_of",
    "member_of",
    "partner_of",
    "funds",
    "succeeded_by",
    "spun_out_of",
    "makes",
    "takes_part_in",
    "investigated",
    "campaigns_with",
    "endorses",
)


def show(dataset: Dataset, identifier: str, choose: Callable[[str], None]) -> bool:
    """Draw the profile; ``choose`` is called with the identifier of a tie that is clicked.

    Returns False when nothing bears the identifier: near matches are offered instead.
    """
    try:
        entity = dataset.entity(identifier)
    except UnknownIdentifierError as error:
        _not_found(dataset, identifier, error.near, choose)
        return False
    mark = SHAPE_MARKS[entity.type]
    st.subheader(f"{mark} {words.plain(entity.name)}", anchor=False)
    st.markdown(words.plain(wording.headline(dataset, entity)))
    if entity.description:
        st.markdown(words.plain(entity.description))
    if entity.aliases:
        st.caption(f"Also known as {words.plain(', '.join(entity.aliases))}")
    addresses = [
        ("Website", entity.website),
        ("Open-data portal", entity.details.get("portal", "")),
        ("Jobs", entity.details.get("jobs_page", "")),
    ]
    links = [words.link(label, address) for label, address in addresses if address]
    facts = [
        f"{label} {entity.details[key]}"
        for key, label in (
            ("founded", "founded"),
            ("closed", "ended"),
            ("rhythm", "rhythm:"),
            ("last_seen_year", "last seen"),
            ("licence", "licence:"),
        )
        if key in entity.details
    ]
    line = " · ".join([*links, *(words.plain(fact) for fact in facts)])
    if line:
        st.markdown(line)
    paths = sorted(dataset.paths_of(entity.id))
    if paths:
        names = ", ".join(dataset.name(path) for path in paths)
        st.markdown(f"**Way out of tech:** {words.plain(names)}")
    _concepts(dataset, entity.id)
    standing.show(dataset, entity.id, choose)
    _ties(dataset, entity.id, choose)
    _similar(dataset, entity.id, choose)
    _sources(dataset, entity.id)
    _take(dataset, entity.id)
    return True


def _not_found(
    dataset: Dataset, identifier: str, near: Sequence[str], choose: Callable[[str], None]
) -> None:
    st.warning(f"Nothing here is called “{words.plain(identifier[:120])}”.")
    if near:
        st.markdown("Did you mean one of these?")
        for match in near:
            st.button(
                words.plain(dataset.name(match)),
                key=f"near {match}",
                on_click=choose,
                args=(match,),
                type="tertiary",
            )
    st.button("Back to the whole map", on_click=choose, args=("",))


def _concepts(dataset: Dataset, identifier: str) -> None:
    """Causes, skills and paths in a line each, and below them where each comes from."""
    said: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for relation, label in _CONCEPTS:
        for statement in dataset.outgoing(identifier, relation):
            said[label, statement.object].append(statement)
    for _, label in _CONCEPTS:
        chips = []
        for (line, concept), statements in sorted(
            said.items(), key=lambda i: dataset.name(i[0][1])
        ):
            if line == label:
                ours = all(s.qualifiers.get("basis") == "inferred" for s in statements)
                name = words.plain(dataset.name(concept))
                chips.append(f"{name} *(our reading)*" if ours else name)
        if chips:
            st.markdown(f"**{label}:** {', '.join(chips)}")
    if said:
        with st.expander("Where causes and skills come from"):
            for (label, concept), statements in said.items():
                pages = dict.fromkeys(
                    words.source_link(dataset, s.source, s.page, dataset.as_of(s))
                    for s in statements
                )
                st.markdown(f"{label}: {words.plain(dataset.name(concept))} — {'; '.join(pages)}")


def _ties(dataset: Dataset, identifier: str, choose: Callable[[str], None]) -> None:
    for relation in _ORDER:
        declared = dataset.relations[relation]
        out, into = dataset.outgoing(identifier, relation), dataset.incoming(identifier, relation)
        if declared.symmetric:
            out, into = [*out, *into], []
        for label, statements in ((declared.label, out), (declared.inverse_label, into)):
            if statements:
                _group(dataset, identifier, relation, label, statements, choose)


def _group(
    dataset: Dataset,
    identifier: str,
    relation: str,
    label: str,
    statements: Sequence[Statement],
    choose: Callable[[str], None],
) -> None:
    by_other: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_other[statement.other(identifier)].append(statement)
    ordered = sorted(
        by_other.items(),
        key=lambda item: (-max(_year(dataset, s) for s in item[1]), dataset.name(item[0])),
    )
    title = f"{label[0].upper()}{label[1:]}"
    st.markdown(f"**{title}** ({len(ordered)})")
    name = label.replace(" ", "-")
    with st.container(key=f"ties-{name}"):
        for other, said in ordered[:_SHOWN]:
            _tie(dataset, identifier, relation, label, other, said, choose)
    if len(ordered) > _SHOWN:
        with (
            st.expander(f"{len(ordered) - _SHOWN} more"),
            st.container(key=f"ties-{name}-more"),
        ):
            for other, said in ordered[_SHOWN:]:
                _tie(dataset, identifier, relation, label, other, said, choose)


def _tie(
    dataset: Dataset,
    identifier: str,
    relation: str,
    label: str,
    other: str,
    said: Sequence[Statement],
    choose: Callable[[str], None],
) -> None:
    st.button(
        f"{SHAPE_MARKS[other.partition('/')[0]]} {words.plain(dataset.name(other))}",
        key=f"{identifier} {relation} {label} {other}",
        on_click=choose,
        args=(other,),
        type="tertiary",
    )
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement in said:
        page = words.source_link(
            dataset, statement.source, statement.page, dataset.as_of(statement)
        )
        standing = wording.standing(dataset, statement)
        lines[wording.details(dataset, statement), standing].append(page)
    for (detail, standing), pages in lines.items():
        text = f"{words.plain(detail)} — " if detail else ""
        st.caption(f"{text}{'; '.join(dict.fromkeys(pages))} ({standing})")


def _year(dataset: Dataset, statement: Statement) -> int:
    date = statement.until or statement.since or dataset.as_of(statement)
    return int(date[:4]) if date else 0


def _similar(dataset: Dataset, identifier: str, choose: Callable[[str], None]) -> None:
    rows = similar_to(dataset, identifier)
    if not rows:
        return
    with st.expander("Similar"), st.container(key="ties-similar"):
        for row in rows:
            st.button(
                f"{SHAPE_MARKS[row.id.partition('/')[0]]} {words.plain(dataset.name(row.id))}",
                key=f"similar {row.id}",
                on_click=choose,
                args=(row.id,),
                type="tertiary",
            )
            names = [dataset.name(v) if "/" in v else country_name(v) for v in row.shared[:4]]
            st.caption(f"Both: {words.plain(', '.join(names))}")


def _take(dataset: Dataset, identifier: str) -> None:
    """What is said about the entity as files, and how to correct it."""
    name = identifier.replace("/", "-")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            "Facts with sources (CSV)",
            lambda: facts_csv(dataset, identifier),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"facts {identifier}",
        )
        st.download_button(
            "Linked data (JSON-LD)",
            lambda: cached.linked(dataset, dataset.version).jsonld(identifier),
            file_name=f"{name}.jsonld",
            mime="application/ld+json",
            on_click="ignore",
            key=f"linked {identifier}",
        )
    with st.expander("Suggest a correction"):
        st.markdown(
            "Open an issue in this project, or send a change of the CSV files as CONTRIBUTING.md "
            "shows, with the page that states the fact. To be left out as a person, say so: no "
            "reason is needed. Copy this to say what it is about:"
        )
        st.code(f"{identifier}\ndata version {dataset.version}\nWhat is wrong:\nPage that says so:")


def _sources(dataset: Dataset, identifier: str) -> None:
    described = dataset.described_by(identifier)
    other = [d for d in described if d.value]
    with st.expander(f"Pages that state this ({len(described) - len(other)})"):
        for description in described:
            if description.value:
                continue
            year = dataset.sources[description.source].describes
            page = words.source_link(dataset, description.source, description.page, year)
            fields = ", ".join(f.replace("_", " ") for f in description.fields)
            st.markdown(f"{page}: {words.plain(fields)}")
    if other:
        with st.expander(f"Sources that say otherwise ({len(other)})"):
            for description in other:
                year = dataset.sources[description.source].describes
                page = words.source_link(dataset, description.source, description.page, year)
                said = f"{', '.join(description.fields)}: {description.value}"
                st.markdown(f"{words.plain(said)} — {page}")
    st.caption(f"Identifier: `{identifier}`")

"""Which pairs of records are one thing, which are not, and which a curator is asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.reconcile.identity import Decision, Identity
from graph.reconcile.records import Record
from tests.reconcile.raw_folder import record

Pair = tuple[Record, Record]


def partition(identity: Identity) -> set[frozenset[str]]:
    return {frozenset(r.key for r in c.records) for c in identity.groups().values()}


def merged(*records: Record, decided: Sequence[Decision] = ()) -> bool:
    return len(Identity(records, decided).groups()) == 1


def doubts(*records: Record, decided: Sequence[Decision] = ()) -> list[str]:
    return [doubt.reason for doubt in Identity(records, decided).open_doubts()]


BODY, NGO, SITE = "kind/public-institution", "kind/ngo", "https://odn.example"

SITES = [
    "https://lantern.example",
    "http://lantern.example/",
    "https://www.lantern.example/",
    "http://www.lantern.example/en",
    "https://lantern.example/en/",
    "https://LANTERN.example/index.html",
    "https://lantern.example/about-us/",
    "https://lantern.example/?lang=en",
]


@pytest.mark.parametrize("site", SITES)
def test_one_website_in_two_spellings_merges(site: str) -> None:
    pair = (
        record("ngos/lantern", "Lantern", website="https://lantern.example"),
        record("civic/lantern-association", "Lantern Association", website=site),
    )
    assert merged(*pair)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lantern", "Lantern e.V."),
        ("Lantern", "Lantern Ltd."),
        ("Lantern", "Lantern, Inc."),
        ("Lantern gGmbH", "Lantern"),
        ("Ocean Data Network", "Ocean Data Network (ODN)"),
        ("Lumière Étoilée", "Lumiere Etoilee"),
        ("Łódź Makers", "Lodz Makers"),
        ("The Lantern Trust", "Lantern Trust"),
        ("Salt & Light", "Salt and Light"),
        ("Open-Source Quay", "open source quay"),
        ("Fishers’ Friend", "Fishers' Friend"),
        ("Lantern", "Lantern S.p.A."),
        ("Lantern", "Lantern Private Limited"),
        ("Lantern House", "LanternHouse"),
    ],
)
def test_one_name_in_two_spellings_merges(one: str, other: str) -> None:
    assert merged(record("ngos/one", one), record("civic/other", other))


def test_an_english_name_is_a_name_too() -> None:
    ministry = record("public-teams/salzamt", "Salzamt", aliases=("Salt Office",))
    assert merged(ministry, record("people/salt-office", "Salt Office"))


def test_a_funder_that_is_also_a_recipient_is_one_thing() -> None:
    assert merged(
        record("funders/quay", "Quay", table="funders", kind="kind/foundation"),
        record("funders/quay", "Quay", "project", table="recipients", line=9),
    )


def test_a_slice_may_say_that_two_names_are_one_body() -> None:
    pair = record("public-teams/harbour-office", "Hafenamt"), record("civic/port", "Port Authority")
    assert not merged(*pair)
    said = Decision("public-teams/harbour-office", "civic/port", True, "the slice says so")
    assert merged(*pair, decided=[said])


def test_three_records_become_one_by_website_and_name() -> None:
    assert merged(
        record("ngos/lantern", "Lantern", website="https://lantern.example"),
        record("civic/lantern-e-v", "Lantern e.V.", website="https://www.lantern.example/"),
        record("people/lantern-ev", "Lantern e. V."),
    )


SHARED = [
    "https://github.com/example",
    "https://gitlab.com/example",
    "https://www.facebook.com/example",
    "https://x.com/example",
    "https://example.wordpress.com/",
    "https://opencollective.com/example",
    "https://www.meetup.com/example/",
]

APART: dict[str, Pair] = {
    **{
        f"the shared host of {site}": (
            record("ngos/tide", "Tide", website=site),
            record("civic/tide-association", "Tide Association", website=site),
        )
        for site in SHARED
    },
    "two chapters with a page each on the site of their network": (
        record("ngos/n-berlin", "Network Berlin", website="https://network.example/berlin"),
        record("civic/n-paris", "Network Paris", website="https://network.example/paris"),
    ),
    "two chapters told apart by the query": (
        record("ngos/n-berlin", "Network Berlin", website="https://network.example/?city=1"),
        record("civic/n-paris", "Network Paris", website="https://network.example/?city=2"),
    ),
    "namesakes in two countries": (
        record("ngos/digital-society", "Digital Society", country="DE"),
        record("civic/digital-society", "Digital Society", country="CH"),
    ),
    "a country only in one of several": (
        record("ngos/quay", "Quay", country="DE | FR"),
        record("civic/quay", "Quay", country="ES | PT"),
    ),
    "an organization and its product with one name and site": (
        record("ngos/buoy", "Buoy", website="https://buoy.example"),
        record("civic/+buoy", "Buoy", "project", table="products", website="https://buoy.example"),
    ),
    "a person and an organization of one name": (
        record("people/quill", "Quill", "person", table="people"),
        record("civic/quill", "Quill"),
    ),
    "an event and an organization of one name and site": (
        record("events/camp", "Low Camp", "event", table="events", website="https://camp.example"),
        record("civic/camp", "Low Camp", website="https://camp.example"),
    ),
    "a foundation and its corporation": (
        record("ngos/mozilla", "Mozilla", website="https://mozilla.example"),
        record(
            "civic/mozilla-foundation",
            "Mozilla Foundation",
            website="https://foundation.mozilla.example",
        ),
    ),
}


@pytest.mark.parametrize("case", APART)
def test_stays_apart(case: str) -> None:
    assert not merged(*APART[case])


DOUBTFUL: dict[str, tuple[Pair, str]] = {
    "two chapters that both give the site of their network": (
        (
            record("ngos/n-berlin", "Network Berlin", website="https://network.example"),
            record("civic/n-paris", "Network Paris", website="https://network.example"),
        ),
        "a word tells the names apart",
    ),
    "a chapter that gives the site of its network": (
        (
            record("ngos/network", "Network", website="https://network.example"),
            record(
                "civic/n-berlin", "Network Berlin", city="Berlin", website="https://network.example"
            ),
        ),
        "a word tells the names apart",
    ),
    "a foundation and its corporation on one site": (
        (
            record("ngos/mozilla", "Mozilla", website="https://mozilla.example"),
            record("civic/m-foundation", "Mozilla Foundation", website="https://mozilla.example"),
        ),
        "a word tells the names apart",
    ),
    "a party and a company of one name": (
        (
            record("ngos/forward", "Forward", kind="kind/party"),
            record("civic/forward", "Forward", kind="kind/company"),
        ),
        "the kinds differ",
    ),
    "a party and a company on one site": (
        (
            record("ngos/f", "Forward", kind="kind/party", website="https://f.example"),
            record("civic/f", "Forward Labs", kind="kind/company", website="https://f.example"),
        ),
        "the kinds differ",
    ),
    "one site and two countries": (
        (
            record("ngos/quay", "Quay", country="DE", website="https://quay.example"),
            record("civic/quay", "Quay", country="FR", website="https://quay.example"),
        ),
        "the countries differ",
    ),
    "one site and two names": (
        (
            record("ngos/quay", "Quay", website="https://quay.example"),
            record("civic/zephyr", "Zephyr Institute", website="https://quay.example"),
        ),
        "the names differ",
    ),
    "one table that lists both": (
        (
            record("civic/quay", "Quay", website="https://quay.example"),
            record("civic/quay-1", "Quay", website="https://quay.example", line=3),
        ),
        "one table lists both",
    ),
    "two people of one name": (
        (
            record("people/ines-quill", "Inés Quill", "person", table="people"),
            record("depth/ines-quill", "Ines Quill", "person", table="people"),
        ),
        "only a source that joins them makes one person",
    ),
    "two people with like names on one site": (
        (
            record("people/a", "Anna Smith", "person", table="people", website="https://t.example"),
            record("depth/b", "Ann Smith", "person", table="people", website="https://t.example"),
        ),
        "the names differ",
    ),
    "a legal form against a country": (
        (record("ngos/quay", "Quay e.V."), record("civic/quay", "Quay", country="FR")),
        "hints at different countries",
    ),
    "the ending of an address against a country": (
        (
            record("ngos/quay", "Quay", website="https://quay.fr"),
            record("civic/quay", "Quay", country="DE"),
        ),
        "hints at different countries",
    ),
    "one name and two sites": (
        (
            record("ngos/quay", "Quay", website="https://quay.example"),
            record("civic/quay", "Quay", website="https://quay-labs.example"),
        ),
        "the websites differ",
    ),
    "a network and its chapter, both with capitals": (
        (
            record("ngos/a", "Pier Workers Coalition", website="https://p.example"),
            record(
                "civic/b",
                "Pier Workers Coalition Austin",
                city="Austin",
                website="https://p.example",
            ),
        ),
        "a word tells the names apart",
    ),
    "a government with the site of its directorate": (
        (
            record("civic/a", "Government of Sealand", country="SL", kind=BODY, website=SITE),
            record(
                "public-teams/b",
                "Ocean Directorate Nation (ODN)",
                country="SL",
                kind=BODY,
                website=SITE,
            ),
        ),
        "the names differ",
    ),
    "a foundation and the thing of its name": (
        (record("ngos/quay-f", "Quay Foundation"), record("civic/quay", "Quay", country="NL")),
        "a word that says little",
    ),
    "nearly one name": (
        (record("ngos/a", "Harbour Data Collective"), record("civic/b", "Harbor Data Collective")),
        "names are nearly the same",
    ),
    "an acronym alone": (
        (record("ngos/odn", "ODN"), record("civic/ocean", "Ocean Data Network (ODN)")),
        "same acronym",
    ),
    "one slug and two names": (
        (record("ngos/quay", "Institute of Quays"), record("civic/quay", "The Big Dock")),
        "same slug",
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_stays_apart_and_a_curator_is_asked(case: str) -> None:
    pair, reason = DOUBTFUL[case]
    assert not merged(*pair)
    (said,) = doubts(*pair)
    assert reason in said


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_curator_can_join_what_is_doubtful(case: str) -> None:
    (left, right), _ = DOUBTFUL[case]
    same = Decision(left.key, right.key, True, "one thing", "curator")
    assert merged(left, right, decided=[same])
    assert doubts(left, right, decided=[same]) == []


@pytest.mark.parametrize("case", DOUBTFUL)
def test_a_curator_can_settle_that_two_things_are_different(case: str) -> None:
    (left, right), _ = DOUBTFUL[case]
    different = Decision(left.key, right.key, False, "two things", "curator")
    assert not merged(left, right, decided=[different])
    assert doubts(left, right, decided=[different]) == []


class TestDecisions:
    quay = record("ngos/quay", "Quay", website="https://quay.example")
    quays = record("civic/quays", "Quay", website="https://quay.example")
    different = Decision("ngos/quay", "civic/quays", False, "two things", "curator")

    def test_different_wins_over_the_rules(self) -> None:
        assert merged(self.quay, self.quays)
        assert not merged(self.quay, self.quays, decided=[self.different])

    def test_different_wins_the_other_way_round(self) -> None:
        turned = Decision("civic/quays", "ngos/quay", False, "two things", "curator")
        assert not merged(self.quay, self.quays, decided=[turned])

    def test_different_wins_over_what_a_slice_says(self) -> None:
        said = Decision("ngos/quay", "civic/quays", True, "the slice says so")
        for decided in ([self.different, said], [said, self.different]):
            assert not merged(self.quay, self.quays, decided=decided)

    def test_different_holds_through_a_third_record(self) -> None:
        third = record("people/quay", "Quay")
        groups = partition(Identity([self.quay, self.quays, third], [self.different]))
        assert len(groups) == 2

    def test_decisions_that_contradict_each_other_are_doubtful(self) -> None:
        third = record("people/zephyr", "Zephyr")
        decided = [
            self.different,
            Decision("ngos/quay", "people/zephyr", True, "one thing", "curator"),
            Decision("civic/quays", "people/zephyr", True, "one thing", "curator"),
        ]
        records = [self.quay, self.quays, third]
        assert len(partition(Identity(records, decided))) == 2
        assert any("keeps them apart" in reason for reason in doubts(*records, decided=decided))

    def test_a_curators_word_is_kept_when_its_rows_are_gone(self) -> None:
        assert Identity([self.quay], [self.different]).decisions == [self.different]

    def test_a_rule_is_written_down_with_its_reason(self) -> None:
        (decision,) = Identity([self.quay, self.quays]).decisions
        assert (decision.by, decision.same) == ("rule", True)
        assert decision.reason == "same website quay.example"


NAMES = ["Quay", "Quay e.V.", "The Quay", "Quay Labs", "Zephyr (ZPH)", "ZPH", "Zephyr", "Quays"]
PLACES = ["", "DE", "FR", "DE | FR"]
ADDRESSES = ["", "https://quay.example", "https://quay.fr/", "https://github.com/quay"]
SORTS = ["", "kind/ngo", "kind/company", "kind/party", "kind/foundation"]


@st.composite
def record_lists(draw: st.DrawFn) -> list[Record]:
    """Records that may or may not be one thing."""
    records = []
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["organization", "organization", "project", "person"]))
        slice_name = draw(st.sampled_from(["ngos", "civic", "funders", "people"]))
        records.append(
            record(
                f"{slice_name}/{draw(st.sampled_from('abcd'))}{'p' if kind == 'person' else ''}",
                draw(st.sampled_from(NAMES)),
                kind,
                table=draw(st.sampled_from(["organizations", "products", "named"])),
                line=number + 2,
                country=draw(st.sampled_from(PLACES)),
                website=draw(st.sampled_from(ADDRESSES)),
                kind=draw(st.sampled_from(SORTS)) if kind == "organization" else "",
            )
        )
    return records


@st.composite
def decided_lists(draw: st.DrawFn) -> tuple[list[Record], list[Decision]]:
    """Records with some decisions about them."""
    records = draw(record_lists())
    key = st.sampled_from(sorted({r.key for r in records}))
    decisions = st.builds(
        Decision, key, key, st.booleans(), st.just("so"), st.sampled_from(["curator", "rule"])
    ).filter(lambda d: d.left != d.right)
    several = len({r.key for r in records}) > 1
    return records, draw(st.lists(decisions, max_size=4)) if several else []


class TestOrder:
    @settings(max_examples=150)
    @given(decided_lists(), st.randoms())
    def test_the_order_of_rows_and_decisions_changes_nothing(
        self, case: tuple[list[Record], list[Decision]], random: object
    ) -> None:
        records, decided = case
        before = Identity(records, decided)
        shuffled, redecided = list(records), list(decided)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        random.shuffle(redecided)  # type: ignore[attr-defined]
        after = Identity(shuffled, redecided)
        assert partition(after) == partition(before)
        assert after.open_doubts() == before.open_doubts()
        assert {c.best.name for c in after.groups().values()} == {
            c.best.name for c in before.groups().values()
        }

    @given(decided_lists())
    def test_every_record_ends_in_exactly_one_group(
        self, case: tuple[list[Record], list[Decision]]
    ) -> None:
        identity = Identity(*case)
        grouped = [id(r) for cluster in identity.groups().values() for r in cluster.records]
        assert sorted(grouped) == sorted(map(id, case[0]))

    @given(decided_lists())
    def test_what_a_curator_calls_different_is_never_one(
        self, case: tuple[list[Record], list[Decision]]
    ) -> None:
        identity = Identity(*case)
        for decision in case[1]:
            if not decision.same:
                assert identity.root(decision.left) != identity.root(decision.right)

    @given(record_lists())
    def test_no_group_holds_two_countries_that_exclude_each_other(
        self, records: list[Record]
    ) -> None:
        for cluster in Identity(records).groups().values():
            keys = {r.key for r in cluster.records}
            stated = [
                set(r.fields["country"].split(" | "))
                for r in cluster.records
                if r.fields.get("country")
            ]
            if len(keys) > 1 and len(keys) == len(cluster.records) == 2 and len(stated) == 2:
                assert stated[0] & stated[1]

    @given(record_lists())
    def test_a_doubt_is_about_two_things_that_are_apart_and_told_once(
        self, records: list[Record]
    ) -> None:
        identity = Identity(records)
        pairs = [
            frozenset((identity.root(d.left), identity.root(d.right)))
            for d in identity.open_doubts()
        ]
        assert all(len(pair) == 2 for pair in pairs)
        assert len(pairs) == len(set(pairs))

"""Files as others make them: what each reader makes of them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.dataset import Dataset
from graph.errors import UsageError
from graph.imports import FORMATS, format_named
from graph.imports.reconciling import Reconciled, reconcile_file
from graph.imports.sources import About
from tests.imports.conftest import ABOUT, Import, rows, states

GRANT: dict[str, Any] = {
    "id": "360G-example-1",
    "title": "Maps for all",
    "description": "A long text that belongs to its authors.",
    "currency": "GBP",
    "amountAwarded": 25000.50,
    "awardDate": "2024-03-31T00:00:00+00:00",
    "plannedDates": [{"startDate": "2024-04-01", "endDate": "2025-03-31"}],
    "recipientOrganization": [
        {
            "id": "GB-CHC-1",
            "name": "Quiet Harbour Trust",
            "addressCountry": "United Kingdom",
            "telephone": "+44 20 7946 0000",
            "streetAddress": "1 High Street",
            "url": "https://quiet-harbour.example.org",
        }
    ],
    "fundingOrganization": [{"id": "GB-CHC-2", "name": "Fund"}],
    "grantProgramme": [{"code": "x", "title": "Open places"}],
}


def _rows_of(found: Reconciled, kind: str) -> Mapping[str, Mapping[str, str]]:
    return {t.thing.name: t.cells for t in found.things if t.type == kind and t.state == "new"}


def test_an_unknown_format_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="choose one of: 360giving, kumu, followthemoney"):
        format_named("xlsx")
    assert list(FORMATS) == [entry.name for entry in FORMATS.values()]


class TestThreeSixtyGiving:
    def test_a_grant_names_funder_recipient_and_sum(self, read: Import) -> None:
        found = read("360giving", {"grants": [GRANT]})
        (row,) = rows(found, "funds")
        assert row == {
            "subject": "organization/fund",
            "object": "organization/quiet-harbour-trust",
            "programme": "Open places",
            "project_title": "Maps for all",
            "amount": "25000.5",
            "currency": "GBP",
            "year_kind": "award",
            "via": "",
            "since": "2024-03-31",
            "until": "2025-03-31",
            "as_of": "",
            "source": "source/a-list-of-others",
            "page": "https://lists.example.com/list",
        }
        assert _rows_of(found, "organization")["Quiet Harbour Trust"] == {
            "id": "organization/quiet-harbour-trust",
            "name": "Quiet Harbour Trust",
            "country": "GB",
            "website": "https://quiet-harbour.example.org",
        }
        assert states(found, "organization")["Fund"] == "known"

    def test_the_package_says_who_publishes_it(self, read: Import) -> None:
        package = {
            "title": "Grants",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "publisher": {"name": "Fund of Funds", "website": "https://fund.example.com"},
            "dataSource": "https://fund.example.com/grants.json",
            "grants": [GRANT],
            "issued": "2024-12-31",
        }
        about = About(tier="first-hand", retrieved="2026-11-24")
        source = read("360giving", package, about=about).sourcing.new["source/grants"]
        assert source["publisher"] == "Fund of Funds"
        assert source["licence"] == "CC-BY-4.0"
        assert source["url"] == "https://fund.example.com/grants.json"
        assert source["describes"] == "2024-12-31"

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"recipientOrganization": [], "recipientIndividual": {"name": "A B"}}, "private"),
            ({"recipientOrganization": [{"name": "A"}, {"name": "B"}]}, "several recipients"),
            ({"fundingOrganization": []}, "no funder"),
            ({"awardDate": "31/03/2024"}, "is no date"),
            ({"awardDate": "2024-02-31"}, "is no date"),
            ({"amountAwarded": -5}, "no sum of money"),
            ({"amountAwarded": 1e300}, "no sum of money"),
            ({"amountAwarded": "a lot"}, "no number"),
            ({"currency": "pounds"}, "no currency"),
            ({"plannedDates": [{"endDate": "2020-01-01"}]}, "lies after until"),
        ],
    )
    def test_what_cannot_be_right_is_refused(
        self, read: Import, change: Mapping[str, Any], reason: str
    ) -> None:
        found = read("360giving", {"grants": [{**GRANT, **change}]})
        (fate,) = (f for f in found.fates if f.what in ("grant", "funds"))
        assert fate.state == "refused"
        assert reason in fate.reason
        assert "A B" not in str(found.fates)

    def test_two_grants_that_look_alike_are_both_there(self, read: Import) -> None:
        found = read("360giving", {"grants": [GRANT, {**GRANT, "id": "360G-example-2"}, GRANT]})
        assert [f.state for f in found.fates if f.what == "funds"] == ["new", "doubtful", "known"]

    def test_nothing_is_filled_in(self, read: Import) -> None:
        bare = {k: v for k, v in GRANT.items() if k not in ("amountAwarded", "awardDate")}
        (row,) = rows(read("360giving", {"grants": [bare]}), "funds")
        assert (row["amount"], row["since"], row["year_kind"]) == ("", "", "")


class TestKumu:
    def test_a_project_as_kumu_saves_it(self, read: Import) -> None:
        element = {"label": "Quiet Harbour", "element type": "NGO", "Website": "https://q.example"}
        found = read(
            "kumu",
            {
                "version": 1,
                "elements": [
                    {"_id": "elem-1", "attributes": element},
                    {"_id": "elem-2", "attributes": {"label": "Fund", "element type": "Funder"}},
                ],
                "connections": [
                    {"_id": "conn-1", "from": "elem-1", "to": "elem-2", "direction": "directed",
                     "attributes": {"connection type": "funded by", "url": "https://q.example/us"}},
                ],
                "maps": [{"name": "Main"}],
            },
            things="organization",
        )  # fmt: skip
        (row,) = rows(found, "funds")
        assert (row["subject"], row["object"]) == (
            "organization/fund", "organization/quiet-harbour",
        )  # fmt: skip
        assert row["page"] == "https://q.example/us"
        assert found.notes.ignored["maps"] == 1

    def test_sheets_that_name_ends_by_label(self, read: Import) -> None:
        archive = "Label,Type\nQuiet Harbour,organization\nFund,organization\n"
        ties = "From,To,Type\nQuiet Harbour,Fund,partner of\n"
        path = Path("sheets.zip")
        found = read("kumu", _zipped({"el.csv": archive, "conn.csv": ties}), name=path.name)
        (row,) = rows(found, "partner_of")
        assert (row["subject"], row["object"]) == (
            "organization/fund", "organization/quiet-harbour",
        )  # fmt: skip

    def test_a_tie_without_direction_that_needs_one_is_doubtful(self, read: Import) -> None:
        blueprint = {
            "elements": [
                {"label": "Quiet Harbour", "type": "organization"},
                {"label": "Fund", "type": "organization"},
            ],
            "connections": [{"from": "Quiet Harbour", "to": "Fund", "type": "funds"}],
        }
        (row,) = rows(read("kumu", blueprint), "funds", "doubtful")
        assert row["amount"] == ""


class TestFollowTheMoney:
    LINES = "\n".join(
        [
            '{"id":"a","schema":"Company","properties":{"name":["Quiet Harbour"],'
            '"keywords":["climate change","no such word"],"email":["a@example.org"],'
            '"address":["1 High Street"],"country":["gb"]}}',
            '{"id":"b","schema":"Person","properties":{"name":["Cy Example"],'
            '"birthDate":["1970-01-01"],"phone":["+44 20 7946 0000"]}}',
            '{"id":"c","schema":"Directorship","properties":{"director":["b"],'
            '"organization":["a"],"role":["Chair"],"startDate":["2020"]}}',
            '{"id":"d","schema":"Family","properties":{"person":["b"],"relative":["b"]}}',
            '{"id":"e","schema":"Vessel","properties":{"name":["Boat"]}}',
            '{"schema":"Person"}',
        ]
    )

    def test_things_links_and_keywords(self, read: Import) -> None:
        found = read("followthemoney", self.LINES)
        (role,) = rows(found, "holds_role")
        assert (role["role"], role["kind"], role["since"]) == ("Chair", "role/board", "2020")
        (cause,) = rows(found, "works_on")
        assert (cause["object"], cause["stated_as"]) == ("cause/climate", "climate change")
        assert found.unmapped["keyword", "no such word"] == 1
        assert dict(found.notes.contacts) == {
            "email": 1, "address": 1, "birthDate": 1, "phone": 1,
        }  # fmt: skip
        refused = {f.place.partition(":")[2]: f.reason for f in found.fates if f.state == "refused"}
        assert refused.keys() == {"4", "5", "6"}


class TestPopolo:
    def test_a_membership_through_a_post(self, read: Import) -> None:
        found = read(
            "popolo",
            {
                "persons": [{"id": "p", "name": "Cy Example", "birth_date": "1970-01-01",
                             "gender": "x", "contact_details": [{"value": "a@example.org"}]}],
                "organizations": [
                    {"id": "o", "name": "Quiet Harbour", "classification": "network"},
                    {"id": "u", "name": "Quiet Unit", "parent_id": "o"},
                ],
                "posts": [{"id": "x", "organization_id": "o", "role": "Executive director"}],
                "memberships": [
                    {"person_id": "p", "post_id": "x", "start_date": "2019-02"},
                    {"person_id": "p"},
                ],
                "events": [{"name": "Term 1"}],
            },
        )  # fmt: skip
        (role,) = rows(found, "holds_role")
        assert (role["object"], role["role"], role["kind"], role["since"]) == (
            "organization/quiet-harbour", "Executive director", "role/director", "2019-02",
        )  # fmt: skip
        (part,) = rows(found, "part_of")
        assert part["subject"] == "organization/quiet-unit"
        assert +found.notes.contacts == {"birth_date": 1, "gender": 1, "contact_details": 1}
        assert {f.what for f in found.fates if f.state == "refused"} >= {
            "post", "membership", "events",
        }  # fmt: skip


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <key id="d1" for="edge" attr.name="relation" attr.type="string">
    <default>partner of</default></key>
  <key id="d2" for="node" attr.name="kind" attr.type="string"/>
  <graph edgedefault="directed">
    <node id="n0"><data key="d0">Quiet &amp; Harbour</data><data key="d2">network</data></node>
    <node id="n1"><data key="d0">Fund</data>
      <graph edgedefault="directed"><node id="n1::0"><data key="d0">Inner Room</data></node></graph>
    </node>
    <node><data key="d0">Nameless</data></node>
    <edge source="n0" target="n1"/>
    <edge source="n1" target="n0"><data key="d1">funds</data></edge>
    <edge source="n0" target="n9"/>
    <hyperedge><endpoint node="n0"/></hyperedge>
  </graph>
</graphml>"""

GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.2draft" version="1.2">
  <graph defaultedgetype="directed" mode="dynamic">
    <attributes class="node"><attribute id="0" title="url" type="string"/></attributes>
    <attributes class="edge"><attribute id="0" title="programme" type="string"/></attributes>
    <nodes>
      <node id="1" label="Quiet Harbour"><attvalues>
        <attvalue for="0" value="https://harbour.example.org"/></attvalues></node>
      <node id="2" label="Fund"/>
    </nodes>
    <edges>
      <edge id="e" source="2" target="1" label="funds" start="2021-05-01" weight="2.0">
        <attvalues><attvalue for="0" value="Open fund"/></attvalues></edge>
    </edges>
  </graph>
</gexf>"""


class TestNetworks:
    def test_graphml_with_defaults_nesting_and_what_cannot_be_read(self, read: Import) -> None:
        found = read("graphml", GRAPHML, things="organization")
        partners = {(row["subject"], row["object"]) for row in rows(found, "partner_of")}
        assert partners == {
            ("organization/fund", "organization/quiet-and-harbour"),
            ("organization/n9", "organization/quiet-and-harbour"),
        }
        assert len(rows(found, "funds")) == 1
        refused = [f for f in found.fates if f.state == "refused"]
        assert [f.what for f in refused] == ["node", "hyperedge"]
        assert states(found, "organization")["Inner Room"] == "new"
        # An end that no node describes is a thing by itself, to be looked at.
        assert states(found, "organization")["n9"] == "new"

    def test_gexf_dates_attributes_and_weights(self, read: Import) -> None:
        found = read("gexf", GEXF, things="organization")
        (row,) = rows(found, "funds")
        assert (row["since"], row["programme"]) == ("2021-05-01", "Open fund")
        cells = _rows_of(found, "organization")["Quiet Harbour"]
        assert cells["website"] == "https://harbour.example.org"


class TestCsv:
    def test_things_with_the_columns_of_others(self, read: Import) -> None:
        found = read(
            "csv",
            "Name;Category;Country;Homepage;Founded;E-Mail;Notes\n"
            "Quiet Harbour;NGO network;Germany | XX;https://q.example;2011;a@q.example;text\n"
            "Bread Board;Network;de;not an address;soon;;\n"
            ";Network;;;;;\n",
            things="organization",
        )  # fmt: skip
        cells = _rows_of(found, "organization")
        assert cells["Quiet Harbour"]["country"] == "DE"
        assert cells["Quiet Harbour"]["founded"] == "2011"
        assert cells["Bread Board"]["kind"] == "kind/network"
        assert "website" not in cells["Bread Board"]
        left = {(field, value) for _, field, value, _ in found.notes.left_out}
        assert left >= {("founded", "soon"), ("website", "not an address")}
        assert found.notes.contacts["e_mail"] == 1
        assert found.notes.ignored["notes"] == 1
        assert [f.reason for f in found.fates if f.state == "refused"] == ["names nothing"]

    def test_ties_alone_name_their_ends(self, read: Import) -> None:
        found = read("csv", "from,to,relation,role\nCy Example,Fund,works at,Trustee\n"
                            "Fund,organization/coop,partner of,\n")  # fmt: skip
        (role,) = rows(found, "holds_role")
        assert (role["subject"], role["role"], role["kind"]) == (
            "person/cy-example", "Trustee", "role/board",
        )  # fmt: skip
        assert rows(found, "partner_of")[0]["subject"] == "organization/coop"

    def test_gephi_calls_the_direction_type(self, read: Import) -> None:
        found = read("csv", "Source,Target,Type\nFund,organization/coop,Undirected\n",
                     relation="partner_of")  # fmt: skip
        assert len(rows(found, "partner_of")) == 1

    def test_a_folder_of_tables(self, dataset: Dataset, tmp_path: Path) -> None:
        (tmp_path / "b.csv").write_text("id,name,type\nx,Quiet Harbour,organization\n")
        (tmp_path / "a.csv").write_text("from,to,relation\nx,organization/fund,member of\n")
        found = reconcile_file(dataset, FORMATS["csv"], tmp_path, about=ABOUT)
        assert len(rows(found, "member_of")) == 1

    def test_unknown_words_are_refused_with_the_remedy(self, read: Import) -> None:
        found = read("csv", "from,to,relation\nFund,organization/coop,wobbles\n",
                     things="organization")  # fmt: skip
        (fate,) = (f for f in found.fates if f.what == "statement")
        assert "no relation is called 'wobbles'" in fate.reason
        assert "--relation" in fate.reason


def _zipped(members: Mapping[str, str]) -> bytes:
    import io

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()

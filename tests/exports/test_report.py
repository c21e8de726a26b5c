"""The quarter report: the public functions' figures, ranked, and adding up to the files."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.cost import spend_of
from segattr.errors import UnknownName
from segattr.exports.report import report
from segattr.exports.report_found import blockers, doubts, found_items, found_part
from segattr.exports.report_page import reconciled, to_report_page
from segattr.exports.report_parts import Asked, Subject
from segattr.exports.report_pictures import picture
from segattr.exports.report_quarters import quarters
from segattr.exports.report_sections import SECTIONS
from segattr.exports.report_spend import quarterly_spend
from segattr.exports.report_workings import Workings
from segattr.project.notes import Note
from segattr.sample.kinds import KINDS
from segattr.segments.cards import Card
from segattr.value.lifetime import lifetime, usual_age
from segattr.value.purchases import purchases
from segattr.words import report as words

MODELS = ("first", "last", "linear", "markov")


@pytest.fixture(scope="module")
def data():
    tables = KINDS["shop"](2000, seed=7).tables
    return sa.load(**{"conversions" if name == "orders" else name: table for name, table in tables.items()})


@pytest.fixture(scope="module")
def worked(data):
    return Workings(Subject(data, Asked(segment_by="visitor", models=MODELS)))


@pytest.fixture(scope="module")
def made(data, worked):
    return report(data, Asked("Acme", "visitor", MODELS, made=date(2026, 11, 22)), workings=worked)


@pytest.fixture(scope="module")
def small():
    seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-03-01", "2026-04-30"], "channel": "tv"})
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-04-30"], "value": [10.0]})
    return sa.load(touchpoints=seen, conversions=orders)


def test_every_part_stands_in_its_place_with_the_clients_name_on_top(made):
    names = [part.name for part in made.parts]
    assert names == [
        "What we found",
        "Quarters",
        "Engagement",
        "Migration",
        "Revenue by model",
        "Attribution",
        "Value by quarter",
        "Value",
        "Settings",
        "Audit",
    ]
    assert made.title == "Acme: quarter report"
    assert made.origin[1] == "22 November 2026"


def test_what_was_found_is_ranked_by_money_and_says_what_the_money_is(made):
    table = made.part(words.FOUND).table
    assert table["Money"].dropna().is_monotonic_decreasing
    assert table["Rank"].tolist() == list(range(1, len(table) + 1))
    assert set(table["What the money is"]) <= set(words.STANDS_FOR.values())


def test_only_groups_that_held_up_on_people_held_out_are_listed(data, made):
    found = sa.discover(data)
    said = made.part(words.FOUND).table.query("Kind == @words.HIDDEN")["What we found"]
    confirmed = found[found["confirmed"]]
    assert len(confirmed) > 0
    assert {text.split(":")[0] for text in said} == set(map(words.group, confirmed["segment"]))
    worth = data.conversions["value"].mean()
    listed = made.part(words.FOUND).table.query("Kind == @words.HIDDEN")["Money"]
    assert sorted(listed) == pytest.approx(sorted(confirmed["prize"].abs() * worth))


def test_credit_is_what_attribute_gives(data, made):
    credit = sa.attribute(sa.summarise(data, "visitor"), MODELS).set_index(["model", "segment", "channel"])[
        "value"
    ]
    table = made.part(words.CREDIT).table.set_index(["Segment", "Channel"])
    for model in MODELS:
        expected = credit[model]
        assert table[f"{model}: revenue"].reindex(expected.index).tolist() == pytest.approx(expected.tolist())


def test_quarters_add_up_to_the_whole_credit_and_fitted_models_are_left_to_the_whole(made):
    by_quarter, whole = made.part(words.BY_QUARTER), made.part(words.CREDIT)
    keys = ["Segment", "Channel"]
    assert "markov: revenue" not in by_quarter.table
    assert any("markov" in note for note in by_quarter.notes)
    for model in ("first", "last", "linear"):
        column = f"{model}: revenue"
        added = by_quarter.table.groupby(keys)[column].sum()
        expected = whole.table.set_index(keys)[column]
        assert added.reindex(expected.index).fillna(0).tolist() == pytest.approx(expected.tolist())


def test_a_quarter_counts_orders_revenue_and_new_customers_as_the_files_do(data, made):
    table = made.part(words.QUARTERS).table
    orders = data.conversions
    visitor = data.customers.set_index("customer_id")["visitor"].astype("str")
    whose = orders["customer_id"].astype("str").map(visitor)
    when = orders["ts"].dt.year.astype("str") + " Q" + orders["ts"].dt.quarter.astype("str")
    first = ~orders.sort_values("ts", kind="stable").duplicated("customer_id").reindex(orders.index)
    for row in table.to_dict("records"):
        inside = (when == row["Quarter"]) & (whose == row["Segment"])
        assert row["Revenue"] == pytest.approx(orders["value"][inside].sum())
        assert row["Orders"] == inside.sum()
        assert row["New customers"] == (inside & first).sum()
        assert row["from"] <= row["Conversion"] <= row["to"]


def test_changes_add_up_to_the_difference_of_two_quarters(made):
    table = made.part(words.QUARTERS).table
    revenue = table.pivot_table(index="Quarter", columns="Segment", values="Revenue")
    parts = [f"Revenue change: {name}" for name in ("visits", "conversion", "order value")]
    later = table[table["Quarter"] != table["Quarter"].iloc[0]].set_index(["Quarter", "Segment"])
    assert later[parts].sum(axis=1).tolist() == pytest.approx(later["Revenue change"].tolist())
    assert later["Revenue change"].tolist() == pytest.approx(revenue.diff().iloc[1:].stack().tolist())
    blended = table.groupby("Quarter")[["Converted", "People"]].sum().eval("Converted / People")
    assert later.groupby("Quarter")["Rate change"].sum().tolist() == pytest.approx(
        blended.diff().iloc[1:].tolist()
    )


def test_value_to_an_age_is_that_of_the_value_page(data, made):
    bought = purchases(data, labels=sa.segment(data, "visitor"))
    expected = lifetime(bought, to_age=usual_age(bought)).set_index("segment")["ltv"]
    table = made.part(words.VALUE).table.set_index("Segment")
    assert table.index[-1] == "all"
    assert table["LTV"].reindex(expected.index).tolist() == pytest.approx(expected.tolist())
    assert table["CAC"].iloc[-1] == pytest.approx(table["Spend"].iloc[-1] / table["New customers"].iloc[-1])


def test_every_total_is_found_again(made):
    rows = reconciled(made)
    assert len(rows) >= 3 + 1 + 3 + 4
    assert rows["found"].tolist() == pytest.approx(rows["total"].tolist())


def test_a_total_that_does_not_add_up_shows(made):
    wrong = made.sums[0].__class__("Revenue", words.QUARTERS, "Revenue", made.sums[0].total + 1)
    rows = reconciled(replace(made, sums=(wrong,)))
    assert abs(rows["found"] - rows["total"]).iloc[0] > 0.5


def test_a_bill_over_two_quarters_is_spread_over_its_days():
    seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-03-01", "2026-04-30"], "channel": "tv"})
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-04-30"], "value": [10.0]})
    bill = pd.DataFrame({"channel": ["tv"], "start": ["2026-03-22"], "end": ["2026-04-30"], "spend": [400.0]})
    spent = quarterly_spend(Subject(sa.load(touchpoints=seen, conversions=orders, costs=bill), Asked()))
    assert spent.set_index("period")["spend"].to_dict() == pytest.approx({"2026 Q1": 100.0, "2026 Q2": 300.0})


def test_spend_of_all_quarters_is_what_was_spent(data):
    spend = spend_of(data)
    assert quarterly_spend(Subject(data, Asked(segment_by="device")))["spend"].sum() == pytest.approx(
        spend.rows["spend"].sum() + spend.unplaced["spend"].sum()
    )


def test_a_part_with_nothing_to_say_says_why():
    visits = pd.DataFrame({"device": ["mobile", "desktop"], "people": [900, 400], "converters": [9, 30]})
    made = report(sa.load(outcomes=visits), Asked(segment_by="device"))
    for name in (words.QUARTERS, words.CREDIT, words.VALUE):
        assert made.part(name).table.empty
        assert made.part(name).notes[0].endswith(".")
    assert made.sums == ()


def test_the_picture_of_an_outcome_of_its_own_speaks_of_that():
    stays = pd.DataFrame({"Month": ["Feb", "Mar"] * 40, "is_canceled": [0, 1, 1, 1] * 20})
    made = report(sa.load(outcomes=stays, mapping={"outcomes": {"converted": "is_canceled"}}))
    assert made.outcome == "is_canceled"
    drawn = picture(made.part(words.QUARTERS), "light", outcome=made.outcome)
    assert drawn.title == "How did the rate of is_canceled move from quarter to quarter?"
    assert "onver" not in drawn.chart.to_json()
    assert "rate of is_canceled" in to_report_page(made).decode()


def test_without_segments_everybody_is_one(data):
    table = quarters(Subject(data, Asked())).table
    assert set(table["Segment"]) == {words.EVERYBODY}
    assert table["Spend"].notna().all()


def test_a_quarter_that_is_not_whole_is_called_so_on_page_one(made):
    notes = made.part(words.FOUND).notes
    assert any(note.startswith("Only a part of 2026 Q3") for note in notes)
    assert notes[0].startswith("2026 Q3 brought")
    assert "than the quarter before" not in notes[0]


def test_a_blocker_stands_on_page_one_whether_or_not_its_money_is_known():
    data = sa.load(conversions=pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "value": [9.0]}))
    found = [
        sa.Finding("x", "blocker", "Twice.", "Take one out.", money=9e9),
        sa.Finding("y", "blocker", "Odd."),
    ]
    part = found_part(
        *found_items(Subject(data, Asked()), "no credit", [*found, sa.Finding("z", "low", "Small.")])
    )
    assert part.table["What we found"].iloc[0] == "Twice. Take one out."
    assert part.table["What we found"].iloc[-1] == "Odd."
    assert [item.said for item in blockers(found)] == ["Twice. Take one out.", "Odd."]
    assert doubts("no credit", "EUR") == []


def test_only_the_sections_asked_for_are_worked_out(small):
    worked = Workings(Subject(small, Asked()))
    made = report(small, Asked(sections=("engagement",)), workings=worked)
    assert [part.name for part in made.parts] == ["What we found", "Engagement", "Settings", "Audit"]
    assert not worked.has("value")
    assert {each.part for each in made.sums} == {"Engagement"}


def test_a_section_or_a_quarter_there_is_not_is_named_beside_those_there_are(small):
    with pytest.raises(UnknownName, match=r"no section 'joy'.*engagement"):
        report(small, Asked(sections=("joy",)))
    with pytest.raises(UnknownName, match=r"no quarter '1999 Q1'.*2026 Q2"):
        report(small, Asked(quarters=("1999 Q1",), sections=("notes",)))


def test_quarters_asked_for_are_the_same_rows_as_in_the_whole_report(data, worked, made):
    asked = Asked("Acme", "visitor", MODELS, quarters=("2026 Q2",), made=date(2026, 11, 22))
    part = report(data, asked, workings=worked)
    for name in ("Quarters", "Engagement", "Revenue by model", "Value by quarter"):
        whole = made.part(name).table
        expected = whole[whole["Quarter"] == "2026 Q2"].reset_index(drop=True)
        pd.testing.assert_frame_equal(part.part(name).table, expected)
    pd.testing.assert_frame_equal(part.part("Attribution").table, made.part("Attribution").table)
    rows = reconciled(part)
    assert rows["found"].tolist() == pytest.approx(rows["total"].tolist())
    assert not any("2026 Q3" in what for what in rows["what"])
    assert part.part("What we found").notes[0].startswith("2026 Q2 brought")
    assert not any(note.startswith("Only a part") for note in part.part("What we found").notes)


def test_what_is_worked_out_once_is_not_worked_out_for_another_client(small):
    told, worked = [], Workings(Subject(small, Asked(models=("last",))))
    first = report(small, Asked("Acme", models=("last",)), workings=worked, told=told.append)
    assert told[-1] == "What we found"
    assert len(told) == len(SECTIONS) + 1
    again = report(small, Asked("Other", models=("last",)), workings=worked, told=told.append)
    assert len(told) == len(SECTIONS) + 1
    assert again.title == "Other: quarter report"
    assert again.part("Quarters") is first.part("Quarters")


def test_notes_and_goals_stand_in_the_report_where_there_are_any(data, worked):
    note = Note("segment", "new", "Loyalty card since May.", "2026-05-04")
    card = Card("By visitor", "new", goal="first purchase", metric="orders", target=1.0)
    asked = Asked(segment_by="visitor", sections=("quarters", "goals", "notes"))
    bare = report(data, asked, workings=worked)
    assert {"Goals", "Notes"}.isdisjoint(part.name for part in bare.parts)
    told = report(data, replace(asked, notes=(note,), cards={"new": card}), workings=worked)
    assert told.part("Notes").table["Note"].tolist() == ["Loyalty card since May."]
    assert told.part("Goals").table["Met"].tolist() == ["met"]


def test_a_note_on_something_found_stands_beside_it_on_page_one(data, worked, made):
    said = made.part(words.FOUND).table["What we found"].iloc[0]
    note = Note("finding", said, "We knew.", "2026-05-04")
    asked = Asked("Acme", "visitor", MODELS, sections=("quarters",), notes=(note,))
    told = report(data, asked, workings=worked)
    assert told.part(words.FOUND).table.set_index("What we found")["Note"][said] == "We knew."


def test_what_has_nothing_to_say_is_listed_with_its_reason(made):
    assert set(made.missing) == {"migration"}
    assert made.missing["migration"].startswith("Segments by visitor are read from what is known once")

"""Customers told differently in their own file: the first row, the last one or what most say; and back."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.checks.evidence import Evidence
from segattr.checks.fixes import with_fixes
from segattr.checks.registry import CHECKS
from segattr.data.dataset import Dataset
from segattr.data.told_again import told_again

NOW = pd.Timestamp.now("UTC")
LATEST, USUAL = (f"{kind}:told_differently:customers:" for kind in ("latest", "usual"))
ROWS = pd.DataFrame(
    {
        "customer_id": ["a", "b", "a", "a", "c", "c"],
        "plan": ["basic", "plus", "plus", "plus", "basic", "basic"],
        "region": ["North", None, "South", None, None, "West"],
        "score": [1.0, 2.0, 3.0, 1.0, 5.0, 5.0],
    }
)


def found(dataset):
    return [each.finding for each in CHECKS["told_differently"].run(Evidence(dataset, NOW))]


def plain(dataset):
    table = dataset.customers
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


SOURCES = pd.DataFrame(
    {
        "customer_id": ["a", "b", "a"],
        "first": ["Ads", "Email", "Search"],
        "latest": ["Ads", "Ads", "email"],
        "known since": ["2026-01-01", "2026-01-02", "2026-01-03"],
        "won on": [None, "2026-02-02", "2026-02-03"],
    }
)
FIELDS = {
    "first_source": "first",
    "latest_source": "latest",
    "created_ts": "known since",
    "converted_ts": "won on",
}


@pytest.fixture(scope="module")
def journeys():
    return sa.load(customers=SOURCES, mapping={"customers": FIELDS})


def once(rows):
    """Return the same file with one row of each customer."""
    return sa.load(customers=SOURCES.iloc[rows], mapping={"customers": FIELDS})


@pytest.mark.parametrize("fix", [LATEST, USUAL])
def test_touches_and_conversions_made_of_the_customers_are_made_anew_of_the_row_taken(journeys, fix):
    after = with_fixes(journeys, [fix])
    wanted = once([2, 1]) if fix == LATEST else None
    if wanted is not None:
        for role in ("touchpoints", "conversions"):
            pd.testing.assert_frame_equal(after.tables[role], wanted.tables[role], check_categorical=False)
        assert set(wanted.receipts["customers"].notes) <= set(after.receipts["customers"].notes)
        assert len(after.conversions) == 2
    said = "\n".join(after.receipts["customers"].notes)
    assert said.count("touches of") == 1
    assert said.count("On your word") == 1


def test_what_was_put_right_before_in_touches_made_anew_is_put_right_in_them(journeys):
    rule = "rename:spellings:touchpoints:channel"
    after = with_fixes(journeys, [rule, LATEST])
    assert after.fixes == (rule, LATEST)
    assert after.touchpoints["channel"].tolist() == ["Search", "Email", "Email", "Ads"]


def test_touches_of_a_file_of_their_own_stay_as_they_are():
    touches = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-01-01"], "channel": ["Ads"]})
    data = sa.load(customers=SOURCES, touchpoints=touches, mapping={"customers": FIELDS})
    after = with_fixes(data, [LATEST])
    assert after.touchpoints is data.touchpoints
    assert len(after.conversions) == 2


@pytest.fixture(scope="module")
def crm():
    return sa.load(customers=ROWS)


def test_the_finding_says_who_in_which_columns_and_what_counts(crm):
    [finding] = [each for each in sa.audit(crm) if each.check == "told_differently"]
    assert finding.title == (
        "1 customer (33 %) stands several times in the file of customers, and is told differently in 'plan', "
        "'region', 'score': the first row counts."
    )
    assert (finding.fix, finding.other_fixes) == (LATEST, (USUAL,))
    assert [row["plan"] for row in finding.examples] == ["basic", "plus", "plus"]


def test_a_blank_contradicts_nothing_and_equal_rows_are_no_finding(crm):
    assert "c" not in set(crm.again["customer_id"])
    assert found(sa.load(customers=ROWS.iloc[[1, 4, 5]])) == []
    assert found(sa.load(customers=pd.concat([ROWS.iloc[:2], ROWS.iloc[:2]]))) == []


@pytest.mark.parametrize(
    ("fix", "told"), [(LATEST, ["a", "plus", None, 1.0]), (USUAL, ["a", "plus", "North", 1.0])]
)
def test_the_last_row_or_what_most_say_and_undone_the_first_again(crm, fix, told):
    before = [["a", "basic", "North", 1.0], ["b", "plus", None, 2.0], ["c", "basic", None, 5.0]]
    assert plain(crm) == before
    after = with_fixes(crm, [fix])
    assert plain(after) == [told, *before[1:]]
    assert found(after) == []
    assert "On your word" in after.receipts["customers"].notes[-1]
    assert after.customers.dtypes.map(type).tolist() == crm.customers.dtypes.map(type).tolist()
    undone = with_fixes(crm, [other for other in after.fixes if other != fix])
    assert (undone.key, plain(undone)) == (crm.key, before)
    assert found(undone) == found(crm)


def test_the_key_tells_apart_data_that_differ_only_in_what_else_was_said(crm):
    first = sa.load(customers=ROWS.drop_duplicates("customer_id"))
    assert plain(first) == plain(crm)
    assert first.key != crm.key


def test_one_spelling_settles_what_was_only_spelled_otherwise():
    rows = pd.DataFrame({"customer_id": [*"abcdefgh", "a"], "country": ["DE"] * 4 + ["Germany"] * 5})
    crm = sa.load(customers=rows)
    assert len(found(crm)) == 1
    spelled = with_fixes(crm, ["rename:dirty_labels:customers:country"])
    assert spelled.customers["country"].nunique() == 1
    assert found(spelled) == []


def test_what_is_replaced_by_a_code_is_kept_nowhere_else():
    rows = pd.DataFrame(
        {"customer_id": ["a", "b", "a"], "note": ["x@y.de", "p@q.de", "z@y.de"], "plan": [*"mnm"]}
    )
    coded = with_fixes(sa.load(customers=rows), ["conceal:personal_data:customers:note"])
    assert coded.again is None
    assert found(coded) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from(["x", "y", "z", None]), st.sampled_from([1.0, 2.0, None])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_fixes_say_what_a_loop_over_the_rows_says(rows):
    table = pd.DataFrame(rows, columns=["customer_id", "plan", "score"]).astype(
        {"plan": "str", "score": float}
    )
    crm = Dataset(
        customers=table.drop_duplicates("customer_id").reset_index(drop=True), again=told_again(table)
    )
    own = {id: [row for row in rows if row[0] == id] for id, *_ in rows}
    differ = {id for id, each in own.items() if any(len({r[n] for r in each} - {None}) > 1 for n in (1, 2))}
    assert bool(found(crm)) == bool(differ)
    for fix, choose in ((LATEST, lambda each: list(each[-1])), (USUAL, by_most)):
        wanted = [choose(each) if id in differ else list(each[0]) for id, each in own.items()]
        assert plain(with_fixes(crm, [fix])) == wanted


def by_most(rows):
    columns = [[value for value in column if value is not None] for column in zip(*rows, strict=True)]
    return [max(column, key=column.count) if column else None for column in columns]

"""Fixes: pure, listed, undone by leaving them out."""

import pandas as pd
import pytest

import segattr as sa
from segattr.checks.fixes import FIXES, fixed, with_fixes
from segattr.checks.registry import CHECKS
from segattr.data.identity import content_key
from segattr.errors import UnknownName
from segattr.words.audit import FIX
from tests.checks.faults import FAULTS
from tests.checks.worlds import TODAY, clean

TWICE = "leave_out:repeated_rows:touchpoints:"
SPELLED = "rename:spellings:touchpoints:source"


@pytest.fixture(scope="module")
def faulty():
    world = FAULTS["repeated_rows"].spoil(FAULTS["spellings"].spoil(clean()))
    return sa.load(**vars(world))


def test_every_kind_of_fix_is_made_and_named_and_offered():
    assert set(FIXES) == set(FIX) == {kind for check in CHECKS.values() for kind in check.fixes}


def test_a_fix_changes_nothing_in_place(faulty):
    before = content_key(faulty.tables)
    fixed(faulty, TWICE, today=TODAY)
    assert content_key(faulty.tables) == before
    assert faulty.fixes == ()


def test_undoing_one_of_two_fixes_gives_what_the_other_alone_gives(faulty):
    both = with_fixes(faulty, [TWICE, SPELLED], today=TODAY)
    undone = with_fixes(faulty, [fix for fix in both.fixes if fix != TWICE], today=TODAY)
    assert undone.key == with_fixes(faulty, [SPELLED], today=TODAY).key
    assert undone.key != both.key
    assert with_fixes(faulty, [], today=TODAY).key == faulty.key


def test_the_rows_left_out_are_the_repeats_and_the_receipt_says_so(faulty):
    after = fixed(faulty, TWICE, today=TODAY)
    assert len(after.touchpoints) == 4_000
    assert not after.touchpoints.duplicated().any()
    assert after.receipts["touchpoints"].rows == 4_000
    assert "On your word" in after.receipts["touchpoints"].notes[-1]
    assert after.receipts["conversions"] == faulty.receipts["conversions"]


def test_one_spelling_is_used_and_the_number_of_rows_stays(faulty):
    after = fixed(faulty, SPELLED, today=TODAY)
    assert set(faulty.touchpoints["source"].cat.categories) - set(after.touchpoints["source"]) == {"fb"}
    assert len(after.touchpoints) == len(faulty.touchpoints)


def test_a_code_in_place_of_an_address_still_joins_the_tables():
    world = FAULTS["emails_as_ids"].spoil(clean())
    after = fixed(world.dataset(), "conceal:emails_as_ids:touchpoints:customer_id", today=TODAY)
    plain = clean().dataset()
    for role in ("touchpoints", "conversions", "customers"):
        codes = after.tables[role]["customer_id"]
        assert not codes.str.contains("@").any()
        assert codes.nunique() == plain.tables[role]["customer_id"].nunique()
    assert after.conversions["customer_id"].isin(after.customers["customer_id"]).all()


def test_a_placeholder_goes_from_the_touches_and_leaves_its_conversions_in_the_total():
    world = clean().with_rows("touchpoints", range(50), customer_id="guest")
    dataset = world.with_rows("conversions", range(9), customer_id="guest").dataset()
    fixes = [f"unname:placeholder_ids:{role}:customer_id" for role in ("touchpoints", "conversions")]
    after = with_fixes(dataset, fixes, today=TODAY)
    assert len(after.touchpoints) == 4_000 - 50
    assert after.conversions["value"].sum() == dataset.conversions["value"].sum()
    assert int(after.conversions["customer_id"].isna().sum()) == 9


def test_people_without_consent_are_in_no_table():
    dataset = FAULTS["no_consent"].spoil(clean()).dataset()
    after = fixed(dataset, "leave_people:no_consent:customers:consent", today=TODAY)
    refused = set(dataset.customers.loc[dataset.customers["consent"] == "no", "customer_id"])
    for role in ("touchpoints", "conversions", "customers"):
        assert refused.isdisjoint(after.tables[role]["customer_id"])


def test_a_fix_that_has_nothing_to_do_changes_no_row():
    dataset = clean().dataset()
    after = fixed(dataset, TWICE, today=TODAY)
    pd.testing.assert_frame_equal(after.touchpoints, dataset.touchpoints)


@pytest.mark.parametrize(
    "fix", ["", "leave_out", "leave_out:nothing:touchpoints:", "rename:repeated_rows:costs:"]
)
def test_a_fix_that_does_not_exist_is_refused(fix):
    with pytest.raises(UnknownName, match="There is no fix"):
        fixed(clean().dataset(), fix, today=TODAY)


def test_visits_taken_apart_say_on_their_receipt_what_was_put_right_and_how_many_are_left():
    visits = pd.DataFrame({"customer_id": ["a", "a", "b"], "ts": ["2026-01-01"] * 3, "channel": "Ads"})
    data = sa.load(sessions=visits.assign(converted=["yes", "yes", "no"]))
    after = with_fixes(data, ["leave_out:repeated_rows:touchpoints:"])
    assert len(after.touchpoints) == 2
    assert after.receipts["sessions"].rows == 2
    assert "On your word" in after.receipts["sessions"].notes[-1]
    assert with_fixes(data, ["leave_out:repeated_rows:costs:"]).receipts == data.receipts


def test_ids_put_together_among_visits_are_counted_before_and_after():
    mails = ["one@mail.de", "One@mail.de ", *(f"p{place}@mail.de" for place in range(60))]
    visits = pd.DataFrame({"customer_id": [f"c{place}" for place in range(62)], "email": mails})
    data = sa.load(sessions=visits.assign(ts="2026-01-01", channel="Ads", converted="no"))
    (finding,) = (found for found in sa.audit(data) if found.check == "same_person")
    after = with_fixes(data, [finding.fix])
    assert "62 customer ids before, 61 after" in after.receipts["sessions"].notes[-1]
    assert after.receipts["sessions"].rows == 62

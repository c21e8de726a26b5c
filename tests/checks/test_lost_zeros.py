"""Ids without their leading zeros, written with all their digits: only where that finds more people."""

import pandas as pd

import segattr as sa
from segattr.checks.fixes import with_fixes

PAD = "pad:lost_zeros:conversions:customer_id"
DAY = pd.Timestamp("2026-03-01", tz="UTC")


def shop(bought, listed):
    orders = pd.DataFrame({"customer_id": bought, "ts": DAY, "value": 5.0})
    return sa.load(conversions=orders, customers=pd.DataFrame({"customer_id": listed}))


def found(dataset, *checks):
    return [finding for finding in sa.audit(dataset) if finding.check in (checks or ("lost_zeros",))]


FIVE_DIGITS = [f"{n:05d}" for n in (7, 70, 701, 7012, 70123, 99999)]


def test_both_figures_are_said_and_the_zeros_come_back():
    data = shop(["7", "70", "70123", "99999"], FIVE_DIGITS)
    [finding] = found(data)
    assert finding.title == (
        "The ids of conversions have lost their leading zeros: 50 % of its customers are found in customers "
        "as they stand, 100 % once written with 5 digits."
    )
    assert (finding.fix, finding.count) == (PAD, 2)
    assert found(data, "id_spelling") == []  # said once
    after = with_fixes(data, [PAD])
    assert after.conversions["customer_id"].tolist() == ["00007", "00070", "70123", "99999"]
    assert after.customers["customer_id"].tolist() == FIVE_DIGITS
    assert found(after, "lost_zeros", "match_rate") == []
    undone = with_fixes(data, [])
    assert undone.key == data.key
    assert found(undone) == [finding]


def test_zeros_that_find_nobody_are_not_written():
    assert found(shop(["8", "80", "70123"], FIVE_DIGITS)) == []
    assert found(shop(["70123", "99999"], FIVE_DIGITS)) == []


def test_ids_of_no_one_width_are_left_as_they_are():
    assert found(shop(["7", "70"], ["007", "0070", "00701"])) == []
    assert found(shop(["7", "0070"], FIVE_DIGITS)) == []  # a file that has zeros has not lost them
    assert found(shop(["7", "701234"], FIVE_DIGITS)) == []


def test_rounded_numbers_have_no_fix_and_say_what_to_do():
    [finding] = found(shop(["1.2E+11", "7"], FIVE_DIGITS), "damaged_ids")
    assert finding.fix == ""
    assert "import the column there as text" in finding.advice


def test_one_customer_in_two_hundred_more_is_no_reason_to_write_all_ids_anew():
    listed = [f"{n:05d}" for n in range(9, 100_000, 490)][:201]
    bought = [id for id in listed if id[0] != "0"] + ["9"]
    assert len(bought) > 101
    assert found(shop([*bought, *(f"x{n}" for n in range(100))], listed)) == []
    assert len(found(shop([*bought[:40], "9"], listed))) == 1

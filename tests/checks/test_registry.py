"""What every check owes: silence on clean data, the planted fault with its count, no harm to anything."""

import re
from functools import cache

import pandas as pd
import pytest

from segattr.checks.audit import audit
from segattr.checks.evidence import Evidence
from segattr.checks.finding import QUESTIONS, SEVERITIES
from segattr.checks.fixes import FIXES, fixed
from segattr.checks.registry import CHECKS
from segattr.data.dataset import Dataset
from segattr.data.identity import content_key
from segattr.schema import TABLES, empty
from tests.checks.faults import FAULTS
from tests.checks.worlds import TODAY, clean

each = pytest.mark.parametrize("name", CHECKS)


@cache
def spoilt(name):
    return FAULTS[name].spoil(clean()).dataset()


@cache
def found_in(name):
    return tuple(CHECKS[name].run(Evidence(spoilt(name), TODAY)))


def test_every_check_has_a_planted_fault():
    assert list(FAULTS) == [name for name in FAULTS if name in CHECKS]
    assert set(FAULTS) == set(CHECKS)


def test_clean_data_give_nothing():
    assert audit(clean().dataset(), today=TODAY) == []


@each
def test_the_planted_fault_is_found_where_it_is(name):
    fault = FAULTS[name]
    findings = [found.finding for found in found_in(name)]
    told = [(finding.table, finding.severity) for finding in findings]
    assert (fault.table, fault.severity) in told, told
    counts = [finding.count for finding in findings if finding.table == fault.table]
    assert (fault.count in counts) if fault.count is not None else min(counts) > 0, counts


@each
def test_a_finding_says_what_how_much_and_what_to_do(name):
    for found in found_in(name):
        finding = found.finding
        assert finding.check == name
        assert SEVERITIES.index(finding.severity) >= SEVERITIES.index(CHECKS[name].worst)
        assert finding.title.endswith((".", "?"))
        assert not re.search(r"\{(told|many|shown|share|percent|agreeing)\b", finding.title)
        assert finding.advice.endswith((".", "?"))
        assert 0 < finding.share <= 1
        assert len(finding.examples) <= 5
        assert set(finding.questions) <= set(QUESTIONS)
        assert found.rows is None or finding.count >= 1


@each
def test_a_check_leaves_the_data_as_they_are(name):
    dataset = spoilt(name)
    before = content_key(dataset.tables)
    list(CHECKS[name].run(Evidence(dataset, TODAY)))
    assert content_key(dataset.tables) == before


def test_empty_tables_are_fine_alone_and_together():
    tables = {role: empty(role) for role in TABLES if role != "sessions"}
    assert audit(Dataset(), today=TODAY) == []
    assert audit(Dataset(**tables), today=TODAY) == []
    for role, table in tables.items():
        assert audit(Dataset(**{role: table}), today=TODAY) == []


@pytest.mark.parametrize("role", ["touchpoints", "conversions", "customers", "costs"])
def test_a_missing_table_is_fine(role):
    assert audit(clean().dataset().with_(**{role: None}), today=TODAY) == []


def test_conversions_of_nobody_are_fine():
    orders = pd.DataFrame({"customer_id": pd.Series([None, None], dtype="str"), "value": [1.0, 2.0]})
    nobody = Dataset(conversions=orders.assign(ts=pd.to_datetime(["2026-01-02 10:00"] * 2, utc=True)))
    assert [finding.check for finding in audit(nobody, today=TODAY)] == ["blank_ids"]


def test_a_single_row_is_fine():
    day = pd.to_datetime(["2026-01-02 10:00"], utc=True)
    one = Dataset(
        touchpoints=pd.DataFrame({"customer_id": ["a"], "ts": day, "channel": pd.Categorical(["Email"])}),
        conversions=pd.DataFrame({"customer_id": ["a"], "ts": day, "value": [1.0]}),
        customers=pd.DataFrame({"customer_id": ["a"], "plan": pd.Categorical(["x"])}),
    )
    assert {finding.severity for finding in audit(one, today=TODAY)} <= {"high"}


@pytest.mark.parametrize("name", [check.name for check in CHECKS.values() if check.fix])
def test_the_fix_leaves_nothing_of_what_was_found(name):
    finding = next(found.finding for found in found_in(name) if found.finding.table == FAULTS[name].table)
    assert finding.fix.partition(":")[0] in FIXES
    after = fixed(spoilt(name), finding.fix, today=TODAY)
    assert finding.fix not in [found.finding.fix for found in CHECKS[name].run(Evidence(after, TODAY))]
    assert after.fixes == (finding.fix,)
    assert after.key not in ("", spoilt(name).key)

"""One person under several ids: who is found, who stays, who is left alone; put together and taken apart."""

from collections import Counter
from hashlib import md5

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.checks.audit import pairs_table
from segattr.checks.contacts import ADDRESS, PHONE, kind_of
from segattr.checks.evidence import Evidence
from segattr.checks.fixes import with_fixes
from segattr.checks.registry import CHECKS
from segattr.checks.shared_contacts import shared_contacts
from segattr.data.dataset import Dataset
from segattr.io.personal import hashed

DAY = pd.Timestamp("2026-03-01", tz="UTC")
MERGE = "merge:same_person:customers:e-mail address"
BY_PHONE = "merge:same_person:customers:phone number"


def crm(*rows, columns=("customer_id", "mail")):
    return pd.DataFrame(list(rows), columns=list(columns))


def orders(*ids):
    return pd.DataFrame(
        {"customer_id": ids, "ts": [DAY + pd.Timedelta(days=n) for n in range(len(ids))], "value": 10.0}
    )


def found(dataset, check="same_person"):
    return [each.finding for each in CHECKS[check].run(Evidence(dataset, pd.Timestamp.now("UTC")))]


def shop():
    """Ann twice, with three orders under the later id; Bo once."""
    people = crm(("1", "Ann@mail.de "), ("2", "ann@mail.de"), ("3", "bo@mail.de"))
    return sa.load(
        customers=people.assign(plan=["old", "new", "old"]), conversions=orders("1", "2", "2", "3")
    )


def test_the_pairs_say_who_gives_way_who_stays_and_what_both_have():
    [finding] = [each for each in sa.audit(shop()) if each.check == "same_person"]
    assert finding.pairs == (("1", "2", "a…@mail.de"),)
    assert finding.fix == MERGE
    assert finding.title == (
        "1 person stands under 2 customer ids (67 % of all) that share an e-mail address: one person counts "
        "several times."
    )
    assert pairs_table([finding]).to_numpy().tolist() == [["1", "2", "a…@mail.de"]]


def test_put_together_every_table_has_one_id_and_undone_all_is_as_before():
    before = shop()
    after = with_fixes(before, [MERGE])
    assert after.conversions["customer_id"].tolist() == ["2", "2", "2", "3"]
    assert after.customers[["customer_id", "plan"]].to_numpy().tolist() == [["2", "new"], ["3", "old"]]
    assert found(after) == []
    told = (
        "On your word: put these ids together (same_person, e-mail address): 3 customer ids before, 2 after."
    )
    assert {receipt.notes[-1] for receipt in after.receipts.values()} == {told}
    undone = with_fixes(before, [fix for fix in after.fixes if fix != MERGE])
    assert undone.key == before.key
    assert found(undone)[0].pairs == found(before)[0].pairs


def test_of_equals_the_id_seen_first_stays():
    visits = pd.DataFrame(
        {"customer_id": ["1", "2"], "ts": [DAY + pd.Timedelta(days=3), DAY], "channel": "Email"}
    )
    data = sa.load(customers=crm(("1", "a@b.de"), ("2", "A@b.de")), touchpoints=visits)
    assert found(data)[0].pairs == (("1", "2", "a…@b.de"),)


def test_addresses_are_held_against_each_other_across_the_tables():
    bought = orders("9", "1").assign(mail=["ann@mail.de", None])
    data = sa.load(customers=crm(("1", "ann@mail.de"), ("2", "bo@mail.de")), conversions=bought)
    assert {*found(data)[0].pairs[0][:2]} == {"1", "9"}
    after = with_fixes(data, [found(data)[0].fix])
    assert after.conversions["customer_id"].nunique() == 1
    assert after.customers["customer_id"].is_unique


@pytest.mark.parametrize(
    "write", [lambda mail: hashed(mail, salt="s"), lambda mail: md5(mail.encode()).hexdigest()]
)
def test_a_hash_counts_like_the_address(write):
    people = crm(*((id, write(mail)) for id, mail in (("1", "a@b.de"), ("2", "a@b.de"), ("3", "c@d.de"))))
    data = sa.load(customers=people.rename(columns={"mail": "email_hash"}))
    [finding] = found(data)
    assert [pair[:2] for pair in finding.pairs] == [("2", "1")]
    plain = sa.load(customers=people.rename(columns={"mail": "visit"}))
    assert len(found(plain)) == (1 if people["mail"][0].startswith("h") else 0)


def test_hashing_on_import_finds_the_same_people():
    people = crm(("1", "Ann@mail.de"), ("2", "ann@mail.de"), ("3", "bo@mail.de"))
    [finding] = found(sa.load(customers=people, hash_personal="s"))
    assert finding.pairs[0][:2] == ("2", "1")
    assert "mail.de" not in finding.pairs[0][2]


def test_a_phone_number_is_one_however_it_is_written():
    people = crm(
        *(("1", "+49 30 1234567"), ("2", "0049 (30) 123-4567"), ("3", "+49 40 7654321"), ("4", "0000000")),
        ("5", "0000000"),
        columns=("customer_id", "phone"),
    )
    data = sa.load(customers=people)
    assert [finding.fix for finding in found(data)] == [BY_PHONE]
    assert found(data)[0].pairs == (("2", "1", "…4567"),)
    assert len(with_fixes(data, [BY_PHONE]).customers) == 4


def test_an_address_of_many_or_of_a_role_puts_nobody_together():
    team = [(str(n), "team@mail.de") for n in range(5)]
    [finding] = found(sa.load(customers=crm(*team, ("7", "x@y.de"))))
    assert (finding.fix, finding.severity, finding.pairs) == ("", "medium", ())
    assert finding.title.startswith("1 e-mail address leads to more than 4 customer ids, and is left alone")
    [four] = found(sa.load(customers=crm(*team[:4], ("7", "x@y.de"))))
    assert len(four.pairs) == 3
    assert found(sa.load(customers=crm(("1", "info@mail.de"), ("2", "info@mail.de"), ("3", "a@b.de")))) == []


def test_a_chain_is_one_person_up_to_four_ids():
    def chained(length):
        bought = orders(*(str(n) for n in range(length)), *(str(n) for n in range(length)))
        mails = [f"a{n}@b.de" for n in range(length)] + [f"a{n + 1}@b.de" for n in range(length)]
        return found(sa.load(conversions=bought.assign(mail=mails), customers=crm(("x", "q@r.de"))))

    assert len(chained(4)[0].pairs) == 3
    assert chained(5)[0].pairs == ()


def test_an_id_of_many_addresses_is_found_and_puts_nobody_together():
    bought = orders("till", "till", "till", "2").assign(mail=["a@b.de", "c@d.de", "e@f.de", "a@b.de"])
    data = sa.load(conversions=bought, customers=crm(("2", "a@b.de")))
    assert found(data) == []
    [finding] = found(data, "many_addresses")
    assert (finding.table, finding.count, finding.fix) == ("conversions", 3, "")
    assert "up to 3" in finding.title


def test_a_code_in_place_of_the_addresses_still_finds_the_people():
    coded = with_fixes(shop(), ["conceal:personal_data:customers:mail"])
    assert found(coded)[0].pairs[0][:2] == ("1", "2")
    assert with_fixes(coded, [MERGE]).customers["customer_id"].tolist() == ["2", "3"]


PEOPLE = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 7)), min_size=1, max_size=14)


@given(PEOPLE)
def test_who_is_put_together_is_what_a_slow_walk_finds(rows):
    bought = orders(*(f"i{id}" for id, _ in rows)).assign(mail=[f"m{mail}@b.de" for _, mail in rows])
    evidence = Evidence(Dataset(conversions=bought.astype({"customer_id": "str", "mail": "str"})), DAY)
    merged = {gone: stays for gone, stays, _ in shared_contacts(evidence, ADDRESS).pairs}
    assert {tuple(sorted(group)) for group in by_hand({(f"i{id}", mail) for id, mail in rows})} == groups(
        merged
    )
    bought_by = Counter(f"i{id}" for id, _ in rows)
    assert all(bought_by[stays] >= bought_by[gone] for gone, stays in merged.items())


def groups(merged):
    return {
        tuple(sorted([stays, *(gone for gone, other in merged.items() if other == stays)]))
        for stays in merged.values()
    }


def by_hand(pairs):
    """Walk from id to address to id; ids of three addresses and groups of five ids do not count."""
    mails = Counter(id for id, _ in pairs)
    pairs = {(id, mail) for id, mail in pairs if mails[id] < 3}
    ids = Counter(mail for _, mail in pairs)
    pairs = {(id, mail) for id, mail in pairs if ids[mail] <= 4}
    left = {id for id, _ in pairs}
    while left:
        group, grown = set(), {left.pop()}
        while grown != group:
            group = grown
            shared = {mail for id, mail in pairs if id in group}
            grown = group | {id for id, mail in pairs if mail in shared}
        left -= group
        if 1 < len(group) <= 4:
            yield group


@pytest.mark.parametrize(
    ("name", "texts", "kind"),
    [
        ("contact", ["a@b.de", "c@d.de", "by phone"], ADDRESS),
        ("phone", ["a@b.de", "c@d.de"], ADDRESS),
        ("mobile", ["+49 30 1234567", "030 7654321"], PHONE),
        ("phone_sha256", ["0" * 63 + "1", "0" * 63 + "2"], PHONE),
        ("session", ["0" * 31 + "1", "0" * 31 + "2"], ""),
        ("who", [hashed("x", salt="s")], ADDRESS),
        ("number", ["4930123456", "4930123457"], ""),
        ("note", [], ""),
    ],
)
def test_a_column_tells_people_apart_by_what_stands_in_it(name, texts, kind):
    assert kind_of(name, pd.Series(texts, dtype="str")) == kind

"""Ids that look like customers' and are listed nowhere, told from those of browsers."""

from dataclasses import replace

from segattr.checks.evidence import Evidence
from segattr.checks.logged_in import missing_people
from tests.checks.worlds import TODAY, clean


def found_in(world):
    return list(missing_people(Evidence(world.dataset(), TODAY)))


def renamed(world, first, last, called):
    ids = world.touchpoints["customer_id"].copy()
    ids.iloc[first:last] = [called.format(place) for place in range(last - first)]
    return replace(world, touchpoints=world.touchpoints.assign(customer_id=ids))


def test_browsers_alone_are_no_missing_people():
    assert not found_in(renamed(clean(), 0, 400, "anon-{:06d}"))


def test_where_everybody_has_ids_of_one_form_the_unlisted_may_be_anonymous():
    assert not found_in(renamed(clean(), 0, 400, "C9{:03d}"))


def test_a_few_lost_ones_say_nothing():
    assert not found_in(renamed(renamed(clean(), 0, 400, "anon-{:06d}"), 400, 415, "C9{:03d}"))


def test_lost_customers_among_browsers_are_named():
    (found,) = found_in(renamed(renamed(clean(), 0, 400, "anon-{:06d}"), 400, 460, "C9{:03d}"))
    assert "60 ids in the touchpoints" in found.finding.title
    assert "'C9000', 'C9001'" in found.finding.title

"""Every check, in the order of the documentation."""

from __future__ import annotations

from typing import Final

from segattr.checks import (
    attributes,
    channels,
    clock,
    columns,
    costs,
    coverage,
    dates,
    endless,
    files,
    groups,
    identity,
    installs,
    links,
    logged_in,
    lost_zeros,
    matches,
    money,
    names,
    one_person,
    order_lines,
    privacy,
    sampling,
    small_groups,
    stale,
    taxonomy,
    told_differently,
    web_orders,
)
from segattr.checks.check import Check

FAMILIES: Final[dict[str, tuple[Check, ...]]] = {
    "The files": (*files.CHECKS, *sampling.CHECKS, *columns.CHECKS),
    "Who": (
        *(*identity.CHECKS, *told_differently.CHECKS, *one_person.CHECKS, *lost_zeros.CHECKS),
        *(*matches.CHECKS, *links.CHECKS, *logged_in.CHECKS),
    ),
    "When": (*dates.CHECKS, *coverage.CHECKS, *clock.CHECKS),
    "App installs": installs.CHECKS,
    "Channels and campaigns": (*names.CHECKS, *endless.CHECKS, *channels.CHECKS, *taxonomy.CHECKS),
    "The money": (*order_lines.CHECKS, *money.CHECKS, *web_orders.CHECKS, *costs.CHECKS),
    "What is known of customers": (*attributes.CHECKS, *groups.CHECKS, *stale.CHECKS),
    "What the law protects": (*privacy.CHECKS, *small_groups.CHECKS),
}
CHECKS: Final[dict[str, Check]] = {check.name: check for family in FAMILIES.values() for check in family}

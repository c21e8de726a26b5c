"""Installs and their tables, each worked out once per data and settings."""

from __future__ import annotations

from functools import partial

from segattr.averages.install_steps import activations_there, payments_there, proposed_steps
from segattr.averages.installs import FIELDS, InstallReport, install_report
from segattr.averages.units import may_be_dimension
from segattr.data.app_names import holds_installs
from segattr.data.installs import Installs, installs_of
from segattr.segments.registry import read_segmentation
from segattr.ui import store
from segattr.ui.averages_store import Named

Steps = tuple[str, str]


def there(key: str) -> bool:
    """Whether the data hold installs."""
    if store.opened(key) is not None:  # a Summary has no rows to hold any
        return False
    return store.kept(("installs there", key), lambda: holds_installs(store.loaded(key)))


def found(key: str) -> Installs:
    """Return the installs under the usual rule."""
    return store.kept(("installs", key), lambda: installs_of(store.loaded(key)))


def columns(key: str) -> tuple[str, ...]:
    """Return what these installs can be told apart by: fields and columns with two values or more."""
    return store.kept(("install columns", key), partial(_columns, key))


def steps(key: str) -> tuple[Steps, tuple[str, ...], tuple[str, ...]]:
    """Return the events proposed for activation and payment, and everything each could be."""
    return store.kept(("install steps", key), partial(_steps, key))


def report(key: str, by: str, chosen: Steps, sets: Named, level: float) -> InstallReport:
    """Return the funnel and the table of the installs by one column, or set; by none, of everybody."""
    what = ("install report", key, by, chosen, sets, level)
    return store.kept(what, partial(_report, key, by, chosen, sets, level))


def _report(key: str, by: str, chosen: Steps, sets: Named, level: float) -> InstallReport:
    definition = dict(sets).get(by)
    column = read_segmentation(definition) if definition is not None else by
    return install_report(
        store.loaded(key),
        [column] if by else [],
        activate=chosen[0],
        pay=chosen[1],
        level=level,
        found=found(key),
    )


def _columns(key: str) -> tuple[str, ...]:
    rows, customers = found(key).rows, store.loaded(key).customers
    own = [name for name in FIELDS if rows[name].nunique() > 1]
    if customers is None:
        return tuple(own)
    more = [str(name) for name in customers if may_be_dimension(customers[name], "customers")]
    return (*own, *(name for name in more if name not in FIELDS))


def _steps(key: str) -> tuple[Steps, tuple[str, ...], tuple[str, ...]]:
    dataset = store.loaded(key)
    return proposed_steps(dataset), activations_there(dataset), payments_there(dataset)

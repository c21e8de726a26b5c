"""segattr: segment attribution for people with spreadsheets.

Load files, reduce them once, ask many questions::

    import segattr as sa

    dataset = sa.load(touchpoints="touchpoints.csv", conversions="orders.xlsx", customers="crm.csv")
    summary = sa.summarise(dataset, segmentation="visitor", window=sa.Window(lookback_days=30))
    credit = sa.attribute(summary, models=["first", "last", "linear"], interval=True)
    rates = sa.rates(dataset, by=["visitor", "device"])
    findings = sa.audit(dataset)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segattr.attribution.attribute import attribute
    from segattr.averages.discover import discover
    from segattr.averages.installs import installs
    from segattr.averages.mix_and_rate import mix_and_rate
    from segattr.averages.rates import rates
    from segattr.checks.audit import audit
    from segattr.checks.finding import Finding
    from segattr.checks.match_rates import match_rates
    from segattr.data.dataset import Dataset
    from segattr.data.load import load
    from segattr.errors import SegattrError
    from segattr.reduce.summarise import summarise
    from segattr.reduce.summary import Summary, open_summary
    from segattr.reduce.window import Window
    from segattr.segments.segment import segment
    from segattr.segments.segmentation import Segmentation

__version__ = "0.1.0"

__all__ = [
    "Dataset",
    "Finding",
    "SegattrError",
    "Segmentation",
    "Summary",
    "Window",
    "attribute",
    "audit",
    "discover",
    "installs",
    "load",
    "match_rates",
    "mix_and_rate",
    "open_summary",
    "rates",
    "segment",
    "summarise",
]

# Fetched when first used: a page that only draws its frame need not wait for the engines.
_HOMES = {
    "Dataset": "data.dataset",
    "Finding": "checks.finding",
    "SegattrError": "errors",
    "Segmentation": "segments.segmentation",
    "Summary": "reduce.summary",
    "Window": "reduce.window",
    "attribute": "attribution.attribute",
    "audit": "checks.audit",
    "discover": "averages.discover",
    "installs": "averages.installs",
    "load": "data.load",
    "match_rates": "checks.match_rates",
    "mix_and_rate": "averages.mix_and_rate",
    "open_summary": "reduce.summary",
    "rates": "averages.rates",
    "segment": "segments.segment",
    "summarise": "reduce.summarise",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'segattr' has no attribute {name!r}")
    return getattr(import_module(f"segattr.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

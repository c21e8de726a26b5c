"""segattr: segment attribution for people with spreadsheets.

Load files, reduce them once, ask many questions::

    import segattr as sa

    dataset = sa.load(touchpoints="touchpoints.csv", conversions="orders.xlsx", customers="crm.csv")
    summary = sa.summarise(dataset, segmentation="visitor", window=sa.Window(lookback_days=30))
    credit = sa.attribute(summary, models=["first", "last", "linear"], interval=True)
    rates = sa.rates(dataset, by=["visitor", "device"])
"""

from segattr.attribution.attribute import attribute
from segattr.averages.rates import rates
from segattr.data.dataset import Dataset
from segattr.data.load import load
from segattr.errors import SegattrError
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.summary_file import open_summary
from segattr.reduce.window import Window
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation

__version__ = "0.1.0"

__all__ = [
    "Dataset",
    "SegattrError",
    "Segmentation",
    "Summary",
    "Window",
    "attribute",
    "load",
    "open_summary",
    "rates",
    "segment",
    "summarise",
]

"""The entry: ``streamlit run app.py``. Headers, warm-up and the last word on errors, around the shell."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

from segattr.errors import SegattrError
from segattr.ui.headers import POLICY
from segattr.ui.text import esc

WARM = ("altair", "duckdb", "pandas", "narwhals.stable.v2", "segattr.ui.shell")


@asynccontextmanager
async def warm_up(_: st.App) -> AsyncIterator[None]:
    """Import what the first visitor would wait for, and spare every later collection the walk over it."""
    for module in WARM:
        import_module(module)
    gc.collect()
    gc.freeze()
    yield


def explain(error: Exception) -> bool:
    """Show an error of the data as the sentence it is; any other without its innards, which are logged."""
    if isinstance(error, SegattrError):
        st.error(esc(error))
    else:
        st.error("Your data are still loaded. Try another page, or reload this one.", title="This went wrong")
    return True


app = st.App("segattr/ui/shell.py", middleware=[POLICY], lifespan=warm_up, on_script_error=explain)

if __name__ == "__main__":
    app.run(config={"server.address": "localhost"})

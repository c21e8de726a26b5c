"""The entry: ``streamlit run app.py``. Headers, warm-up and the last word on errors, around the shell."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st

from segattr.errors import SegattrError
from segattr.ui.headers import POLICY
from segattr.ui.text import esc
from segattr.ui.warm_up import warm_up


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up while the browser fetches its own part."""
    Thread(target=warm_up, daemon=True).start()
    yield


def explain(error: Exception) -> bool:
    """Show an error of the data as the sentence it is; any other without its innards, which are logged."""
    known = isinstance(error, SegattrError)
    st.error(esc(error) if known else "Your data are still loaded. Try another page, or reload this one.")
    return True


app = st.App("segattr/ui/shell.py", middleware=[POLICY], lifespan=lifespan, on_script_error=explain)
if __name__ == "__main__":
    app.run(config={"server.address": "localhost"})

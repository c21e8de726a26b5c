"""The smallest Streamlit page: what any app of this framework costs its first visitor."""

import streamlit as st  # noqa: TID251 - the empty app itself

st.button("Open the sample shop")

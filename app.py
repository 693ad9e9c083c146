"""The dashboard's server: what ``streamlit run app.py`` and `serve` start."""

import streamlit as st

from resilience.settings import ROOT

app = st.App(ROOT / "resilience" / "dashboard.py")

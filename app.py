"""The dashboard's server: what ``streamlit run app.py`` and `serve` start."""

import streamlit as st

from resilience.app import vendor
from resilience.settings import ROOT

for script in vendor.SCRIPTS:
    vendor.compressed(script)  # before the first visitor waits for it

app = st.App(ROOT / "resilience" / "dashboard.py", routes=vendor.ROUTES)

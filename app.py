"""The dashboard's server: what ``streamlit run app.py`` and `serve` start."""

import streamlit as st
from starlette.middleware import Middleware

from resilience.app import api, ground, vendor
from resilience.app.guard import Guard
from resilience.settings import ROOT, hosts, login_wanted

for script in vendor.SCRIPTS:
    vendor.compressed(script)  # so that the first visitor need not wait for it

page = ROOT / "resilience" / "dashboard.py"
figures = [] if login_wanted() else api.API_ROUTES  # they know no visitor
routes = [*vendor.ROUTES, *ground.LAND_ROUTES, *figures]
app = st.App(page, routes=routes, middleware=[Middleware(Guard, hosts())])

"""Recovery without a readable warehouse: rebuilding it, and what the visitor sees."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import streamlit as st

from resilience.app import cache
from resilience.i18n import LANGS, t
from resilience.settings import preview_id, warehouse_path
from resilience.warehouse.opening import NOT_OURS, WarehouseError, fault_of
from resilience.warehouse.ready import prepare

TRIED = "warehouse_tried"
_building = Lock()
_failed: set[Path] = set()
"""Paths where a build failed in this process; it is not repeated for each visitor."""


def recover(error: WarehouseError) -> None:
    """Rebuild the warehouse and rerun the page, or say in a sentence why it cannot be shown.

    A preview's warehouse is not built here, and a file that is not a warehouse is not replaced.
    """
    path = warehouse_path()
    cache.reopen()
    version = path.stat().st_mtime_ns if path.is_file() else 0
    hopeless = bool(preview_id()) or error.fault in NOT_OURS or path in _failed
    if hopeless or st.session_state.get(TRIED) == version:
        st.error(_told(error.fault or "damaged"))
        return
    st.session_state[TRIED] = version
    with st.spinner(_told("building")):
        done = _build(path)
    if done:
        st.rerun()
    st.error(_told("failed"))


def _build(path: Path) -> bool:
    """Build once, for the first visitor; others wait for it. Return whether it succeeded."""
    with _building:
        if path in _failed:
            return False
        if fault_of(path) and not prepare(path):
            _failed.add(path)
            return False
    return True


def _told(word: str) -> str:
    """Return a sentence in the address's language, in all languages where it names none."""
    asked = st.query_params.get("lang")
    spoken = [lang for lang in LANGS if lang == asked] or LANGS
    file = warehouse_path().name
    return "\n\n".join(t(lang, f"warehouse.{word}", file=file) for lang in spoken)

"""Sets of weights with a source."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang
from resilience.warehouse.opening import Cursor


def weight_sets(cursor: Cursor, lang: Lang) -> pd.DataFrame:
    """Return the sets: ``set_id, label, about, citation``."""
    return cursor.execute(
        f"""
        SELECT set_id, label_{lang} AS label, about_{lang} AS about, citation
        FROM weight_set ORDER BY set_id
        """
    ).df()


def weight_set_items(cursor: Cursor, set_id: str) -> pd.DataFrame:
    """Return the weights of a set: ``element_id, weight``."""
    return cursor.execute(
        "SELECT element_id, weight FROM weight_set_item WHERE set_id = ? ORDER BY ALL", [set_id]
    ).df()

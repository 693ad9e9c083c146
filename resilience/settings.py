"""Paths, environment variables and the few numbers that apply everywhere."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """All settings of a build.

    Parameters
    ----------
    minimum_coverage
        Share of the weight that must be observed before a theme score is shown.
    maximum_age
        Years by which a value may be older than the theme score it enters.
    method_id
        Name under which scores of the default method are stored.
    """

    minimum_coverage: float = 0.6
    maximum_age: int = 6
    method_id: str = "goalposts-by-kind-arithmetic-2"

    def sha256(self) -> str:
        """Return a fingerprint that changes with any setting."""
        return hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()


SETTINGS = Settings()


PREVIEW = "RESILIENCE_PREVIEW"
"""Environment variable with the one indicator a preview shows; empty for the dashboard."""


def preview_id() -> str:
    """Return the id of the one indicator a preview shows, empty for the dashboard."""
    return os.environ.get(PREVIEW, "")


ANALYST = "RESILIENCE_ANALYST"
"""Environment variable by which ``serve --analyst`` lets visitors run SQL in the sandbox."""


def analyst() -> bool:
    """Return whether an indicator's SQL may be tried out in the browser."""
    return os.environ.get(ANALYST) == "1"


LOGIN = "RESILIENCE_LOGIN"
"""Variable by which ``serve --login`` shows pages only to visitors who have logged in."""


def login_wanted() -> bool:
    """Return whether only visitors who have logged in see the pages."""
    return os.environ.get(LOGIN) == "1"


def fault_path(warehouse: Path) -> Path:
    """Return the file in which a preview reports why its indicator cannot be computed."""
    return warehouse.with_suffix(".fault")


def warehouse_path() -> Path:
    """Return the warehouse in use: ``RESILIENCE_WAREHOUSE`` or ``data/warehouse.duckdb``."""
    return Path(os.environ.get("RESILIENCE_WAREHOUSE") or ROOT / "data" / "warehouse.duckdb")


HOSTS = "RESILIENCE_HOSTS"
"""Environment variable with the server's host names, separated by commas; unset: any."""


def hosts() -> list[str]:
    """Return the host names under which the server answers; empty for any."""
    return [name.strip() for name in os.environ.get(HOSTS, "").split(",") if name.strip()]

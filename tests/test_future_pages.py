"""The pages on the future: scenarios, targets, Kopfstand, ideas, trends; without a browser."""

import pytest
import test_app
from test_app import charts, headings, title

from resilience.app import cache
from resilience.i18n import t
from resilience.warehouse import queries

TOWN, LARGE = "05158020", "05111000"
opened = test_app.opened


@pytest.fixture(scope="module", autouse=True)
def shown(warehouse):
    """Show the warehouse made of the present inputs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_scenario_says_what_is_missing_first_and_shows_a_picture(lang):
    app = opened("scenarios", lang=lang, city=TOWN)
    known = cache.query(queries.scenarios, lang)
    for scenario_id, name in zip(known["scenario_id"], known["name"], strict=True):
        app.selectbox(key="widget_scenario").select(scenario_id).run()
        assert not app.exception, (scenario_id, app.exception)
        assert title(app) == t(lang, "scenarios.heading", scenario=name)
        assert headings(app, 2)[0] == t(lang, "scenarios.gaps")
        assert charts(app) == 1

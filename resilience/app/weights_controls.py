"""The controls of the page of weights."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from resilience.analysis.weighting import SCALE, by_components, parse, written
from resilience.app import cache
from resilience.app.selection import choose, current, update
from resilience.i18n import number, t
from resilience.warehouse import queries

OWN, COMPONENTS = "own", "components"


def choose_weights(declared: pd.DataFrame) -> tuple[dict[str, float], str]:
    """Show the choice of a set of weights, with sliders for the user's own.

    Parameters
    ----------
    declared
        The scored indicators by id: ``theme_id, capacity, direction, label``.

    Returns
    -------
    weights : dict
        By theme, capacity or indicator; those not named weigh 1.
    about : str
        The source of the weights.
    """
    lang = current().lang
    sets = cache.query(queries.weight_sets, lang).set_index("set_id")
    labels = {"": t(lang, "weights.equal"), OWN: t(lang, "weights.own")}
    labels |= {COMPONENTS: t(lang, "weights.components")}
    labels |= dict(zip(sets.index, sets["label"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(st.selectbox, "weighting", t(lang, "weights.choose"), list(labels), labels)
        st.button(t(lang, "weights.reset"), on_click=_reset, disabled=chosen == "")
    if chosen == OWN:
        return _sliders(declared), t(lang, "weights.about_own")
    if chosen == COMPONENTS:
        inputs = cache.query(queries.theme_inputs)
        scores = inputs.pivot(index="ags", columns="indicator_id", values="score")
        measure = declared[["theme_id", "direction"]]
        n = number(len(scores[measure.index].dropna()), 0, lang)
        weights = cache.computed(by_components, scores, measure)
        return weights, t(lang, "weights.about_components", n=n)
    if chosen:
        items = cache.query(queries.weight_set_items, chosen)
        about = f"{sets['about'][chosen]} ({sets['citation'][chosen]})"
        return dict(zip(items["element_id"], items["weight"], strict=True)), about
    return {}, t(lang, "weights.about_equal")


def _reset() -> None:
    update(weighting="", weights="", inside="")


def _sliders(declared: pd.DataFrame) -> dict[str, float]:
    lang = current().lang
    fields = cache.query(queries.themes, lang)
    themes = dict(zip(fields["theme_id"], fields["label"], strict=True))
    capacities = {name: t(lang, f"capacity.{name}") for name in declared["capacity"].unique()}
    weights, dropped = parse(current().weights, [*themes, *capacities, *declared.index])
    if dropped:
        st.warning(t(lang, "app.dropped", items=", ".join(f"`{one[:60]}`" for one in dropped)))
        update(weights=written(weights))
    _row(themes, weights, t(lang, "weights.themes"))
    _row(capacities, weights, t(lang, "weights.capacities"))
    names = {"": t(lang, "weights.inside_none"), **themes}
    inside = choose(
        st.segmented_control,
        "inside",
        t(lang, "weights.inside"),
        list(names),
        names,
        required=True,
    )
    if inside:
        within = declared.loc[declared["theme_id"] == inside, "label"]
        own = dict(zip(within.index, within, strict=True))
        keys = list(own)
        for start in range(0, len(keys), 4):
            _row({key: own[key] for key in keys[start : start + 4]}, weights, "")
    return weights


def _row(labels: dict[str, str], weights: dict[str, float], caption: str) -> None:
    if caption:
        st.markdown(f"**{caption}**")
    for column, (name, label) in zip(st.columns(4), labels.items(), strict=False):
        key = f"weight_{name}"
        st.session_state[key] = weights.get(name, 1.0)
        with column:
            st.select_slider(
                label,
                SCALE,
                key=key,
                format_func=lambda step: number(
                    step, 0 if step == int(step) else 1, current().lang
                ),
                on_change=_changed,
                args=(name, dict(weights)),
            )


def _step(weight: float) -> str:
    return number(weight, 0 if weight == int(weight) else 1, current().lang)


def _changed(name: str, before: dict[str, float]) -> None:
    update(weights=written({**before, name: st.session_state[f"weight_{name}"]}))

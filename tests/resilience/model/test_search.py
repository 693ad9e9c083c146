"""A search finds other forms, compounds and synonyms of a word, in German and English."""

from __future__ import annotations

import pytest

from resilience.model.search import holding, nearest_word

TEXTS = {
    "out": "out_commuters_ba Auspendler über die Gemeindegrenze / Commuters out of their town",
    "in": "in_commuters_ba Einpendler über die Gemeindegrenze / Commuters into the municipality",
    "doctors": "gps_per_100000 Hausärztinnen und Hausärzte / General practitioners",
    "cars": "cars Pkw (1. Januar) / Cars (1 January)",
    "care": "care_outpatient_share Pflegebedürftige in ambulanter Pflege / outpatient care",
    "births": "births Lebendgeborene / Live births",
    "rent": "rent_existing_per_m2 Nettokaltmiete in bestehenden Mietverhältnissen / Net rent",
    "allowance": "fathers_parental_allowance_share Kinder, deren Vater Elterngeld bezogen hat",
    "pharmacy": "car_minutes_to_pharmacy Pkw-Fahrzeit zur nächsten Apotheke / nearest pharmacy",
}


def hits(search: str) -> list[str]:
    kept = holding(list(TEXTS.values()), search)
    return [name for name, fits in zip(TEXTS, kept, strict=True) if fits]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Auspendler", ["out"]),
        ("Auspendlern", ["out"]),
        ("Pendler", ["out", "in"]),
        ("Arzt", ["doctors"]),
        ("Ärztin", ["doctors"]),
        ("doctors", ["doctors"]),
        ("PKW", ["cars", "pharmacy"]),
        ("Autos", ["cars", "pharmacy"]),
        ("car", ["cars", "pharmacy"]),
        ("Geburten", ["births"]),
        ("geboren", ["births"]),
        ("Apotheken", ["pharmacy"]),
        ("Apotheke Auto", ["pharmacy"]),
        ("rent", ["rent"]),
        ("Mieten", ["rent"]),
        ("xyzzy", []),
        ("", list(TEXTS)),
    ],
)
def test_a_word_finds_its_forms_and_synonyms_and_nothing_else(search, found):
    assert hits(search) == found


def test_a_mistyped_word_is_answered_with_the_nearest():
    assert nearest_word(list(TEXTS.values()), "Apoteke") == "; did you mean 'apotheke'?"
    assert nearest_word(list(TEXTS.values()), "qqqqq") == ""

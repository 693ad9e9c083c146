"""Battery storage per 1,000 inhabitants; figures awaited."""

from resilience.spec import Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Batteriespeicher je 1.000 Einwohner", en="Battery storage per 1,000 inhabitants"),
    about=Text(
        de="Nutzbare Kapazität der Batteriespeicher in Betrieb je 1.000 Einwohner.",
        en="Usable capacity of battery storage in operation per 1,000 inhabitants.",
    ),
    numerator=Text(
        de="Nutzbare Speicherkapazität der Batteriespeicher in Betrieb am 31.12.",
        en="Usable capacity of the battery storage in operation on 31 December",
    ),
    denominator=Text(
        de="Einwohner am 31.12. desselben Jahres, in Tausend",
        en="Inhabitants on 31 December of the same year, in thousands",
    ),
    unit=Text(de="kWh je 1.000 Einw.", en="kWh per 1,000 inh."),
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Speicher überbrücken Stunden ohne Netz oder Sonne und entlasten das Netz.",
        en="Storage bridges hours without grid or sun and relieves the grid.",
    ),
    caveat=Text(
        de=(
            "Viele Heimspeicher liefern bei Stromausfall nichts; Leistung und Ersatzstrom sind "
            "eigene Fragen. Der Ort nennt die Anlage, nicht wem sie dient."
        ),
        en=(
            "Many home batteries deliver nothing in a power cut; power and back-up supply are "
            "questions of their own. The place is that of the unit, not of those it serves."
        ),
    ),
    frameworks=(
        Clause("cri.8.3"),
        Clause("undrr.e8.energy"),
        Clause("sdg.7.1"),
        Clause("bbsr.energy_crisis"),
    ),
    awaiting=Awaiting(
        publisher="Bundesnetzagentur",
        table="Marktstammdatenregister, Gesamtdatenexport (Stromspeichereinheiten)",
        url="https://www.marktstammdatenregister.de/MaStR/Datendownload",
        why=Text(
            de=(
                "Der Export umfasst mehrere Gigabyte und ist noch nicht je Gemeinde summiert; die "
                "vorliegenden Summen enthalten keine Speicher."
            ),
            en=(
                "The export has several gigabytes and is not yet summed by municipality; the sums "
                "at hand hold no storage."
            ),
        ),
    ),
)

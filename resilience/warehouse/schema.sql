-- The warehouse, readable top to bottom; what each table and column holds is in comments.toml. The build
-- writes a new file and renames it over the old one.
--
-- The large tables (observation, indicator_value, indicator_input, score and the inputs of scores) state their
-- keys beside them and declare none: an index of five texts a row would be four fifths of the file and most of
-- the time it takes to write. That none stands twice is seen to where rows are made (load, compute, score).

CREATE TABLE source (
    source_id     VARCHAR PRIMARY KEY,
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    licence_name  VARCHAR NOT NULL,
    licence_url   VARCHAR NOT NULL,
    table_code    VARCHAR NOT NULL,
    update_cycle_de VARCHAR NOT NULL,
    update_cycle_en VARCHAR NOT NULL,
    note_de       VARCHAR NOT NULL,
    note_en       VARCHAR NOT NULL,
    newer_period  VARCHAR,
    newer_de      VARCHAR,
    newer_en      VARCHAR,
    CHECK ((newer_de IS NULL) = (newer_en IS NULL)),
    CHECK (newer_period IS NULL OR newer_de IS NOT NULL)
);

CREATE TABLE snapshot (
    snapshot_id   VARCHAR PRIMARY KEY,
    source_id     VARCHAR NOT NULL REFERENCES source (source_id),
    retrieved_on  DATE NOT NULL,
    published_on  DATE,
    sha256        VARCHAR NOT NULL,
    file_name     VARCHAR NOT NULL,
    boundary_date DATE NOT NULL
);

CREATE TABLE live_source (
    source_id     VARCHAR PRIMARY KEY,
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    url           VARCHAR NOT NULL,
    tried         VARCHAR NOT NULL CHECK (tried IN ('recording', 'never')),
    login_needed  BOOLEAN NOT NULL,
    fetched_on    DATE
);

CREATE TABLE area (
    ags           VARCHAR NOT NULL,
    boundary_date DATE NOT NULL,
    ars           VARCHAR,
    level         VARCHAR NOT NULL CHECK (level IN
                  ('country', 'state', 'county', 'municipality', 'ward', 'district', 'quarter')),
    city_type     VARCHAR CHECK (city_type IN ('large_city', 'medium_town', 'small_town')),
    peer_kind     VARCHAR NOT NULL CHECK (peer_kind IN ('large_city', 'town')),
    name          VARCHAR NOT NULL,
    short_name    VARCHAR NOT NULL,
    parent_ags    VARCHAR,
    area_km2      DOUBLE,
    population    INTEGER,
    population_period VARCHAR,
    regiostar7    INTEGER,
    geometry      BLOB,
    PRIMARY KEY (ags, boundary_date)
);

CREATE VIEW area_current AS
SELECT * FROM area WHERE boundary_date = (SELECT max(boundary_date) FROM area);

CREATE TABLE river (
    name          VARCHAR NOT NULL,
    geometry      BLOB NOT NULL
);

CREATE TABLE outline_source (
    layer         VARCHAR PRIMARY KEY,
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    licence_name  VARCHAR NOT NULL,
    licence_url   VARCHAR NOT NULL,
    retrieved_on  DATE NOT NULL
);

CREATE TABLE region (
    region_id     VARCHAR PRIMARY KEY,
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    rule_de       VARCHAR NOT NULL,
    rule_en       VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    selectable    BOOLEAN NOT NULL,
    peers         VARCHAR,
    peers_large   VARCHAR,
    longitude     DOUBLE,
    latitude      DOUBLE,
    zoom          DOUBLE
);

CREATE TABLE region_area (
    region_id     VARCHAR NOT NULL REFERENCES region (region_id),
    ags           VARCHAR NOT NULL,
    role          VARCHAR NOT NULL CHECK (role IN ('member', 'peer', 'reference')),
    pilot         BOOLEAN NOT NULL,
    PRIMARY KEY (region_id, ags)
);

CREATE TABLE neighbour (
    ags           VARCHAR NOT NULL,
    neighbour     VARCHAR NOT NULL,
    PRIMARY KEY (ags, neighbour)
);

CREATE TABLE similar_area (
    ags           VARCHAR NOT NULL,
    other         VARCHAR NOT NULL,
    place         INTEGER NOT NULL,
    distance      DOUBLE NOT NULL,
    PRIMARY KEY (ags, other)
);

CREATE TABLE similarity_feature (
    position      INTEGER PRIMARY KEY,
    feature_id    VARCHAR NOT NULL
);

CREATE TABLE series (
    series_id     VARCHAR PRIMARY KEY,
    source_id     VARCHAR NOT NULL REFERENCES source (source_id),
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    unit          VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL CHECK (kind IN ('count', 'rate', 'money', 'index')),
    definition_version INTEGER NOT NULL,
    breaks        VARCHAR[] NOT NULL
);

-- Key: series_id, ags, period, category, snapshot_id.
CREATE TABLE observation (
    series_id     VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    category      VARCHAR NOT NULL,
    snapshot_id   VARCHAR NOT NULL,
    value         DOUBLE,
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q')),
    note          VARCHAR NOT NULL,
    CHECK (regexp_full_match(period, '\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?')),
    CHECK (CASE WHEN value IS NULL THEN quality IN ('O', 'M', 'Q') ELSE quality NOT IN ('O', 'M') END),
    CHECK (value IS NULL OR isfinite(value))
);

CREATE TABLE correction (
    correction_id VARCHAR PRIMARY KEY,
    series_id     VARCHAR NOT NULL REFERENCES series (series_id),
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    category      VARCHAR NOT NULL,
    expected      DOUBLE NOT NULL,
    action        VARCHAR NOT NULL CHECK (action IN ('replace', 'drop', 'flag')),
    replacement   DOUBLE,
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q')),
    reason_de     VARCHAR NOT NULL,
    reason_en     VARCHAR NOT NULL,
    status        VARCHAR NOT NULL,
    UNIQUE (series_id, ags, period, category),
    CHECK ((action = 'replace') = (replacement IS NOT NULL)),
    CHECK (CASE action WHEN 'drop' THEN quality IN ('O', 'M', 'Q') ELSE quality NOT IN ('O', 'M') END)
);

-- The newest vintage of each observation, as published.
CREATE VIEW observation_newest AS
SELECT o.*
FROM observation o JOIN snapshot s USING (snapshot_id)
QUALIFY row_number() OVER (
    PARTITION BY o.series_id, o.ags, o.period, o.category
    ORDER BY coalesce(s.published_on, s.retrieved_on) DESC, s.retrieved_on DESC,
             s.snapshot_id DESC) = 1;

-- The state of knowledge: the newest vintage, corrected where it still holds the wrong value.
CREATE VIEW observation_current AS
SELECT n.series_id, n.ags, n.period, n.category, n.snapshot_id,
       CASE c.action WHEN 'replace' THEN c.replacement WHEN 'drop' THEN NULL ELSE n.value END AS value,
       coalesce(c.quality, n.quality) AS quality,
       coalesce('correction:' || c.correction_id, n.note) AS note
FROM observation_newest n
LEFT JOIN correction c
  ON c.series_id = n.series_id AND c.ags = n.ags AND c.period = n.period
 AND c.category = n.category AND c.expected = n.value;

CREATE TABLE framework (
    framework_id  VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    short_name    VARCHAR NOT NULL,
    name_de       VARCHAR NOT NULL,
    name_en       VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    edition_de    VARCHAR NOT NULL,
    edition_en    VARCHAR NOT NULL,
    comparison_de VARCHAR NOT NULL,
    comparison_en VARCHAR NOT NULL,
    evidence_de   VARCHAR NOT NULL,
    evidence_en   VARCHAR NOT NULL
);

CREATE TABLE framework_item (
    item_id       VARCHAR PRIMARY KEY,
    framework_id  VARCHAR NOT NULL REFERENCES framework (framework_id),
    position      INTEGER NOT NULL,
    section_code  VARCHAR NOT NULL,
    section_de    VARCHAR NOT NULL,
    section_en    VARCHAR NOT NULL,
    code          VARCHAR NOT NULL,
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    verified      BOOLEAN NOT NULL,
    verified_in_de VARCHAR,
    verified_in_en VARCHAR,
    gap_de        VARCHAR,
    gap_en        VARCHAR,
    CHECK (verified = (verified_in_de IS NOT NULL)),
    CHECK ((gap_de IS NULL) = (gap_en IS NULL))
);

CREATE TABLE scenario (
    scenario_id   VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    name_de       VARCHAR NOT NULL,
    name_en       VARCHAR NOT NULL,
    question_de   VARCHAR NOT NULL,
    question_en   VARCHAR NOT NULL,
    assumption_de VARCHAR NOT NULL,
    assumption_en VARCHAR NOT NULL,
    source        VARCHAR NOT NULL,
    checked_on    DATE NOT NULL
);

CREATE TABLE scenario_role (
    scenario_id   VARCHAR NOT NULL REFERENCES scenario (scenario_id),
    position      INTEGER NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    role          VARCHAR NOT NULL CHECK (role IN ('exposure', 'capacity')),
    higher        VARCHAR NOT NULL CHECK (higher IN ('more', 'less')),
    text_de       VARCHAR NOT NULL,
    text_en       VARCHAR NOT NULL,
    PRIMARY KEY (scenario_id, indicator_id)
);

CREATE TABLE scenario_gap (
    scenario_id   VARCHAR NOT NULL REFERENCES scenario (scenario_id),
    position      INTEGER NOT NULL,
    role          VARCHAR NOT NULL CHECK (role IN ('exposure', 'capacity')),
    text_de       VARCHAR NOT NULL,
    text_en       VARCHAR NOT NULL,
    PRIMARY KEY (scenario_id, position)
);

CREATE TABLE theme (
    theme_id      VARCHAR PRIMARY KEY,
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    question_de   VARCHAR NOT NULL,
    question_en   VARCHAR NOT NULL,
    position      INTEGER NOT NULL
);

CREATE TABLE indicator (
    indicator_id  VARCHAR PRIMARY KEY,
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    about_de      VARCHAR NOT NULL,
    about_en      VARCHAR NOT NULL,
    unit_de       VARCHAR NOT NULL,
    unit_en       VARCHAR NOT NULL,
    decimals      INTEGER NOT NULL,
    capacity      VARCHAR NOT NULL CHECK (capacity IN
                  ('robustness', 'adaptation', 'redundancy', 'transformation')),
    direction     VARCHAR NOT NULL CHECK (direction IN
                  ('higher_is_better', 'lower_is_better', 'target_band', 'context')),
    reason_de     VARCHAR NOT NULL,
    reason_en     VARCHAR NOT NULL,
    town_low      DOUBLE,
    town_high     DOUBLE,
    large_city_low DOUBLE,
    large_city_high DOUBLE,
    band_low      DOUBLE,
    band_high     DOUBLE,
    goalposts_de  VARCHAR NOT NULL,
    goalposts_en  VARCHAR NOT NULL,
    caveat_de     VARCHAR NOT NULL,
    caveat_en     VARCHAR NOT NULL,
    sql           VARCHAR NOT NULL,
    file          VARCHAR NOT NULL,
    version       INTEGER NOT NULL,
    scored        BOOLEAN NOT NULL,
    status        VARCHAR NOT NULL CHECK (status IN ('active', 'awaiting_data')),
    numerator_de  VARCHAR NOT NULL,
    numerator_en  VARCHAR NOT NULL,
    denominator_de VARCHAR,
    denominator_en VARCHAR,
    noise_model   VARCHAR NOT NULL CHECK (noise_model IN ('poisson', 'binomial', 'complete', 'unknown')),
    noise_series  VARCHAR,
    awaiting_publisher VARCHAR,
    awaiting_table VARCHAR,
    awaiting_url  VARCHAR,
    awaiting_why_de VARCHAR,
    awaiting_why_en VARCHAR,
    CHECK (town_low < town_high AND large_city_low < large_city_high),
    CHECK ((town_low IS NULL) = (town_high IS NULL)),
    CHECK ((large_city_low IS NULL) = (large_city_high IS NULL)),
    CHECK (scored = (coalesce(town_low, large_city_low) IS NOT NULL AND status = 'active')),
    CHECK ((status = 'awaiting_data') = (awaiting_url IS NOT NULL))
);

CREATE TABLE indicator_need (
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    position      INTEGER NOT NULL,
    series_id     VARCHAR NOT NULL REFERENCES series (series_id),
    categories    VARCHAR[] NOT NULL,
    PRIMARY KEY (indicator_id, series_id)
);

CREATE TABLE indicator_framework (
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    item_id       VARCHAR NOT NULL REFERENCES framework_item (item_id),
    extent        VARCHAR NOT NULL CHECK (extent IN ('full', 'part')),
    PRIMARY KEY (indicator_id, item_id)
);

CREATE TABLE indicator_example (
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    position      INTEGER NOT NULL,
    series_id     VARCHAR,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    category      VARCHAR NOT NULL,
    value         DOUBLE,
    PRIMARY KEY (indicator_id, position)
);

CREATE TABLE idea (
    idea_id       VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    city_type     VARCHAR NOT NULL CHECK (city_type IN ('large_city', 'medium_town', 'small_town')),
    pilot         VARCHAR,
    title_de      VARCHAR NOT NULL,
    title_en      VARCHAR NOT NULL,
    summary_de    VARCHAR NOT NULL,
    summary_en    VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    dated         VARCHAR,
    checked_on    DATE NOT NULL,
    after         BOOLEAN NOT NULL
);

CREATE TABLE idea_theme (
    idea_id       VARCHAR NOT NULL REFERENCES idea (idea_id),
    position      INTEGER NOT NULL,
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    PRIMARY KEY (idea_id, theme_id)
);

CREATE TABLE idea_indicator (
    idea_id       VARCHAR NOT NULL REFERENCES idea (idea_id),
    position      INTEGER NOT NULL,
    indicator_id  VARCHAR NOT NULL REFERENCES indicator (indicator_id),
    PRIMARY KEY (idea_id, indicator_id)
);

CREATE TABLE kopfstand (
    theme_id      VARCHAR PRIMARY KEY REFERENCES theme (theme_id),
    recorded      BOOLEAN NOT NULL,
    question_de   VARCHAR,
    question_en   VARCHAR,
    flip_de       VARCHAR,
    flip_en       VARCHAR,
    publisher     VARCHAR,
    citation      VARCHAR,
    dated         VARCHAR,
    checked_on    DATE NOT NULL,
    CHECK (recorded = (question_de IS NOT NULL AND question_en IS NOT NULL)),
    CHECK (NOT recorded OR (publisher IS NOT NULL AND citation IS NOT NULL))
);

CREATE TABLE kopfstand_indicator (
    theme_id      VARCHAR NOT NULL REFERENCES kopfstand (theme_id),
    position      INTEGER NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    PRIMARY KEY (theme_id, indicator_id)
);

CREATE TABLE process_fact (
    fact_id       VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    kind          VARCHAR NOT NULL CHECK (kind IN ('event', 'notion', 'gap')),
    text_de       VARCHAR NOT NULL,
    text_en       VARCHAR NOT NULL,
    publisher     VARCHAR,
    citation      VARCHAR,
    dated         VARCHAR,
    checked_on    DATE NOT NULL,
    CHECK (kind = 'gap' OR citation IS NOT NULL)
);

CREATE TABLE target (
    target_id     VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    label         VARCHAR NOT NULL CHECK (label IN
                  ('city', 'duty', 'state', 'federation', 'union', 'direction')),
    ags           VARCHAR,
    city_type     VARCHAR,
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    text_de       VARCHAR NOT NULL,
    text_en       VARCHAR NOT NULL,
    neutral_de    VARCHAR,
    neutral_en    VARCHAR,
    direction     VARCHAR CHECK (direction IN ('up', 'down')),
    value         DOUBLE,
    unit_de       VARCHAR,
    unit_en       VARCHAR,
    every_year    BOOLEAN NOT NULL,
    base_de       VARCHAR,
    base_en       VARCHAR,
    due           VARCHAR,
    body          VARCHAR NOT NULL,
    document      VARCHAR NOT NULL,
    adopted       VARCHAR,
    status        VARCHAR NOT NULL CHECK (status IN
                  ('in_force', 'draft', 'expired', 'superseded', 'unknown')),
    evidence      VARCHAR NOT NULL CHECK (evidence IN ('seen', 'second_hand')),
    publisher     VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    indicator_id  VARCHAR,
    series_id     VARCHAR,
    comparable    VARCHAR CHECK (comparable IN ('same', 'near', 'other')),
    caveat_de     VARCHAR NOT NULL,
    caveat_en     VARCHAR NOT NULL,
    checked_on    DATE NOT NULL,
    CHECK (value IS NULL OR (unit_de IS NOT NULL AND direction IS NOT NULL))
);

CREATE TABLE target_missing (
    id            VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    ags           VARCHAR,
    climate       BOOLEAN NOT NULL,
    text_de       VARCHAR NOT NULL,
    text_en       VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    checked_on    DATE NOT NULL
);

CREATE TABLE megatrend (
    megatrend_id  VARCHAR PRIMARY KEY,
    position      INTEGER NOT NULL,
    name_de       VARCHAR NOT NULL,
    name_en       VARCHAR NOT NULL,
    publisher     VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL,
    indicator_id  VARCHAR,
    open_de       VARCHAR NOT NULL,
    open_en       VARCHAR NOT NULL,
    checked_on    DATE NOT NULL
);

CREATE TABLE weight_set (
    set_id        VARCHAR PRIMARY KEY,
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    about_de      VARCHAR NOT NULL,
    about_en      VARCHAR NOT NULL,
    citation      VARCHAR NOT NULL
);

CREATE TABLE weight_set_item (
    set_id        VARCHAR NOT NULL REFERENCES weight_set (set_id),
    element_id    VARCHAR NOT NULL,
    weight        DOUBLE NOT NULL CHECK (weight >= 0),
    PRIMARY KEY (set_id, element_id)
);

CREATE TABLE parted_city (
    city          VARCHAR PRIMARY KEY,
    about_de      VARCHAR NOT NULL,
    about_en      VARCHAR NOT NULL,
    rounded_to    INTEGER NOT NULL
);

CREATE TABLE part_level (
    city          VARCHAR NOT NULL REFERENCES parted_city (city),
    level         VARCHAR NOT NULL CHECK (level IN ('ward', 'district', 'quarter')),
    position      INTEGER NOT NULL,
    one_de        VARCHAR NOT NULL,
    one_en        VARCHAR NOT NULL,
    many_de       VARCHAR NOT NULL,
    many_en       VARCHAR NOT NULL,
    PRIMARY KEY (city, level)
);

CREATE TABLE part_indicator (
    city          VARCHAR NOT NULL REFERENCES parted_city (city),
    indicator_id  VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    label_de      VARCHAR NOT NULL,
    label_en      VARCHAR NOT NULL,
    unit_de       VARCHAR NOT NULL,
    unit_en       VARCHAR NOT NULL,
    decimals      INTEGER NOT NULL,
    direction     VARCHAR NOT NULL CHECK (direction IN
                  ('higher_is_better', 'lower_is_better', 'context')),
    reason_de     VARCHAR NOT NULL,
    reason_en     VARCHAR NOT NULL,
    factor        DOUBLE NOT NULL,
    share_of_weight BOOLEAN NOT NULL,
    alike         BOOLEAN NOT NULL,
    PRIMARY KEY (city, indicator_id)
);

CREATE TABLE part_indicator_series (
    city          VARCHAR NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    series_id     VARCHAR NOT NULL REFERENCES series (series_id),
    role          VARCHAR NOT NULL CHECK (role IN ('rate', 'count', 'weight')),
    PRIMARY KEY (city, indicator_id, series_id, role),
    FOREIGN KEY (city, indicator_id) REFERENCES part_indicator (city, indicator_id)
);

-- Key: indicator_id, ags, period.
CREATE TABLE indicator_value (
    indicator_id  VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    value         DOUBLE,
    low           DOUBLE,
    high          DOUBLE,
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q')),
    note          VARCHAR NOT NULL,
    CHECK (regexp_full_match(period, '\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?')),
    CHECK (value IS NOT NULL OR quality IN ('O', 'M', 'Q')),
    CHECK (value IS NULL OR isfinite(value)),
    CHECK (low <= value AND value <= high)
);

-- Key: indicator_id, ags, period, series_id, snapshot_id.
CREATE TABLE indicator_input (
    indicator_id  VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    series_id     VARCHAR NOT NULL,
    snapshot_id   VARCHAR NOT NULL
);

-- Key: indicator_id, ags, period, method_id.
CREATE TABLE score (
    indicator_id  VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    method_id     VARCHAR NOT NULL,
    score         DOUBLE CHECK (score IS NULL OR score BETWEEN 0 AND 100),
    clipped       BOOLEAN NOT NULL,
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q'))
);

CREATE TABLE theme_score (
    theme_id      VARCHAR NOT NULL REFERENCES theme (theme_id),
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    method_id     VARCHAR NOT NULL,
    score         DOUBLE CHECK (score IS NULL OR score BETWEEN 0 AND 100),
    coverage      DOUBLE NOT NULL CHECK (coverage BETWEEN 0 AND 1),
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q')),
    oldest        VARCHAR,
    newest        VARCHAR,
    PRIMARY KEY (theme_id, ags, period, method_id)
);

-- Key: theme_id, ags, period, method_id, indicator_id.
CREATE TABLE theme_score_input (
    theme_id      VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    method_id     VARCHAR NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    value_period  VARCHAR NOT NULL
);

CREATE TABLE capacity_score (
    capacity      VARCHAR NOT NULL CHECK (capacity IN ('robustness', 'redundancy', 'adaptation',
                  'transformation', 'withstand', 'change')),
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    method_id     VARCHAR NOT NULL,
    score         DOUBLE CHECK (score IS NULL OR score BETWEEN 0 AND 100),
    coverage      DOUBLE NOT NULL CHECK (coverage BETWEEN 0 AND 1),
    quality       VARCHAR NOT NULL CHECK (quality IN ('A','P','E','B','U','I','O','M','Q')),
    oldest        VARCHAR,
    newest        VARCHAR,
    PRIMARY KEY (capacity, ags, period, method_id)
);

-- Key: capacity, ags, period, method_id, indicator_id.
CREATE TABLE capacity_score_input (
    capacity      VARCHAR NOT NULL,
    ags           VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    method_id     VARCHAR NOT NULL,
    indicator_id  VARCHAR NOT NULL,
    value_period  VARCHAR NOT NULL
);

CREATE VIEW group_score AS
SELECT theme_id AS group_id, * EXCLUDE (theme_id) FROM theme_score
UNION ALL BY NAME
SELECT capacity AS group_id, * EXCLUDE (capacity) FROM capacity_score;

CREATE VIEW group_score_input AS
SELECT theme_id AS group_id, * EXCLUDE (theme_id) FROM theme_score_input
UNION ALL BY NAME
SELECT capacity AS group_id, * EXCLUDE (capacity) FROM capacity_score_input;

CREATE TABLE build (
    build_id        VARCHAR PRIMARY KEY,
    built_at        TIMESTAMP NOT NULL,
    git_commit      VARCHAR NOT NULL,
    settings_sha256 VARCHAR NOT NULL,
    inputs_sha256   VARCHAR NOT NULL
);

"""The table of incidents: names, types, units and meaning of its columns, in one place.

One row is one incident. Columns follow UCDP GED where it has the idea. The geometry column
(`geometry`, EPSG:4326) is the footprint: Point, Polygon, LineString or null.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `kind` is text, integer, number, flag, day, list or json; `unit` "" if none."""

    name: str
    kind: str
    unit: str
    meaning: str


COLUMNS: tuple[Column, ...] = (
    Column("incident_id", "text", "", "id of the earliest-dated mention in it"),
    Column("former_ids", "list", "", "ids of incidents it absorbed"),
    Column("episode_id", "text", "", "the episode whose toll it shares with other places"),
    Column("merge_reasons", "list", "", "why several reports are one event"),
    Column("article", "text", "", "the article of the leading mention"),
    Column("text_hash", "text", "", "SHA-256 of that article's text"),
    Column("event_type", "text", "", "one of the event types"),
    Column("date_start", "day", "", "first day, local"),
    Column("date_end", "day", "", "last day, local"),
    Column("date_prec", "integer", "", "UCDP date_prec, 1 exact to 5 over a month"),
    Column("date_source", "text", "", "text, relative, context, article or row"),
    Column("where_prec", "integer", "", "UCDP where_prec, 1 exact to 6 only the country"),
    Column("place_name", "text", "", "the place in the words of the gazetteer"),
    Column("place_id", "text", "", "the place's id in the gazetteer"),
    Column("country", "text", "", "ISO 3166-1 alpha-2 code"),
    Column("adm_1", "text", "", "province"),
    Column("adm_2", "text", "", "district"),
    Column("latitude", "number", "deg", "of the representative point; null only for none"),
    Column("longitude", "number", "deg", "of the representative point; null only for none"),
    Column("radius_km", "number", "km", "of a disc that holds the true place"),
    Column("footprint", "text", "", "point, disc, area, stretch or none"),
    Column("km_from", "number", "km", "of a stretch, its first map kilometre"),
    Column("km_to", "number", "km", "of a stretch, its last map kilometre"),
    Column("border", "text", "", "the pair of ISO codes, AF-PK"),
    Column("chainage_km", "number", "km", "map kilometre of the nearest point of the line"),
    Column("chainage_low_km", "number", "km", "smallest kilometre the footprint allows"),
    Column("chainage_high_km", "number", "km", "largest kilometre the footprint allows"),
    Column("distance_km", "number", "km", "from the line, never negative"),
    Column("distance_low_km", "number", "km", "smallest distance the footprint allows"),
    Column("distance_high_km", "number", "km", "largest distance the footprint allows"),
    Column("border_side", "text", "", "AF, PK, on_line, undetermined or elsewhere"),
    Column("p_first", "number", "", "probability of the first country's side, 0 to 1"),
    Column("relation", "text", "", "across, at_line, near or far"),
    Column("direction", "text", "", "AF_to_PK, PK_to_AF, both or unknown"),
    Column("sector_af", "text", "", "district of Afghanistan at the kilometre"),
    Column("sector_pk", "text", "", "district of Pakistan at the kilometre"),
    Column("nearest_crossing", "text", "", "name of the nearest crossing along the line"),
    Column("crossing_km", "number", "km", "distance to it along the line"),
    Column("side_a", "text", "", "who acted, neutral label"),
    Column("side_b", "text", "", "whom it was done to, neutral label"),
    Column("best", "integer", "deaths", "by the written rule; null where no number is given"),
    Column("low", "integer", "deaths", "smallest claim that counts"),
    Column("high", "integer", "deaths", "largest claim of anyone"),
    Column("deaths_a", "integer", "deaths", "of side a"),
    Column("deaths_b", "integer", "deaths", "of side b"),
    Column("deaths_civilians", "integer", "deaths", "of civilians"),
    Column("deaths_unknown", "integer", "deaths", "of people not told apart"),
    Column("injured", "integer", "people", "injured, by the same rule"),
    Column("claims", "json", "", "who says how many of whom, with the sentence"),
    Column("sources", "json", "", "where its articles came from"),
    Column("quote", "text", "", "the sentence"),
    Column("quote_start", "integer", "", "its first code point in the article"),
    Column("quote_end", "integer", "", "behind its last code point"),
    Column("is_background", "flag", "", "told as context, earlier than the news"),
    Column(
        "confidence", "number", "", "the chance that place, day and type are right; 0.5 if unrated"
    ),
    Column("status", "text", "", "extracted, imported, reviewed, edited or rejected"),
    Column("reviewed_by", "text", "", "who decided"),
    Column("reviewed_at", "day", "", "when"),
    Column("review_note", "text", "", "why"),
    Column("extractor", "text", "", "what read the article, with version"),
    Column("dataset", "text", "", "of imported rows"),
    Column("dataset_version", "text", "", "of imported rows"),
    Column("licence", "text", "", "of imported rows"),
    Column("source_record", "json", "", "the raw imported row"),
)
COLUMN_NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
SHAPES = {
    "point": ("Point",),
    "disc": ("Polygon",),
    "area": ("Polygon", "MultiPolygon"),
    "stretch": ("LineString",),
}  # of a footprint; none has none
FOOTPRINTS = (*SHAPES, "none")
STATUSES = ("extracted", "imported", "reviewed", "edited", "rejected")
SIDES = ("on_line", "undetermined", "elsewhere")  # or one of the two countries' codes

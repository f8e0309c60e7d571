"""Controls to review incidents in the page; the decisions leave it as a table.

Nothing is sent anywhere: the page keeps what a person decided in the browser, and gives it
out as the CSV that `--decisions` reads.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from geo.events.event_types import EVENT_TYPES
from geo.incidents.decided_values import EDITABLE
from geo.incidents.decisions import make_decision
from geo.incidents.schema import COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd

#: What may be chosen, where a column holds one of few words.
CHOICES = {
    "event_type": tuple(EVENT_TYPES),
    "relation": ("across", "at_line", "near", "far"),
    "direction": ("AF_to_PK", "PK_to_AF", "both", "unknown"),
    "date_prec": ("1", "2", "3", "4", "5"),
    "is_background": ("true", "false"),
}


@dataclass(frozen=True, slots=True, eq=False)
class ReviewLayer:
    """What the page needs to make decisions about incidents.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> frame = build_frame([{"incident_id": "a", "status": "extracted"}], [None])
    >>> data = ReviewLayer(frame).to_data()
    >>> data["anchors"]["a"]["target"], data["fields"][0]["name"]
    ('a', 'event_type')
    """

    incidents: gpd.GeoDataFrame

    kind = "review"

    def to_data(self) -> dict[str, object]:
        """Return the columns of a decision, what may be set, and what finds each row again."""
        kinds = {column.name: column.kind for column in COLUMNS}
        rows = self.incidents.drop(columns="geometry").to_dict("records")
        blank = make_decision({"incident_id": ""}, "confirm")
        return {
            "columns": list(asdict(blank)),
            "fields": [
                {"name": name, "kind": kinds[name], "choices": list(CHOICES.get(name, ()))}
                for name in EDITABLE
            ],
            "anchors": {row["incident_id"]: _anchor(row) for row in rows},
        }


def _anchor(row: dict[str, object]) -> dict[str, str]:
    """Return the fields of a decision that find a row again, without the empty ones."""
    said = {name: None if value != value else value for name, value in row.items()}  # noqa: PLR0124 (NaN)
    made = asdict(make_decision(said, "confirm"))
    return {name: value for name, value in made.items() if value and name != "action"}

"""What people decide wins, survives a new run, and is reported where it finds nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line
from geo.errors import UnknownNameError
from geo.incidents.decisions import (
    Decision,
    apply_decisions,
    make_decision,
    read_decisions,
    write_decisions,
)
from geo.incidents.frame import list_rows
from geo.incidents.table import build_incidents
from geo.incidents.validate import validate_incidents
from geo.places.place import At

from .incident_samples import KURRAM, TORKHAM, VILLAGE, mention

SIGNED = {"by": "Sana", "date": "2025-12-01", "note": "checked"}


def table(*mentions, decisions=()):
    return build_incidents(mentions, [], durand_line(), decisions=decisions)


def decide(frame, *decisions):
    decided, orphans = apply_decisions(frame, decisions, durand_line())
    assert validate_incidents(decided) == []
    return list_rows(decided), orphans


@pytest.fixture
def incidents():
    return table(mention("a", best=3))


@pytest.fixture
def target(incidents):
    return incidents["incident_id"].iloc[0]


def test_a_confirmed_incident_is_reviewed_and_signed(incidents, target):
    (row,), orphans = decide(incidents, Decision(target, "confirm", **SIGNED))
    assert row["status"] == "reviewed"
    assert (row["reviewed_by"], row["reviewed_at"]) == ("Sana", "2025-12-01")
    assert row["review_note"] == "checked"
    assert orphans == ()


def test_a_rejected_incident_stays_in_the_table(incidents, target):
    (row,), _ = decide(incidents, Decision(target, "reject"))
    assert row["status"] == "rejected"


def test_a_set_value_wins(incidents, target):
    (row,), _ = decide(incidents, Decision(target, "set", "event_type", "shelling"))
    assert (row["event_type"], row["status"]) == ("shelling", "edited")


def test_a_set_toll_keeps_its_bounds_and_parts_in_order(incidents, target):
    (row,), _ = decide(incidents, Decision(target, "set", "best", "9"))
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == (3, 9, 9, 9)
    (row,), _ = decide(incidents, Decision(target, "set", "best", ""))
    assert row["best"] is None


@pytest.mark.parametrize(
    ("field", "value", "toll"),
    [("low", 5, (5, 5, 5)), ("high", 1, (1, 1, 1)), ("low", 1, (1, 3, 3)), ("high", 9, (3, 3, 9))],
)
def test_a_set_bound_takes_the_toll_along(incidents, target, field, value, toll):
    (row,), _ = decide(incidents, Decision(target, "set", field, str(value)))
    assert (row["low"], row["best"], row["high"]) == toll


@pytest.mark.parametrize(
    ("field", "day"), [("date_start", "2030-01-01"), ("date_end", "2001-01-01")]
)
def test_a_set_day_takes_the_other_along(incidents, target, field, day):
    (row,), _ = decide(incidents, Decision(target, "set", field, day))
    assert (row["date_start"], row["date_end"]) == (day, day)


def test_an_added_stretch_without_a_shape_has_no_footprint(incidents):
    said = {"event_type": "talks", "date_start": "2025-10-18", "footprint": "stretch"}
    rows, _ = decide(incidents, Decision("", "add", value=json.dumps(said)))
    assert rows[-1]["footprint"] == "none"


def test_the_later_decision_wins(incidents, target):
    first = Decision(target, "set", "event_type", "shelling")
    (row,), _ = decide(incidents, first, replace(first, value="airstrike"))
    assert row["event_type"] == "airstrike"


def test_confirming_an_edited_incident_leaves_it_edited(incidents, target):
    edit = Decision(target, "set", "side_a", "TTP")
    (row,), _ = decide(incidents, edit, Decision(target, "confirm"))
    assert row["status"] == "edited"


def test_a_moved_incident_is_measured_anew(incidents, target):
    (row,), _ = decide(incidents, Decision(target, "move", value="71.09 34.12 0.5"))
    assert (row["longitude"], row["latitude"], row["radius_km"]) == (71.09, 34.12, 0.5)
    assert (row["nearest_crossing"], row["sector_pk"]) == ("Torkham", "Khyber")


def test_what_is_moved_far_away_has_no_kilometre(incidents, target):
    (row,), _ = decide(incidents, Decision(target, "move", value="73.05 33.7"))
    assert (row["chainage_km"], row["sector_pk"], row["relation"]) == (None, None, "far")


def test_an_added_incident_is_in_the_table(incidents):
    said = {"event_type": "talks", "date_start": "2025-01-02", "longitude": 71.09, "latitude": 34.1}
    rows, orphans = decide(incidents, Decision("", "add", value=json.dumps(said), **SIGNED))
    assert (len(rows), orphans) == (2, ())
    assert (rows[0]["event_type"], rows[0]["status"]) == ("talks", "reviewed")
    assert rows[0]["nearest_crossing"] == "Torkham"


def test_an_added_incident_may_have_no_place(incidents):
    said = {"event_type": "talks", "date_start": "2025-01-02"}
    rows, _ = decide(incidents, Decision("", "add", value=json.dumps(said)))
    assert rows[0]["footprint"] == "none"


def test_a_split_mention_leaves_its_incident():
    mentions = mention("a"), mention("b"), mention("c")
    for one in mentions:
        frame = table(*mentions, decisions=[Decision(one.mention_id, "split")])
        assert len(frame) == 2
        assert one.mention_id in frame["incident_id"].tolist()


def test_merged_incidents_are_one():
    mentions = mention("a", where=TORKHAM), mention("b", where=KURRAM)
    first, second = (one.mention_id for one in mentions)
    (row,) = list_rows(table(*mentions, decisions=[Decision(first, "merge", value=second)]))
    assert sorted([row["incident_id"], *row["former_ids"]]) == sorted([first, second])


def test_a_decision_holds_for_an_id_that_was_absorbed():
    mentions = mention("a"), mention("b")
    for one in mentions:
        (row,), orphans = decide(table(*mentions), Decision(one.mention_id, "confirm"))
        assert (row["status"], orphans) == ("reviewed", ())


def test_a_decision_survives_another_extractor(incidents):
    (row,) = list_rows(incidents)
    made = make_decision(row, "confirm", by="Sana")
    again = table(replace(mention("a", best=3), trigger_start=2, event_type="shelling"))
    assert again["incident_id"].iloc[0] != made.target
    (row,), orphans = decide(again, made)
    assert (row["status"], orphans) == ("reviewed", ())


def test_a_decision_about_another_place_is_reported(incidents):
    (row,) = list_rows(incidents)
    made = make_decision(row, "confirm")
    (row,), orphans = decide(table(mention("a", where=VILLAGE)), made)
    assert row["status"] == "extracted"
    assert orphans == (made,)


def test_a_decision_survives_another_name_of_the_article(incidents):
    (row,) = list_rows(incidents)
    made = make_decision(row, "confirm")
    again = table(replace(mention("a", best=3), article="renamed", trigger_start=2))
    (row,), orphans = decide(again, made)
    assert (row["status"], orphans) == ("reviewed", ())


def test_a_decision_about_another_text_of_the_same_name_is_reported(incidents):
    (row,) = list_rows(incidents)
    made = make_decision(row, "confirm")
    (row,), orphans = decide(table(replace(mention("a"), text_hash="0" * 64)), made)
    assert (row["status"], orphans) == ("extracted", (made,))


def test_a_decision_without_a_hash_finds_its_article_by_name(incidents):
    (row,) = list_rows(incidents)
    made = replace(make_decision(row, "confirm"), text_hash="", target="gone")
    (row,), orphans = decide(incidents, made)
    assert (row["status"], orphans) == ("reviewed", ())


def test_a_decision_finds_words_that_no_longer_lead_their_incident(incidents):
    (row,) = list_rows(incidents)
    made = make_decision(row, "confirm")
    moved = replace(mention("a", best=3), trigger_start=2)
    first, *_ = (
        one
        for one in (mention(f"copy {number}", best=3) for number in range(50))
        if one.mention_id < moved.mention_id
    )
    again = table(moved, first)
    decided, orphans = apply_decisions(again, [made], durand_line(), mentions=[moved, first])
    (row,) = list_rows(decided)
    assert row["incident_id"] == first.mention_id
    assert (row["status"], orphans) == ("reviewed", ())


def test_a_merger_whose_other_incident_is_gone_is_reported(incidents, target):
    made = Decision(target, "merge", value="gone")
    _, orphans = decide(incidents, made)
    assert orphans == (made,)


changes = st.fixed_dictionaries(
    {},
    optional={
        "trigger_start": st.integers(0, 30),
        "event_type": st.sampled_from(("shelling", "talks")),
        "article": st.just("renamed"),
        "text_hash": st.just("0" * 64),
        "quote_start": st.sampled_from((0, 39, 40, 90)),
        "quote_end": st.sampled_from((20, 95)),
        "expression": st.sampled_from((At(KURRAM), At(replace(KURRAM, radius_km=35.0)), None)),
    },
)


@given(changes)
@settings(derandomize=True, max_examples=60, deadline=None)
def test_a_decision_holds_for_the_same_words_or_is_reported(changed):
    old = mention("a", best=3)
    (row,) = list_rows(table(old))
    made = make_decision(row, "confirm")
    new = replace(old, **changed)
    is_same = new.mention_id == old.mention_id or (
        new.text_hash == old.text_hash
        and new.quote_start < old.quote_end
        and old.quote_start < new.quote_end
        and new.expression is not None
    )
    decided, orphans = apply_decisions(table(new), [made], durand_line(), mentions=[new])
    assert decided["status"].tolist() == ["reviewed" if is_same else "extracted"]
    assert orphans == (() if is_same else (made,))


def test_a_split_of_what_is_gone_is_reported(incidents):
    _, orphans = decide(incidents, Decision("gone", "split"))
    assert [one.target for one in orphans] == ["gone"]


def test_decisions_applied_twice_change_nothing_more(incidents, target):
    made = [Decision(target, "set", "best", "9", **SIGNED), Decision(target, "move", value="71 34")]
    once, _ = apply_decisions(incidents, made, durand_line())
    twice, _ = apply_decisions(once, made, durand_line())
    assert list_rows(once) == list_rows(twice)


def test_decisions_come_back_from_their_file(incidents, tmp_path):
    (row,) = list_rows(incidents)
    made = (
        make_decision(row, "set", field="side_a", value="=cmd", **SIGNED),
        Decision("b", "reject", note="'twas not, “so”\nit is"),
    )
    write_decisions(made, tmp_path / "decisions.csv")
    assert read_decisions(tmp_path / "decisions.csv") == (made, ())


def test_a_short_table_of_decisions_will_do(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("Mention,Action\na,confirm\n", encoding="utf-8")
    assert read_decisions(path)[0] == (Decision("a", "confirm"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a,approve,,", "expected one of confirm, reject"),
        (",confirm,,", "expected the id of a mention"),
        ("a,set,quote,x", "got field 'quote'"),
        ("a,set,best,many", "value of set: expected a whole number from 0, got 'many'"),
        ("a,set,best,9999999999999999999999", "value of set: column best: expected integer"),
        ("a,set,date_start,", "value of set: date_start: expected a value"),
        ("a,set,event_type,", "value of set: event_type: expected a value"),
        ("a,set,is_background,maybe", "value of set: expected true or false"),
        ("a,set,event_type,shooting", "value of set: event_type: expected one of"),
        ("a,set,date_start,soon", "value of set"),
        ("a,move,,here", "value of move: expected 'LON LAT'"),
        ("a,move,,nan 34", "longitude first"),
        ("a,move,,34.1 171.0", "longitude first"),
        ("a,merge,,", "expected the id of the other"),
        ("a,add,,[]", "expected a JSON object"),
        ("a,add,,{}", "event_type: expected a value"),
        ("a,add,,{", "expected a JSON object"),
        ('a,add,,"{""best"": 1e400}"', "best: expected integer"),
        ('a,add,,"{""latitude"": 34}"', "expected latitude and longitude"),
    ],
)
def test_a_decision_that_says_nothing_is_named_by_its_line(tmp_path, line, reason):
    path = tmp_path / "decisions.csv"
    path.write_text(f"target,action,field,value\n{line}\nb,confirm,,\n", encoding="utf-8")
    decisions, (fault,) = read_decisions(path)
    assert [one.target for one in decisions] == ["b"]
    assert fault.where == f"{path}:2"
    assert reason in str(fault)


def test_a_decision_of_no_day_is_named_by_its_line(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("target,action,date\na,confirm,yesterday\n", encoding="utf-8")
    decisions, (fault,) = read_decisions(path)
    assert decisions == ()
    assert "expected a day such as 2025-12-01, got date 'yesterday'" in str(fault)


def test_an_unknown_action_is_refused():
    with pytest.raises(UnknownNameError, match="unknown action 'approve'"):
        make_decision({"incident_id": "a"}, "approve")

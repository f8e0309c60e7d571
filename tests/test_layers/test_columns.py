"""Packed columns: what goes in comes out, whatever it is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.columns import Packer, number_texts, pack_flags, pack_hex, pack_numbers, pack_texts
from layers.unpack import unpack_table

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=60)
NUMBERS = st.lists(
    st.one_of(st.none(), st.integers(-(10**9), 10**9), st.integers(0, 40)), max_size=90
)


def read_back(packer: Packer, spec: Any, count: int, **others: Any) -> list[Any]:
    if spec is None:
        return [None] * count
    data = {"count": count, "columns": {**others, "x": spec}, **packer.finish()}
    found: list[Any] = unpack_table(data)["columns"]["x"]
    return found


@settings(derandomize=True, deadline=None)
@given(NUMBERS)
def test_whole_numbers_come_back(values: list[int | None]) -> None:
    packer = Packer()
    floats = np.array([math.nan if value is None else value for value in values], dtype=float)
    spec = pack_numbers(packer, floats, 0)
    assert read_back(packer, spec, len(values)) == values


@settings(derandomize=True, deadline=None)
@given(st.lists(st.floats(-180, 180), max_size=60))
def test_decimals_come_back_rounded(values: list[float]) -> None:
    packer = Packer()
    spec = pack_numbers(packer, np.array(values, dtype=float), 5)
    found = read_back(packer, spec, len(values))
    assert found == pytest.approx(values, abs=0.5000001e-5)


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_texts_come_back(values: list[str | None]) -> None:
    packer = Packer()
    spec = pack_texts(packer, *number_texts(values))
    assert read_back(packer, spec, len(values)) == values


def test_texts_of_which_many_repeat_are_kept_once() -> None:
    packer = Packer()
    values = ["Torkham", None, "Chaman"] * 500
    spec = pack_texts(packer, *number_texts(values))
    assert spec is not None
    assert spec["words"]["lengths"]["count"] == 2
    assert read_back(packer, spec, len(values)) == values


def test_long_texts_stand_in_blocks_that_open_by_themselves() -> None:
    packer = Packer()
    values = [f"{number} " * 4000 for number in range(40)]
    spec = pack_texts(packer, *number_texts(values))
    assert spec is not None
    assert len(spec["parts"]) > 3
    assert read_back(packer, spec, 40) == values


def test_half_a_character_becomes_the_sign_for_none() -> None:
    packer = Packer()
    spec = pack_texts(packer, *number_texts(["a\ud83db"]))
    assert read_back(packer, spec, 1) == ["a\ufffdb"]


def test_sorted_numbers_are_kept_as_steps() -> None:
    packer = Packer()
    spec = pack_numbers(packer, np.arange(100_000, 160_000, 3, dtype=float), 0)
    assert spec is not None
    assert spec["values"]["delta"]
    assert packer.finish()["parts"][0][0] < 200


def test_numbers_near_others_are_kept_as_differences() -> None:
    packer = Packer()
    base = np.array([805.12, math.nan, 1882.5])
    first = pack_numbers(packer, base, 2)
    near = pack_numbers(packer, base + 4, 2, base=base)
    assert near is not None
    near["near"] = "base"
    assert read_back(packer, near, 3, base=first) == [809.12, None, 1886.5]


def test_flags_that_nobody_waves_take_no_room() -> None:
    assert pack_flags(Packer(), np.zeros(9, dtype=bool)) is None


@pytest.mark.parametrize("text", ["00FF00ff00ff00ff", "00ff00ff00f", "zz" * 8, " 0ff00ff00ff00ff"])
def test_ids_that_are_not_plainly_hexadecimal_stay_texts(text: str) -> None:
    assert pack_hex(Packer(), [text]) is None

"""Stored measurements: where they come from, and what the book says about them."""

from pathlib import Path

import numpy as np
import pytest

import helpers.sources.measured as room
from helpers.sources.measured import NAMES, fitted_exponent, measured, sealed

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_each_measurement_names_an_existing_script_a_date_and_versions(name):
    found = measured(name)["provenance"]
    assert (ROOT / found["script"]).is_file()
    assert f"{name}.toml" in (ROOT / found["script"]).read_text(encoding="utf-8")
    assert {"date", "numpy"} <= set(found)


def test_a_measurement_that_was_not_made_is_refused_by_name():
    with pytest.raises(ValueError, match="no measurement 'speed'; there are growth"):
        measured("speed")


def test_each_size_has_one_time_and_larger_ones_take_longer():
    data = measured("growth")
    for curve, size in (("length", "tokens"), ("width", "d_model")):
        sizes, times = data[curve][size], data[curve]["ms"]
        assert len(sizes) == len(times) >= 5
        assert (np.diff(sizes) > 0).all()
        assert (np.diff(times) > 0).all()


def test_a_part_of_a_blocks_time_is_given_for_each_length_and_is_no_more_than_the_whole():
    length = measured("growth")["length"]
    for part in ("softmax_ms", "system_ms"):
        assert len(length[part]) == len(length["ms"])
        assert (np.array(length[part]) <= length["ms"]).all()


def test_each_way_to_write_has_a_time_and_ours_with_a_cache_is_its_own_measure():
    data = measured("generation")
    ways = {name for name in data if name != "provenance"}
    assert ways == {"ours_cached", "ours_without", "torch_cached", "torch_without"}
    assert all(data[way]["ms"] > 0 for way in ways)
    ours = data["ours_cached"]["ms"]
    assert all(data[way]["ratio"] == ours / data[way]["ms"] for way in ways)


@pytest.mark.parametrize("name", NAMES)
def test_a_digit_that_was_changed_by_hand_breaks_the_seal(name, monkeypatch, tmp_path):
    folder = Path(room.__file__).parent
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    monkeypatch.setattr(room, "files", lambda _: tmp_path)
    stored = tmp_path / f"{name}.toml"
    stored.write_text(text, encoding="utf-8")
    assert "script" in measured(name)["provenance"]
    first = {"pytorch": "last_row = ", "gradients": "[width_4]", "starts": "[blocks_1]"}
    start = text.index(first.get(name, "ms = "))
    digits = [i for i in range(start, len(text)) if text[i].isdigit()]
    for i in digits[:: len(digits) // 7]:
        other = text[:i] + ("6" if text[i] == "5" else "5") + text[i + 1 :]
        stored.write_text(other, encoding="utf-8")
        with pytest.raises(ValueError, match="not as it was measured: its checksum differs"):
            measured(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_of_a_measurement_seals_it(name):
    script = (ROOT / measured(name)["provenance"]["script"]).read_text(encoding="utf-8")
    assert "STORED.write_text(sealed(" in script


def test_a_seal_is_written_once_and_moves_with_every_line():
    once = sealed("[provenance]\ndate = 1\n[length]\nms = [1.5]")
    assert sealed(once) == once
    assert once.count("sha256") == 1
    assert sealed(once.replace("1.5", "1.6")) != once.replace("1.5", "1.6")
    assert sealed(once.replace("date = 1", "date = 2")) != once.replace("date = 1", "date = 2")


@pytest.mark.parametrize("power", [-1, 0, 0.5, 2])
def test_the_exponent_of_a_pure_power_is_found_at_any_scale(power):
    x = np.array([3.0, 10.0, 1e5])
    assert fitted_exponent(x, 1e-12 * x**power) == pytest.approx(power)


@pytest.mark.parametrize(
    ("sizes", "times"),
    [([1], [1]), ([1, 2], [1]), ([1, 2], [0, 1]), ([1, np.nan], [1, 2]), ([2, 2], [1, 2])],
)
def test_points_that_have_no_exponent_are_refused(sizes, times):
    with pytest.raises(ValueError, match=r"two equally long|all be above zero|All sizes are 2"):
        fitted_exponent(sizes, times)

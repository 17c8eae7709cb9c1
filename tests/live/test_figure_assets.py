"""Form of what every page loads; how much it weighs is measured in the built book."""

from helpers.live import assets


def test_no_text_becomes_markup_or_code():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function"):
        assert word not in assets.script(), word
    assert "customElements" not in assets.module()


def test_assets_are_written(tmp_path):
    folder = assets.write(tmp_path / "new")
    assert {file.name for file in folder.iterdir()} == {assets.SCRIPT_NAME, assets.STYLE_NAME}

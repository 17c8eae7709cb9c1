"""What a figure stores is the same on every processor: tried with the plainest products and sines.

OpenBLAS and NumPy choose their inner loops by processor, and the loops differ in last bits. A
second Python runs this file with those of an old one, and both must write the same figures.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAIN = {
    "OPENBLAS_CORETYPE": "Nehalem",  # of 2008: no AVX, no fused multiply and add
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
    "OPENBLAS_NUM_THREADS": "1",
}


def stored():
    """Give a checksum of each figure's page, which holds all its numbers with all their digits."""
    from helpers.chapters.figures import FIGURES

    pages = {name: figure()._repr_html_() for name, figure in FIGURES.items()}
    return {name: hashlib.sha256(page.encode()).hexdigest() for name, page in pages.items()}


def probe():
    """Give the bits of some products, in which processors do differ."""
    import numpy as np

    x = np.random.default_rng(0).standard_normal((64, 64))
    return hashlib.sha256((x @ x).tobytes()).hexdigest()


@pytest.fixture(scope="module")
def plain():
    told = subprocess.run(
        [sys.executable, "-W", "ignore", __file__],
        env={**os.environ, **PLAIN, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(told.stdout)


def test_the_other_processor_does_differ_in_last_bits(plain):
    assert platform.machine() != "x86_64" or probe() != plain["probe"]


def test_figures_store_the_same_numbers_on_another_processor(plain):
    own = stored()
    assert len(own) > 60
    assert [name for name in own if own[name] != plain["figures"][name]] == []


if __name__ == "__main__":
    print(json.dumps({"figures": stored(), "probe": probe()}))

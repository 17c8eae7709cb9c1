"""Write what pages with figures load: ``python -m live FOLDER``."""

import sys
from pathlib import Path

from . import assets

if len(sys.argv) != 2:
    sys.exit(__doc__)
for file in assets.write(Path(sys.argv[1])):
    print(file)

"""``python -m addin.build [TARGET]``: build the add-in, by default as ``out/juesuan.xlam``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # also when started as `python addin/build`

from addin.build import FILE, build
from addin.build.places import PROJECT

path = build(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "out" / FILE)
sys.stdout.write(f"{path} ({path.stat().st_size} bytes)\n")

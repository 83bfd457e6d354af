"""``python -m juesuan.cli``: the same as the command ``juesuan``."""

import sys

from juesuan.cli import main

sys.exit(main())

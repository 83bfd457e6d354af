# coding: utf-8
"""Put juesuan on this computer and show that it works: ``python3 install.py demo``.

Parses on every Python since 2.7, so that an old one answers with a sentence instead of a traceback.
The work is done in ``installer/``.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "juesuan 需要 Python 3.11 或更高版本，当前是 {}.{}.{}：请安装新版 Python，"
        "再用它运行，例如 python3.11 install.py demo".format(*sys.version_info[:3])
    )

from installer.commands import run

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # a console that lacks a character shows ? and goes on
        stream.reconfigure(errors="replace", line_buffering=True)  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))

"""Runs in the frozen program before everything else (a PyInstaller runtime hook).

The bootloader points LD_LIBRARY_PATH at the program's own libraries. What the program starts
later, a browser above all, must get the person's own path instead, or it loads ours and breaks.
The loader of this process has read the variable already.
"""

import os
import sys

if sys.platform == "linux":
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)

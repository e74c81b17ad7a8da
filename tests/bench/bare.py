"""The floor of a start: a bare window, with what is asked for beside it, and nothing of Redline.

    python bare.py [httpx | URL]

Run by its file. With ``httpx`` that library is imported after the first paint; with a URL it is
also asked once, with the header ``Authorization`` of the environment's ``BARE_TOKEN``, and the
answer shown. Tells the moment when all is done, then waits to be ended.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    app = QApplication([])
    window = QMainWindow()
    label = QLabel("bare")
    window.setCentralWidget(label)
    window.resize(1280, 800)
    window.show()
    app.processEvents()
    if wanted:
        import httpx

        if wanted != "httpx":
            token = os.environ["BARE_TOKEN"]
            answer = httpx.get(wanted, headers={"Authorization": f"Bearer {token}"})
            label.setText(answer.json()["candidate"]["name"])
            app.processEvents()
    print(f"filled {time.monotonic()}", flush=True)
    app.exec()


main()

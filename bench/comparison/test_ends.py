#!/usr/bin/env python3
"""Whoever is ended while it measures leaves nothing behind. Half a minute."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

FOLDER = Path(__file__).resolve().parent
BENCH = FOLDER.parent
sys.path.insert(0, str(BENCH))

from comparison import processes

PATIENCE_SECONDS = 60

# Each with what it needs, and what it has started last when it is ended.
PROGRAMS = {
    "peers": (["haproxy", "nginx", "wrk"], ["--smoke"], "ringkeeper.yaml"),
    "start": (["nginx", "wrk"], ["--runs", "9"], "ringkeeper.yaml"),
    "allocation": (["nginx", "wrk", "jcmd"], [], "ringkeeper.yaml"),
    "soak": (["jcmd"], ["--minutes", "1"], "soak.yaml"),
    "load": (["nginx", "wrk"], ["--seconds", "9"], "replicas"),
    "slow-clients": (["nginx", "wrk", "slowhttptest", "jcmd"], [], "ringkeeper.yaml"),
}


def started_for(folder: str) -> dict[int, str]:
    """The command lines of all whose folder for temporary files is this, and of what they started."""
    found = {}
    for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_text()
            environment = Path(f"/proc/{pid}/environ").read_text(errors="replace")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if command and (folder in command or f"TMPDIR={folder}\0" in environment):
            found[pid] = command
    return found


@unittest.skipUnless(
    (BENCH.parent / "cli/target/ringkeeper.jar").exists(), "missing: Ringkeeper's jar"
)
class EndsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([BENCH.parent / "bin/aot-cache"], check=True)  # or it is made meanwhile

    def end(self, name: str, way: signal.Signals) -> None:
        _, arguments, last = PROGRAMS[name]
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.Popen(
                [BENCH / name, *arguments],
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "TMPDIR": folder},
            )
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not any(last in command for command in started_for(folder).values()):
                self.assertIsNone(run.poll(), "it has ended by itself")
                self.assertLess(time.monotonic(), deadline, started_for(folder))
            run.send_signal(way)
            run.communicate(timeout=PATIENCE_SECONDS)
            self.assertEqual(run.returncode, 128 + way)
            self.assertEqual(started_for(folder), {})
            self.assertEqual(os.listdir(folder), [])

    def test_a_signal_ends_everything(self):
        for name, (needed, _, _) in PROGRAMS.items():
            for way in (signal.SIGTERM, signal.SIGINT):
                with self.subTest(name, way=way.name):
                    missing = [tool for tool in needed if not processes.which(tool)]
                    if missing:
                        self.skipTest("missing: " + ", ".join(missing))
                    self.end(name, way)


if __name__ == "__main__":
    unittest.main()

import subprocess
import sys

LOOK = """
import inspect
from strongroom.window.unscanned import leave_imports_unscanned

read = []
source = inspect.getsource
inspect.getsource = lambda module: read.append(module.__name__) or source(module)
import fractions
assert "fractions" in read, "PySide scans no longer: unscanned.py can go"
assert leave_imports_unscanned()
import colorsys
assert "colorsys" not in read
"""


def test_pyside_reads_the_source_of_no_module_that_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

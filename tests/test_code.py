"""The code keeps the house style: Ruff's rules and layout, mypy's strict types."""

import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=lambda command: " ".join(command),
)
def test_the_code_is_clean(command):
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, text=True, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr

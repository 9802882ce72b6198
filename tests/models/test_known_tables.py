"""The portal knows every table that its rows refer to, whichever of its pages were opened first."""

import subprocess
import sys

SCRIPT = "import portal.app; from portal.extensions import Base; Base.metadata.sorted_tables"


def test_it_knows_all_tables_that_foreign_keys_name() -> None:
    # In a process of its own: here the other tests have imported everything.
    result = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]


def test_a_process_that_changes_settings_tells_the_others() -> None:
    """One that only serves pages has to listen too: the others kept what they had read until they were restarted."""
    script = "import portal.app, sys; sys.exit('portal.models.settings_revision' not in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]

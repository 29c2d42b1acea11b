"""Make the sheets beside this file anew: filled in, then opened and saved by LibreOffice.

    PYTHONPATH=src:tests python tests/exchange/sheets/make.py

LibreOffice is not there where the tests run; what it makes of a sheet is. Needed again only when
the layout of a sheet changes.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from exchange.sheeting import FAULTY, FILES, GOOD, KINDS, filled, made

SOFFICE = shutil.which("soffice") or "soffice"


def main() -> None:
    """Write all files."""
    given = {f"untouched-{kind}": made(kind) for kind in KINDS}
    given |= {f"good-{kind}": filled(made(kind), cells) for kind, cells in GOOD.items()}
    given |= {
        name: filled(made(kind), cells, merged) for name, (kind, cells, merged) in FAULTY.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, data in given.items():
            (Path(folder) / f"{name}.xlsx").write_bytes(data)
        files = [str(one) for one in sorted(Path(folder).glob("*.xlsx"))]
        command = [SOFFICE, "--headless", "--convert-to", "xlsx", "--outdir", str(FILES), *files]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()

"""``python -m themekit``."""

from themekit.cli import enter

enter()

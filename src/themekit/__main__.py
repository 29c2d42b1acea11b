"""``python -m themekit``."""

from themekit.cli import enter

if __name__ == "__main__":  # a worker process imports this file too
    enter()

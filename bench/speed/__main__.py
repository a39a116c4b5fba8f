"""Every speed figure, one module after the other, each in a process of its own: `make bench-speed`."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    failed = 0
    for name in names:
        print(f"── {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"bench.speed.{name}"]).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Lets a CPU build of torch import a torchvision that was built for CUDA.

Why: a package index holds one torchvision wheel, and that one is built for CUDA. Beside a CPU torch its compiled
extension cannot find CUDA's libraries and is skipped; then `import torchvision` registers a fake kernel for an
operator that nobody declared and stops with

    RuntimeError: operator torchvision::nms does not exist

Qwen2.5-VL's processor needs torchvision, though never that operator. So just before torchvision is imported, this
module declares the operators its Python code names: declared, not implemented, so calling one still fails loudly.
It does nothing when torch is a CUDA build or when torchvision's own extension loads.

    python examples/tiny/torchvision_cpu.py      # copies itself into this Python's site-packages; can be repeated

A `.pth` file beside the copy imports it at every start of that Python, so a stock `trl sft` works as it is.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

SCHEMA = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"


class BeforeTorchvision(importlib.abc.MetaPathFinder):
    """Finds nothing itself: it only runs `declare_missing_operators` when torchvision is about to be imported."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name == "torchvision":
            sys.meta_path.remove(self)
            spec = importlib.util.find_spec(name)
            if spec is not None and spec.origin is not None:
                declare_missing_operators(Path(spec.origin).parent)
        return None


def declare_missing_operators(package: Path) -> None:
    """`package` is torchvision's folder; declares `nms` and `qnms` if its compiled extension cannot be loaded."""
    import torch

    if torch.version.cuda is not None:
        return
    extension = next(iter(sorted(package.glob("_C.*")) or sorted(package.glob("_C*.so"))), None)
    try:
        if extension is not None:
            torch.ops.load_library(str(extension))
            return
    except OSError:  # built for CUDA: libc10_cuda.so and the like are not there
        pass
    for operator in ("nms", "qnms"):
        torch.library.define(f"torchvision::{operator}", SCHEMA)


def install(site_packages: Path) -> bool:
    """Copies this file and its `.pth` into `site_packages`; returns whether anything had to be written."""
    wanted = {
        "torchvision_cpu.py": Path(__file__).read_bytes(),
        "torchvision_cpu.pth": b"import torchvision_cpu; torchvision_cpu.arm()\n",
    }
    stale = [name for name, content in wanted.items()
             if not (site_packages / name).is_file() or (site_packages / name).read_bytes() != content]
    for name in stale:
        (site_packages / name).write_bytes(wanted[name])
    return bool(stale)


def arm() -> None:
    """Called by the `.pth` file. Costs one entry in `sys.meta_path`; torch is not imported here."""
    if not any(isinstance(finder, BeforeTorchvision) for finder in sys.meta_path):
        sys.meta_path.insert(0, BeforeTorchvision())


if __name__ == "__main__":
    import sysconfig

    if sys.prefix == sys.base_prefix:
        raise SystemExit("run this with the Python of a virtual environment")
    folder = Path(sysconfig.get_paths()["purelib"])
    print(f"torchvision_cpu: {'installed in' if install(folder) else 'already in'} {folder}")

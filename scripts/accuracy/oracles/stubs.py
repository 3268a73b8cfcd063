"""Packages that a config class imports and never uses while it checks a config."""

import importlib.abc
import importlib.machinery
import sys
import types


class _Anything(type):
    """A class that has every attribute, can be called, subclassed, subscripted and used as a decorator."""

    def __getattr__(cls, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return stub_class(name)

    def __getitem__(cls, _item):
        return cls

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __call__(cls, *args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], _Anything):
            return args[0]  # used as a decorator
        if cls.__dict__.get("_stub"):
            return cls
        return super().__call__(*args, **kwargs)

    def __iter__(cls):
        return iter(())

    def __enter__(cls):
        return cls

    def __exit__(cls, *_args):
        return False


def stub_class(name):
    """A stand-in for one class."""
    return _Anything(name, (), {"_stub": True, "__module__": "stub"})


class _Module(types.ModuleType):
    __path__ = []
    __version__ = "99.0.0"
    __file__ = "stub.py"

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return stub_class(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names):
        self.names = names

    def find_spec(self, fullname, path=None, target=None):
        parts = fullname.split(".")
        if any(".".join(parts[:end]) in self.names for end in range(1, len(parts) + 1)):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


def stub(*names):
    """Imports of these modules, and of all below them, give stand-ins."""
    sys.meta_path.insert(0, _Finder(set(names)))

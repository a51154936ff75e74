"""Imports WeasyPrint in two thirds of the time."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import ssl
import sys
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from hkpress.core import collector


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """In this block, importing WeasyPrint takes two thirds of the time. Three things are avoided. WeasyPrint tries
    other systems' library names first, for which find_library on Linux starts ldconfig, gcc and ld. It makes fetchers,
    which read every certificate of the system, for its own style sheets. It imports large parts of fontTools that it
    seldom needs.
    """
    own, own_context, me = ctypes.util.find_library, ssl._create_default_https_context, threading.get_ident()

    def find_library(name: str) -> str | None:
        return None if threading.get_ident() == me else own(name)

    def context(*args: Any, **options: Any) -> ssl.SSLContext:
        bare = threading.get_ident() == me
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if bare else own_context(*args, **options)

    rare = [_rare(*each) for each in _RARE if each[0] not in sys.modules]
    sys.modules.update((each.__name__, each) for each in rare)
    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    ssl._create_default_https_context = context
    try:
        with collector.at_rest():
            yield
    finally:
        ctypes.util.find_library, ssl._create_default_https_context = own, own_context
        for each in rare:
            del sys.modules[each.__name__]


_RARE = (("fontTools.subset", "Options", "Subsetter"), ("fontTools.varLib.instancer", "instantiateVariableFont"))


def _rare(name: str, *functions: str) -> ModuleType:
    """A stand-in for a module: its *functions* import it when they are called."""
    module = ModuleType(name)
    for function in functions:

        def call(*args: Any, function: str = function, **options: Any) -> Any:
            return getattr(importlib.import_module(name), function)(*args, **options)

        setattr(module, function, call)
    return module

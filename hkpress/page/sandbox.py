"""The Jinja environment of themes. Themes run no code: they read the page and call hkpress's helpers."""

from __future__ import annotations

import datetime
from functools import lru_cache
from itertools import repeat
from operator import is_
from pathlib import PurePath
from types import BuiltinMethodType, MethodType, ModuleType
from typing import Any

import jinja2
from jinja2 import nodes, runtime, utils
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

_PLAIN_TYPES = (str, int, float, list, tuple, dict, frozenset, datetime.date, datetime.time)
"""Types whose own methods, such as `upper` or `items`, a template may call."""
_JINJA = (runtime.LoopContext, utils.Cycler, utils.Joiner, Markup)
_CALLABLE = (runtime.Macro, runtime.BlockReference, runtime.LoopContext, utils.Cycler, utils.Joiner, jinja2.Undefined)


_SYNTAX: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.i18n"]}
_GRAMMAR = jinja2.Environment(**_SYNTAX)  # noqa: S701 (it only parses)


@lru_cache(100)
def _tree(source: str, name: str | None, file: str | None) -> nodes.Template:
    return _GRAMMAR._parse(source, name, file)


def _refuse_functions(value: Any) -> Any:
    """The value, if it can be printed: a function would print an address of the memory."""
    if callable(value) and not isinstance(value, jinja2.Undefined):
        raise jinja2.TemplateRuntimeError("this is a function: call it with `()`")
    return value


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs no Python. A template can call only macros, `globals`, and methods of plain values."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**_SYNTAX, **options, bytecode_cache=_COMPILED, finalize=_refuse_functions)
        del self.globals["lipsum"]
        self._readable: dict[tuple[type, str], bool] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template once for all editions: the syntax is the same in all."""
        return _tree(source, name, filename)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read the attribute. Themes may not read a page's files."""
        if isinstance(obj, ModuleType | type) or isinstance(value, PurePath | ModuleType | type):
            return False
        if (kind := (type(obj), attr)) not in self._readable:  # Jinja's own answer depends on these alone
            self._readable[kind] = super().is_safe_attribute(obj, attr, value)
        return self._readable[kind]

    def call(self, context: runtime.Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what is safe to call. Most calls on a page are labels, which are safe."""
        label: Any = self.globals.get("_")
        if obj is label:
            values = {name: value for name, value in kwargs.items() if name not in ("_loop_vars", "_block_vars")}
            return label(context.eval_ctx, *args, **values)
        return super().call(context, obj, *args, **kwargs)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it. An undefined value reports itself."""
        if isinstance(obj, _CALLABLE) or any(map(is_, repeat(obj), self.globals.values())):
            return True
        if isinstance(obj, BuiltinMethodType | MethodType):
            return isinstance(obj.__self__, _PLAIN_TYPES + _JINJA) and super().is_safe_callable(obj)
        return False


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates, so that the other editions need not compile them. Nothing is kept on disk.

    The code depends on the template, Jinja and the environment's options only.
    """

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()

"""The templates of one language, compiled so that a page costs little. With `compiled_code`, it alone imports Jinja.

A message of the catalogue is a constant in the compiled code, an attribute is read and a function called as in Python,
and a text is escaped without an object for each. Values are escaped as Jinja escapes them; dictionaries are read by
brackets, not by a dot.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.debug import rewrite_traceback_stack
from jinja2.runtime import Context
from jinja2.utils import _PassArg, missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.code_digest import shipped_templates
from generator.files import display_path
from generator.languages import catalogue
from generator.pages.compiled_code import CompiledCode
from generator.theme.frame import ThemeError

_GETTEXT = "_"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%(%)")

_escape_text: Callable[[str], str] = markupsafe._escape_inner  # noqa: SLF001 - `escape` without an object for each text


def escape(value: Any) -> str:
    """Escape a value for HTML as `markupsafe.escape` does; the result is for joining alone."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is Markup:
        return value
    if hasattr(value, "__html__"):
        safe: str = value.__html__()
        return safe
    return _escape_text(str(value))


def _marked(text: str) -> Markup:
    return str.__new__(Markup, text)


def _needs_context(function: Any) -> bool:
    return _PassArg.from_obj(function) is not None


class _Translator(NodeTransformer):
    """Replaces constant messages by their translation."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        """Leave a macro as it is that is given another catalogue."""
        return node if any(arg.name == _GETTEXT for arg in node.args) else self.generic_visit(node)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """Split messages with placeholders into constants and values."""
        shown: list[nodes.Expr] = []
        for child in node.nodes:
            message = self._message(child)
            if message is None or not isinstance(child, nodes.Call) or not child.kwargs:
                shown.append(self.visit(child))
            else:
                shown += self._parts(message, {pair.key: self.visit(pair.value) for pair in child.kwargs})
        node.nodes = shown
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Translate a message that is an argument or a value."""
        message = self._message(node)
        if message is None:
            return self.generic_visit(node)
        lineno = node.lineno
        if not node.kwargs:
            text = message % {} if "%" in message else message
            return nodes.MarkSafe(nodes.Const(text, lineno=lineno), lineno=lineno)
        values = [
            nodes.Pair(nodes.Const(pair.key, lineno=lineno), self.visit(pair.value), lineno=lineno)
            for pair in node.kwargs
        ]
        marked = nodes.MarkSafe(nodes.Const(message, lineno=lineno), lineno=lineno)
        return nodes.Mod(marked, nodes.Dict(values, lineno=lineno), lineno=lineno)

    def _message(self, node: nodes.Node) -> str | None:
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))]):
                return self._gettext(message)
        return None

    @staticmethod
    def _parts(message: str, values: Mapping[str, nodes.Expr]) -> list[nodes.Expr]:
        parts: list[nodes.Expr] = []
        start = 0
        for match in _PLACEHOLDER.finditer(message):
            parts.append(nodes.TemplateData(message[start : match.start()] + (match[2] or "")))
            parts += [values[match[1]]] if match[1] else []
            start = match.end()
        return [*parts, nodes.TemplateData(message[start:])]


class _Compiler(CodeGenerator):
    """Writes a template's code."""

    environment: Templates

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Use our own functions in place of Jinja's: the code looks them up when it runs."""
        self._constants: dict[str, str] = {}
        super().visit_Template(node, frame)
        for name in ("escape", "Markup"):
            self.writeline(f"{name} = environment.{name}")
        for text, name in self._constants.items():
            self.writeline(f"{name} = Markup({text!r})")

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:
        """Make a constant text once, when the template is loaded."""
        if isinstance(node.expr, nodes.Const) and isinstance(node.expr.value, str):
            self.write(self._constants.setdefault(node.expr.value, f"text_{len(self._constants)}"))
        else:
            super().visit_MarkSafe(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Read an attribute as Python does."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Ask whether an attribute is there without reading one that is not."""
        if node.name == "defined" and isinstance(node.node, nodes.Getattr):
            self.write("hasattr(")
            self.visit(node.node.node, frame)
            self.write(f", {node.node.attr!r})")
        else:
            super().visit_Test(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """Call a function as Python does, unless Jinja has to pass it something."""
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if forward_caller or name in self.environment.passing:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        else:
            self.visit(node.node, frame)
            self.write("(")
            self._arguments(node, frame)
            self.write(")")

    def _arguments(self, node: nodes.Call, frame: Frame) -> None:
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        if node.dyn_args:
            self.write("*")
            self.visit(node.dyn_args, frame)
            self.write(", ")
        if node.dyn_kwargs:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """Return what a macro wrote as safe, which Jinja's own object for a macro would do."""
        if force_unescaped:
            self.writeline(f"return Markup(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro as the function that it is, whose arguments have names for Jinja alone."""
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            self.write(f"environment.macro(macro, {len(macro_ref.node.args)})")


class _Template(jinja2.Template):
    """A template whose variables are plain dictionaries."""

    environment: Templates

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's
        shared: bool = False,  # noqa: FBT001, FBT002 - Jinja's
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - Jinja's
    ) -> Context:
        """Return what one rendering can look up."""
        if shared or locals:
            return super().new_context(vars, shared, locals)
        parent = {**self.environment.globals, **(vars or {})}
        return Context(self.environment, parent, self.name, self.blocks)


class Templates(jinja2.Environment):
    """The templates of one language."""

    code_generator_class = _Compiler
    template_class = _Template
    escape = staticmethod(escape)
    Markup = staticmethod(_marked)

    def __init__(self, folders: Sequence[Path], language: str, cache: Path | None = None) -> None:
        """Load templates from folders, the first first; `cache` is the folder that keeps their compiled code."""
        self._compiled = CompiledCode(language, cache)
        super().__init__(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=self._compiled,
        )
        self.language = language
        words = catalogue(language)
        self.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.passing = frozenset(name for name, value in self.globals.items() if _needs_context(value))
        """Names of functions to which Jinja passes the context."""

    def add(self, filters: Mapping[str, Callable[..., Any]], variables: Mapping[str, Any]) -> None:
        """Add filters, and variables that every template has.

        Raises:
            ValueError: if Jinja would have to pass one of them its context.
        """
        added: dict[str, Any] = {**filters, **variables}
        for name, value in added.items():
            if _needs_context(value) and name not in self.passing:
                raise ValueError(name)
        self.filters |= filters
        self.globals |= variables

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Raise what a template raised.

        Raises:
            ThemeError: A template of the project is wrong.
        """
        error = rewrite_traceback_stack(source)
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame for frame in frames if frame.filename.endswith(".html")]
        is_its_own = isinstance(error, jinja2.TemplateError) or frames[-1:] == lines[-1:]
        if not lines or not is_its_own or Path(lines[-1].filename).is_relative_to(shipped_templates()):
            raise error
        place = f"{display_path(Path(lines[-1].filename))}:{lines[-1].lineno}"
        reason = f"This template cannot be used: {error}".rstrip(".")
        raise ThemeError(f"{place}: {reason}. Correct it, or take it away to use the program's own.") from error

    def save(self) -> None:
        """Keep what was compiled for the next build."""
        self._compiled.save()

    @staticmethod
    def macro(function: Callable[..., Any], count: int) -> Callable[..., Any]:
        """Return a macro's function, which takes fewer arguments than it has names for."""
        function.__defaults__ = (missing,) * count
        return function

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - Jinja's
    ) -> str:
        translated = _Translator(catalogue(self.language).gettext).visit(source)
        translated.set_environment(self)
        return super()._generate(translated, name, filename, defer_init)

"""Mutation testing of the release: every small change to the functions that decide what may be seen must be noticed.

    python -m benchmarks.prove.mutants [--every N]

Each mutant is one change to one function: a comparison turned, a condition negated or dropped, a constant or a name
changed, a part of a list or of a sum left out, a line deleted. It runs in place of the function, in this process,
against `tests/support/release_cases.py`. A mutant that changes no behaviour is named below, with its reason.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import os
import signal
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP))

from generator import dates  # noqa: E402
from generator.checks import embargo  # noqa: E402
from generator.reading import link_targets  # noqa: E402
from generator.register import release  # noqa: E402
from generator.register.joins import records  # noqa: E402
from tests.support import release_cases  # noqa: E402

FUNCTIONS: tuple[tuple[Any, str], ...] = (
    (dates, "is_released"),
    (release, "release"),
    (release, "_translations"),
    (release, "_attachments_of"),
    (release, "_seen"),
    (release, "publication_of"),
    (release, "_withdrawals"),
    (release, "_without"),
    (records, "_translated"),
    (dates, "london_day"),
    (dates, "start_of"),
    (dates, "read_moment"),
    (dates, "read_publication"),
    (embargo, "embargo_problems"),
    (embargo, "_names_any_of"),
    (embargo, "_record_problems"),
    (embargo, "_references"),
    (embargo, "_mentions"),
    (embargo, "_texts"),
    (link_targets, "_ids_of"),
    (embargo, "_page_problems"),
    (embargo, "_problem"),
)

EQUIVALENT = {
    "read_moment: 'OverflowError' left out": "years end at 2200, so no moment overflows; it is a second wall",
    "read_moment: 40 and one": "how much of a slip a message quotes",
    "read_publication: 1 and one": "a day that is not recorded lies before every moment, whatever stands for it",
    'read_publication: "\'" emptied': "a message's quotation mark",
    "embargo_problems: 'if not hidden:' deleted": "it only saves time: where nothing is hidden, nothing can be named",
    "embargo_problems: 'not hidden' is False": "the same",
    "embargo_problems: 'return' deleted": "the same",
    "_references: 'not is_external(link.address)' is True": "an address of the web is no path of a source",
    "_texts: '*key_path' left out": "no fact below the first level is called office-use",
}
"""Mutants that nothing could tell from the original: `function: change`, and why."""

LONGEST = 60
"""Seconds a mutant may run before it counts as noticed."""

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.LtE: ast.Lt, ast.Lt: ast.LtE, ast.GtE: ast.Gt, ast.Gt: ast.GtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def mutants_of(tree: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Give every mutant of a function, with what was changed."""
    for number, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            mutant = copy.deepcopy(tree)
            twin = next(each for place, each in enumerate(ast.walk(mutant)) if place == number)
            change(twin)
            yield what, ast.fix_missing_locations(mutant)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:  # noqa: C901, PLR0912 - a table of what can be changed
    match node:
        case ast.Compare():
            yield from _compare_changes(node)
        case ast.BoolOp():
            yield (
                "and and or exchanged",
                lambda twin: setattr(twin, "op", ast.Or() if isinstance(twin.op, ast.And) else ast.And()),
            )
            for place, part in enumerate(node.values):
                yield f"'{ast.unparse(part)}' dropped", lambda twin, place=place: twin.values.pop(place) and None
        case ast.UnaryOp(op=ast.Not()):
            yield (
                "not dropped",
                lambda twin: setattr(twin, "op", ast.UAdd()) or setattr(twin, "operand", _truth(twin.operand)),
            )
        case ast.If() | ast.IfExp():
            yield (
                f"'{ast.unparse(node.test)}' negated",
                lambda twin: setattr(twin, "test", ast.UnaryOp(ast.Not(), twin.test)),
            )
            for value in (True, False):
                yield (
                    f"'{ast.unparse(node.test)}' is {value}",
                    lambda twin, value=value: setattr(twin, "test", ast.Constant(value)),
                )
        case ast.comprehension():
            for place, test in enumerate(node.ifs):
                yield f"'if {ast.unparse(test)}' dropped", lambda twin, place=place: twin.ifs.pop(place) and None
                yield f"'if {ast.unparse(test)}' negated", lambda twin, place=place: _negate(twin.ifs, place)
        case ast.Tuple() | ast.List() | ast.Set() if len(node.elts) > 1 and isinstance(
            getattr(node, "ctx", ast.Load()), ast.Load
        ):
            for place, part in enumerate(node.elts):
                yield f"'{ast.unparse(part)}' left out", lambda twin, place=place: twin.elts.pop(place) and None
        case ast.Constant(value=bool()):
            yield f"{node.value} turned", lambda twin: setattr(twin, "value", not twin.value)
        case ast.Constant(value=int()):
            yield f"{node.value} and one", lambda twin: setattr(twin, "value", twin.value + 1)
        case ast.Constant(value=str()) if node.value and " " not in node.value:  # a sentence is its own tests' matter
            yield f"{node.value!r} emptied", lambda twin: setattr(twin, "value", "")
        case ast.FunctionDef() | ast.For() | ast.With() | ast.match_case():
            yield from _line_changes(node)
    if isinstance(node, ast.If):
        yield from _line_changes(node)


def _compare_changes(node: ast.Compare) -> Iterator[tuple[str, Callable[[Any], None]]]:
    for place, op in enumerate(node.ops):
        turned = _TURNED[type(op)]
        yield (
            f"'{ast.unparse(node)}' has {turned.__name__}",
            lambda twin, place=place, turned=turned: twin.ops.__setitem__(place, turned()),
        )
    if len(node.ops) == 1 and isinstance(node.ops[0], ast.LtE | ast.Lt | ast.GtE | ast.Gt):
        yield f"'{ast.unparse(node)}' turned round", _turn_round


def _turn_round(twin: Any) -> None:
    twin.ops = [ast.Gt() if isinstance(twin.ops[0], ast.LtE | ast.Lt) else ast.Lt()]


def _negate(tests: list[ast.expr], place: int) -> None:
    tests[place] = ast.UnaryOp(ast.Not(), tests[place])


def _line_changes(node: Any) -> Iterator[tuple[str, Callable[[Any], None]]]:
    for place, line in enumerate(node.body):
        is_docstring = isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
        if not is_docstring and not isinstance(line, ast.Pass):
            first = ast.unparse(line).split("\n")[0]
            yield f"'{first[:70]}' deleted", lambda twin, place=place: twin.body.__setitem__(place, ast.Pass())


def _truth(operand: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("bool", ast.Load()), [operand], [])


def function_of(owner: Any, name: str) -> FunctionType:
    """Find the function that is to be changed."""
    function = inspect.unwrap(getattr(owner, name))
    assert isinstance(function, FunctionType), name
    return function


def tree_of(function: FunctionType) -> ast.FunctionDef:
    """Parse a function's source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list = []
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    return _WithoutTypes().visit(tree)  # type: ignore[no-any-return]


class _WithoutTypes(ast.NodeTransformer):
    """Takes away what is only for readers and type checkers: a change in it would change nothing."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        return ast.copy_location(ast.Assign([node.target], node.value), node) if node.value else ast.Pass()

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return node.args[1] if isinstance(node.func, ast.Name) and node.func.id == "cast" else node


Change = tuple[CodeType, dict[str, Any] | None]


def change_of(tree: ast.FunctionDef, function: FunctionType) -> Change | None:
    """Compile a mutant to code and defaults; None where it is no program."""
    # Annotations stay texts, as in its module; and a mutant of a generator stays one.
    always = (
        ast.If(ast.Constant(value=False), [ast.Expr(ast.Yield())], [])
        if inspect.isgeneratorfunction(function)
        else ast.Pass()
    )
    tree.body = [always, *tree.body]
    module = ast.Module([ast.ImportFrom("__future__", [ast.alias("annotations")], 0), tree], [])
    space: dict[str, Any] = {}
    try:
        exec(
            compile(ast.fix_missing_locations(module), f"<mutant of {function.__name__}>", "exec"),
            function.__globals__ | space,
            space,
        )
    except (SyntaxError, ValueError):
        return None
    mutant = space[function.__name__]
    return (
        (mutant.__code__, mutant.__kwdefaults__)
        if mutant.__code__.co_freevars == function.__code__.co_freevars
        else None
    )


def is_killed(content: Path) -> str:
    """Say by what a mutant was noticed; nothing where it survived."""
    _clear_caches()  # or a mutant is not asked, and one that was answers for the next
    try:
        release_cases.check(content)
    except Exception as error:  # noqa: BLE001 - however it falls, it is noticed
        return type(error).__name__
    finally:
        _clear_caches()
    return ""


def _clear_caches() -> None:
    """Forget what our functions answered before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("generator."):
            for value in vars(module).values():
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def main(arguments: list[str] | None = None) -> int:
    """Run the mutants, print how many died and which lived, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="only each such mutant, for a quick look")
    every: int = parser.parse_args(arguments).every
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _too_long)
    here = Path.cwd()
    started, lived, tried, excused = time.monotonic(), [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            release_cases.write(Path("content"))
            release_cases.check(Path("content"))
            for what, kill in _tried(every):
                tried += 1
                if not kill(Path("content")):
                    excused += what in EQUIVALENT
                    lived += [] if what in EQUIVALENT else [what]
        finally:
            os.chdir(here)
    for what in lived:
        print(f"alive: {what}")
    told = (
        f"{tried} mutants of {len(FUNCTIONS)} functions, {tried - excused - len(lived)} killed, {excused} equivalent, "
        f"{len(lived)} alive"
    )
    print(f"{told}; {time.monotonic() - started:.0f} s")
    return 1 if lived else 0


def _tried(every: int) -> Iterator[tuple[str, Callable[[Path], str]]]:
    number = 0
    for owner, name in FUNCTIONS:
        function = function_of(owner, name)
        original = (function.__code__, function.__kwdefaults__)
        for what, tree in mutants_of(tree_of(function)):
            change = change_of(tree, function)
            if change is None:
                continue
            number += 1
            if number % every:
                continue

            def kill(
                content: Path, function: FunctionType = function, change: Change = change, original: Change = original
            ) -> str:
                function.__code__, function.__kwdefaults__ = change
                if hasattr(signal, "SIGALRM"):
                    signal.alarm(LONGEST)
                try:
                    return is_killed(content)
                finally:
                    if hasattr(signal, "SIGALRM"):
                        signal.alarm(0)
                    function.__code__, function.__kwdefaults__ = original

            yield f"{name}: {what}", kill


if __name__ == "__main__":
    raise SystemExit(main())

"""How a command ends: its last words, its exit code, and no traceback, whoever stops it and wherever its output goes.

Knows signals and streams; nothing of what a command does. It imports little at first, because it must be there before
the rest is.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn, Self

    from generator.commands.exit_codes import Exit
    from generator.problems import Problem

TRACEBACK = "SECTION55_TRACEBACK"
"""The one variable of the environment that a command asks for: whether a mistake of ours is shown to its makers."""

SIGNAL_EXIT_OFFSET = 128
"""Added to a signal's number, as shells do: 130 for Ctrl-C."""


class OutputError(Exception):
    """What a command says cannot be written; the message says why."""


class quiet_interrupt:  # noqa: N801 - reads as what follows `with`; `contextlib` is not imported yet
    """Lets Ctrl-C end the program at once and without a traceback, while it only imports and has nothing to clear up."""

    def __enter__(self) -> Self:
        """Take Ctrl-C, unless a shell lets what it runs behind the scenes ignore it."""
        self._is_ours = _is_as_python_sets_it(signal.SIGINT)
        if self._is_ours:
            signal.signal(signal.SIGINT, lambda *_: os._exit(SIGNAL_EXIT_OFFSET + signal.SIGINT))
        return self

    def __exit__(self, *_error: object) -> None:
        """Give it back to Python."""
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_as_python_sets_it(number: int) -> bool:
    import threading  # noqa: PLC0415 - where the import of `ending` is all that has been done, each millisecond counts

    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(number) in {signal.default_int_handler, signal.SIG_DFL}


def echo(text: str, *, err: bool = False) -> None:
    """Print a line, quotes without their borders; where nobody reads it any more, go on without.

    Raises:
        OutputError: where standard output cannot be written for another reason, such as a full disk.
    """
    from click import echo  # noqa: PLC0415 - see the module's docstring

    from generator.messages import plain_text  # noqa: PLC0415 - likewise

    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed before we began
        return
    try:
        echo(plain_text(text), err=err)
    except OSError as error:
        if not err and not isinstance(error, BrokenPipeError):
            raise _unwritable(error) from error
        _silence(stream)  # where errors cannot be written, nothing is left but the exit code


def _unwritable(error: OSError) -> OutputError:
    return OutputError(f"What this command says cannot be written: {error.strerror}.")


def _silence(stream: Any) -> None:
    """Let what is still to be written to a stream go nowhere: Python would try again at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(problems: list[Problem], form: str) -> None:
    """Print problems in a form of `--format`; sentences go to standard error, data and annotations to standard output."""
    from generator.problems import FORMATS  # noqa: PLC0415 - see the module's docstring

    if text := FORMATS[form](problems):
        echo(text, err=form == "text")


def stop(code: Exit, message: str = "") -> NoReturn:
    """End the command with an exit code, after a last line on standard error."""
    if message:
        echo(message, err=True)
    raise SystemExit(code)


def run(command: Callable[[], object]) -> None:
    """Run a command to its end, and exit.

    Raises:
        SystemExit: always, with the exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not know every letter of a name
            stream.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):  # a service that stops, a terminal that is closed: what was begun is cleared up
        if (number := getattr(signal, name, None)) and _is_as_python_sets_it(number):
            signal.signal(number, _stop)
    code, message = _outcome(command)
    if _is_as_python_sets_it(signal.SIGINT):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    raise SystemExit(_flush_and_exit_code(code, message))


def _stop(number: int, _frame: object) -> None:
    raise SystemExit(SIGNAL_EXIT_OFFSET + number)


def _outcome(command: Callable[[], object]) -> tuple[int, str]:
    """Run a command, and give its exit code and what is still to be said."""
    import click  # noqa: PLC0415 - see the module's docstring

    from generator.commands.exit_codes import Exit  # noqa: PLC0415 - likewise
    from generator.publishing.exchange import EnvironmentFailure  # noqa: PLC0415 - likewise

    try:
        command()
    except SystemExit as stopped:
        if (
            type(sys.stdout) is click.utils.PacifyFlushWrapper
        ):  # of a help text whose reader went away click makes a failure
            return Exit.DONE, ""
        return (stopped.code if isinstance(stopped.code, int) else Exit.DONE), ""
    except (KeyboardInterrupt, click.exceptions.Abort):
        return SIGNAL_EXIT_OFFSET + signal.SIGINT, "Stopped."
    except click.ClickException as error:
        return Exit.USAGE, _worded(error)
    except OutputError as error:
        _silence(sys.stdout)
        return Exit.MACHINE, str(error)
    except EnvironmentFailure as error:
        return Exit.MACHINE, str(error)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return Exit.MACHINE, f"{where}{error.strerror or error}."
    except Exception as error:  # the last resort, told as what it is
        if os.environ.get(TRACEBACK):
            raise
        told = f"This is a mistake of ours, not yours: {type(error).__name__}: {error}."
        return Exit.BUG, f"{told} Run again with {TRACEBACK}=1 and report what it prints."
    return Exit.DONE, ""


def _worded(error: Any) -> str:
    """Word what click refuses as click itself does, which writes it to a file."""
    from io import StringIO  # noqa: PLC0415 - rarely needed

    told = StringIO()
    error.show(told)
    return told.getvalue().rstrip("\n")


def _flush_and_exit_code(code: int, message: str) -> int:
    """Write what is still to be written, and give the exit code for all of it."""
    from generator.commands.exit_codes import Exit  # noqa: PLC0415 - see the module's docstring

    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        code, message = code or Exit.MACHINE, message or str(_unwritable(error))
    if message:
        echo(message, err=True)
    return code

"""Turns every outcome of a command, signals and closed pipes included, into one message and an exit code.

Knows signals and streams; nothing of what a command does. It imports little, because it is imported before everything
else, so that Ctrl-C during the other imports prints no traceback.
"""

from __future__ import annotations

import atexit
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
"""The only environment variable that a command reads: set, a bug prints its traceback."""

SIGNAL_EXIT_OFFSET = 128
"""Added to a signal's number, as shells do: 130 for Ctrl-C."""


class OutputError(Exception):
    """The output of a command cannot be written; the message says why."""


class quiet_interrupt:  # noqa: N801 - reads as what follows `with`; `contextlib` is not imported yet
    """Lets Ctrl-C end the program without a traceback during imports, when there is nothing to clear up."""

    def __enter__(self) -> Self:
        """Handle Ctrl-C, unless the shell has it ignored, as for a job in the background."""
        self._is_ours = _is_as_python_sets_it(signal.SIGINT)
        if self._is_ours:
            signal.signal(signal.SIGINT, lambda *_: os._exit(SIGNAL_EXIT_OFFSET + signal.SIGINT))
        return self

    def __exit__(self, *_error: object) -> None:
        """Restore Python's own handler."""
        if self._is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_as_python_sets_it(number: int) -> bool:
    import threading  # noqa: PLC0415 - when only this module is imported, each millisecond counts

    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(number) in {signal.default_int_handler, signal.SIG_DFL}


def echo(text: str, *, err: bool = False) -> None:
    """Print a line, quotes without their borders; if its reader is gone, continue.

    Raises:
        OutputError: Standard output cannot be written for another reason, such as a full disk.
    """
    from click import echo  # noqa: PLC0415 - see the module's docstring

    from generator.messages import plain_text  # noqa: PLC0415 - likewise

    stream = sys.stderr if err else sys.stdout
    if stream is None:  # it was closed before the command began
        return
    try:
        echo(plain_text(text), err=err)
    except OSError as error:
        if not err and not isinstance(error, BrokenPipeError):
            raise _unwritable(error) from error
        _silence(stream)  # if errors cannot be written, only the exit code is left


def _unwritable(error: OSError) -> OutputError:
    return OutputError(f"The output of this command cannot be written: {error.strerror}.")


def _silence(stream: Any) -> None:
    """Discard what is still in a stream's buffer: at its end Python would try to write it again, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(problems: list[Problem], form: str) -> None:
    """Print problems in a form of `--format`: sentences to standard error, data and annotations to standard output."""
    from generator.problems import FORMATS  # noqa: PLC0415 - see the module's docstring

    if text := FORMATS[form](problems):
        echo(text, err=form == "text")


def stop(code: Exit, message: str = "") -> NoReturn:
    """End the command with an exit code, after a last line on standard error."""
    if message:
        echo(message, err=True)
    raise SystemExit(code)


def run(command: Callable[[], object]) -> NoReturn:
    """Run a command, and exit at once: Python would take half a second to take a large register apart."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not have every letter of a name
            stream.reconfigure(errors="replace")
    for name in ("SIGTERM", "SIGHUP"):  # a service stops, a terminal closes: clear up first
        if (number := getattr(signal, name, None)) and _is_as_python_sets_it(number):
            signal.signal(number, _stop)
    sys.unraisablehook = _deliver_again
    code, message = _outcome(command)
    if _is_as_python_sets_it(signal.SIGINT):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to interrupt
    code = _flush_and_exit_code(code, message)
    atexit._run_exitfuncs()  # noqa: SLF001 - `os._exit` passes over them
    os._exit(code)


def _stop(number: int, _frame: object) -> None:
    raise SystemExit(SIGNAL_EXIT_OFFSET + number)


def _deliver_again(lost: Any) -> None:
    """Raise a signal's exception anew that Python passed over: it came during a callback, which can raise nothing."""
    if not issubclass(lost.exc_type, (KeyboardInterrupt, SystemExit)) or not hasattr(signal, "SIGALRM"):
        sys.__unraisablehook__(lost)
        return
    error = lost.exc_value or lost.exc_type()

    def raise_it(*_: object) -> NoReturn:
        raise error

    signal.signal(signal.SIGALRM, raise_it)
    signal.setitimer(signal.ITIMER_REAL, 0.001)


def _outcome(command: Callable[[], object]) -> tuple[int, str]:
    """Run a command; return its exit code and a last message."""
    import click  # noqa: PLC0415 - see the module's docstring

    from generator.commands.exit_codes import Exit  # noqa: PLC0415 - likewise
    from generator.problems import EnvironmentFailure  # noqa: PLC0415 - likewise

    try:
        command()
    except SystemExit as stopped:
        if type(sys.stdout) is click.utils.PacifyFlushWrapper:  # click turns a closed pipe during --help into a failure
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
    except Exception as error:  # any other exception is a bug
        if os.environ.get(TRACEBACK):
            raise
        message = f"This is a bug in Section 55: {type(error).__name__}: {error}."
        return Exit.BUG, f"{message} Run again with {TRACEBACK}=1 and report what it prints."
    return Exit.DONE, ""


def _worded(error: Any) -> str:
    """Return click's own words for an error; click only writes them to a file."""
    from io import StringIO  # noqa: PLC0415 - rarely needed

    words = StringIO()
    error.show(words)
    return words.getvalue().rstrip("\n")


def _flush_and_exit_code(code: int, message: str) -> int:
    """Flush standard output and print the last message; return the final exit code."""
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

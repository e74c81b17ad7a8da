"""What the decoder may use, and the doors it closes behind itself (H53).

Nothing of this exists on Windows: there the editor's own clock has to do.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 5
"""For one picture or one question about a resume."""
CPU_SECONDS_IN_ALL = 120
"""For all questions about one resume; then the editor starts another process."""

_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP = 22
_FILTER_MODE = 2
_ALLOW = 0x7FFF0000
_NOT_PERMITTED = 0x00050000 | 1
_LOAD = 0x20
_JUMP_IF_EQUAL = 0x15
_RETURN = 0x06

# What a process needs that reads, computes and writes: memory, its open pipes, clocks, its own
# limits and its end. By the number of the machine's kernel interface.
_SYSTEM_CALLS = {
    "x86_64": (
        0xC000003E,
        # read write close fstat poll lseek mmap mprotect munmap brk, signals, readv writev
        (0, 1, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20),
        # sched_yield mremap madvise nanosleep getpid exit gettimeofday getrlimit getrusage sysinfo
        (24, 25, 28, 35, 39, 60, 96, 97, 98, 99),
        # sigaltstack setrlimit gettid time futex getaffinity restart clocks exit_group
        (131, 160, 186, 201, 202, 204, 219, 228, 229, 230, 231),
        # getrandom membarrier rseq
        (318, 324, 334),
        302,  # prlimit64
    ),
    "aarch64": (
        0xC00000B7,
        (63, 64, 57, 80, 73, 62, 222, 226, 215, 214, 134, 135, 139, 65, 66),
        (124, 216, 233, 101, 172, 93, 169, 163, 165, 179),
        (132, 164, 178, 98, 123, 128, 113, 114, 115, 94),
        (278, 283, 293),
        261,
    ),
}


def limit_self(cpu_in_all: int = CPU_SECONDS) -> None:
    """Caps memory, processor time, files written and core dumps.

    Processor time is capped at 5 seconds; up to `cpu_in_all` of it `more_time` can add.
    """
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_DATA, MEMORY, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS, cpu_in_all),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
    )
    for kind, soft, hard in limits:
        _set(kind, soft, hard)


def more_time() -> None:
    """Allows 5 more seconds of processor time from now on, within what is allowed in all."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    _set(resource.RLIMIT_CPU, wanted, hard)


def close_doors() -> None:
    """From here on no file can be opened, no connection made, no program started.

    Everything that is still to be imported or read must have been before. Linux has a filter for
    calls of the system; elsewhere it is the limits that nothing more can be opened or started.
    """
    try:
        import resource
    except ImportError:
        return
    _set(resource.RLIMIT_NOFILE, 3, 3)
    if hasattr(resource, "RLIMIT_NPROC"):
        _set(resource.RLIMIT_NPROC, 0, 0)
    if sys.platform == "linux" and platform.machine() in _SYSTEM_CALLS:
        _filter_system_calls(*_SYSTEM_CALLS[platform.machine()])


def _set(kind: int, soft: int, hard: int) -> None:
    import resource

    _soft, now = resource.getrlimit(kind)
    capped = hard if now == resource.RLIM_INFINITY else min(hard, now)
    try:
        resource.setrlimit(kind, (min(soft, capped), capped))
    except (OSError, ValueError):
        return  # not every system knows every limit


def _filter_system_calls(
    machine: int,
    first: tuple[int, ...],
    second: tuple[int, ...],
    third: tuple[int, ...],
    fourth: tuple[int, ...],
    own_limits: int,
) -> None:
    """Lets through the calls of these numbers and refuses all others, for ever (seccomp)."""
    numbers = first + second + third + fourth
    steps = [
        (_LOAD, 0, 0, 4),  # the machine whose numbers these are
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _NOT_PERMITTED),
        (_LOAD, 0, 0, 0),  # the number of the call
        # The limits of this process, 0, and of no other.
        (_JUMP_IF_EQUAL, 0, 3, own_limits),
        (_LOAD, 0, 0, 16),
        (_JUMP_IF_EQUAL, len(numbers) + 2, 0, 0),
        (_RETURN, 0, 0, _NOT_PERMITTED),
    ]
    for at, number in enumerate(numbers):
        steps.append((_JUMP_IF_EQUAL, len(numbers) - at, 0, number))
    steps += [(_RETURN, 0, 0, _NOT_PERMITTED), (_RETURN, 0, 0, _ALLOW)]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code)
    program = struct.pack("@HP", len(steps), ctypes.addressof(held))
    libc = ctypes.CDLL(None)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        given = ctypes.create_string_buffer(program)
        libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(given), 0, 0)

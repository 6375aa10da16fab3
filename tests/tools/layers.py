#!/usr/bin/env python3
"""The layers of the program: includes point down only, a third-party header is included by one file only, private
headers stay in their folder, and each header compiles alone."""
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from report import TOP, fail, ok, read, sources, verdict

# What each folder may include besides itself: folders, or single headers where only a record crosses the border.
MAY = {
    "base": [],
    "ingest": ["base"],
    "text": ["base", "ingest/document.h"],
    "extract": ["base", "ingest/document.h", "text"],
    "kb": ["base", "extract/mention.h", "extract/time_value.h"],
    "export": ["base", "kb", "extract/mention.h", "extract/time_value.h"],
    "render": ["base", "kb", "extract/mention.h", "extract/time_value.h"],
    "cli": ["base", "ingest", "text", "extract", "kb", "export", "render"],
}
# Of the C library, POSIX and Linux: these may be included anywhere.
SYSTEM = set("""assert ctype dirent errno fcntl fenv float ftw getopt glob inttypes libgen limits locale malloc math poll pthread
pwd sched search semaphore setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string
strings sysexits threads time uchar unistd wchar wctype""".split())
SYSTEM_FOLDERS = ("sys/", "linux/")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def may_include(folder, header):
    target = header.split("/")[0]
    private = header.endswith("_p.h")
    if target == folder:
        return True
    return not private and any(header == allowed or target == allowed for allowed in MAY[folder])


def check_includes():
    upward, thirds, unknown = [], {}, []
    for path in sources(*MAY):
        folder = path.split("/")[0]
        for kind, header in INCLUDE.findall(read(path)):
            if kind == '"':
                if not os.path.exists(os.path.join(TOP, header)):
                    unknown.append(f'{path}: includes "{header}", which is not a path from the root of the repository')
                elif not may_include(folder, header):
                    upward.append(f'{path}: includes "{header}", but {folder}/ may only use '
                                  f"{', '.join(MAY[folder]) or 'the C library'}")
            elif not (header[:-2] in SYSTEM or header.startswith(SYSTEM_FOLDERS)):
                thirds.setdefault(header.split("/")[0], set()).add(path)
    verdict("includes point down only", upward)
    verdict("own headers are named by their path from the root", unknown)
    return thirds


# Headers of one library count together: cairo comes with pango, gvc with cgraph.
LIBRARY = {"cairo-ft.h": "cairo", "cairo-pdf.h": "cairo", "cairo-svg.h": "cairo", "cairo.h": "cairo", "gvc.h": "graphviz",
           "cgraph.h": "graphviz", "graphviz": "graphviz", "pango": "pango", "nettle": "nettle"}


def check_third_parties(thirds):
    users = {}
    for header, paths in thirds.items():
        users.setdefault(LIBRARY.get(header, header), set()).update(paths)
    verdict("a library's headers are included by one file only",
            [f"<{name}> is included by {', '.join(sorted(paths))}" for name, paths in sorted(users.items()) if len(paths) > 1])
    verdict("no header of ours includes a third-party header",
            [f"{path}: includes <{name}>" for name, paths in sorted(users.items()) for path in sorted(paths) if path.endswith(".h")])


def compile_alone(path):
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write(f'#include "{path}"\n#include "{path}"\n')
        file.flush()
        done = subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-I", TOP,
                               "-fsyntax-only", file.name], capture_output=True, text=True)
    return path, done.returncode, done.stderr


def check_headers():
    headers = sources(*MAY, ends=(".h",))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, status, message in pool.map(compile_alone, headers):
            if status:
                fail(f"{path} compiles alone", "it does not", message[:2000])
            else:
                ok(f"{path} compiles alone")
    verdict("each header has a guard named after its path",
            [f"{path}: no #ifndef {guard(path)}" for path in headers if f"#ifndef {guard(path)}\n" not in read(path)])


def guard(path):
    return "ANNALS_" + re.sub(r"\W", "_", path).upper()


if __name__ == "__main__":
    if not sources(*MAY):
        fail("layers", "there are no sources")
        sys.exit(1)
    check_third_parties(check_includes())
    check_headers()

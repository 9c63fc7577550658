"""Runs a notebook in its Jupyter kernel and stores what it showed.

    python run.py NOTEBOOK RESULT --limit SECONDS

The kernel works in NOTEBOOK's folder. One JSON line on stdout per cell that ended, and one for what went wrong:
{"cell": 3, "of": 20, "head": "await ready();", "seconds": 0.8}, {"failed": 3, "of": 20, "head": ..., "message": ...}.
RESULT is the notebook with its outputs up to there. Exit code 0 when all cells ran, 1 when one failed.

tslab never sends an `error` output and names no error in its reply: a cell has failed when the reply's status is not
"ok", or when an error that nobody caught was printed; the message is what stands on stderr.
"""

import argparse
import asyncio
import json
import os
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

UNCAUGHT = ("UncaughtException:", "UnhandledPromiseRejection:")


class Failed(Exception):
    """A cell that did not do what it should; the message says what happened."""


def stderr_of(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr").strip()


def head_of(cell):
    lines = [line.strip() for line in cell.source.splitlines()]
    return next((line for line in lines if line and not line.startswith(("//", "/*", "*"))), "")[:80]


async def run_cell(client, index, count, deadline):
    cell, replies = client.nb.cells[index], []
    client.on_cell_executed = lambda execute_reply, **_: replies.append(execute_reply["content"]["status"])
    client.timeout = max(1, int(deadline - time.monotonic()))
    try:
        await client.async_execute_cell(cell, index, execution_count=count)
    except CellExecutionError as error:
        raise Failed(stderr_of(cell) or str(error)) from None
    except CellTimeoutError:
        raise Failed("the notebook's time was over while this cell ran") from None
    except DeadKernelError:
        raise Failed("the kernel died while this cell ran (out of memory, or process.exit)") from None
    if replies != ["ok"]:
        raise Failed(f"the kernel answered {replies} and did not run the cell")
    if stderr_of(cell).startswith(UNCAUGHT) or any("\n" + word in stderr_of(cell) for word in UNCAUGHT):
        raise Failed(stderr_of(cell))


def say(**event):
    print(json.dumps(event), flush=True)


async def run(notebook, limit, folder):
    where = {"metadata": {"path": folder}}
    client = NotebookClient(
        notebook, kernel_name="tslab", record_timing=False, coalesce_streams=True, resources=where
    )
    deadline = time.monotonic() + limit
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    async with client.async_setup_kernel():
        for count, index in enumerate(code, 1):
            about = {"of": len(code), "head": head_of(notebook.cells[index])}
            began = time.monotonic()
            try:
                await run_cell(client, index, count, deadline)
            except Failed as failure:
                say(failed=count, message=str(failure), **about)
                return 1
            say(cell=count, seconds=round(time.monotonic() - began, 2), **about)
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook")
    parser.add_argument("result")
    parser.add_argument("--limit", type=float, default=600)
    args = parser.parse_args()
    notebook = nbformat.read(args.notebook, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    code = asyncio.run(run(notebook, args.limit, os.path.dirname(os.path.abspath(args.notebook))))
    nbformat.write(notebook, args.result)
    raise SystemExit(code)


main()

"""What the twins share: a process that does n steps when asked for n, and says how many seconds they took."""

import json
import os
import sys
import time

def serve_steps(steps, description):
    """`steps(n)` does n steps. One line in: n. One line out: {"seconds": s}."""
    print(json.dumps({"ready": description}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        steps(int(line))
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


def serve(step):
    """`step()` does one step with PyTorch on all cores, as our engine does, and gives its losses."""
    import torch

    torch.set_num_threads(os.cpu_count())

    def steps(n):
        for _ in range(n - 1):
            step()
        for loss in step():
            loss.item()

    serve_steps(steps, f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads")

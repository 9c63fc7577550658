"""python unpack-wheel.py WHEEL DEPS: of TensorFlow's wheel, the two libraries and the headers that tfjs-node's addon needs,
and Eigen's, which the library's own operations need."""

import re
import shutil
import sys
import zipfile
from pathlib import Path

HEADER = re.compile(r"tensorflow/include/((?:tensorflow/c|tensorflow/core/platform|tsl|xla/tsl)/.*\.h|Eigen/.*[^/])$")
LIBRARY = re.compile(r"tensorflow/(libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib))$")

wheel, deps = sys.argv[1], Path(sys.argv[2])
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        header, library = HEADER.match(name), LIBRARY.match(name)
        if not header and not library:
            continue
        target = deps / "include" / header[1] if header else deps / "lib" / library[1]
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)

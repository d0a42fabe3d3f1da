#!/usr/bin/env bash
# Sets up the programs that `npm run bench` compares with: a virtual environment with PyTorch and open_clip,
# and, given a checkout of diffvg, diffvg's CPU extension. Everything lands in .cache/peers.
#
#   bench/peers/setup.sh [DIFFVG_CHECKOUT]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
venv=$root/.cache/peers/venv

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet torch==2.15.0 numpy==2.4.6 open_clip_torch==3.3.0 safetensors==0.8.0 pybind11==2.13.6
if [ $# -gt 0 ]; then
  ATELIER_PEERS_PYTHON=$venv/bin/python "$root/bench/peers/build-diffvg.sh" "$1"
else
  echo "PyTorch is ready; for diffvg give a checkout: bench/peers/setup.sh DIFFVG_CHECKOUT"
fi

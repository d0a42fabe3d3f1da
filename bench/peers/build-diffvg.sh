#!/usr/bin/env bash
# Builds diffvg's CPU extension with plain g++, as its CMakeLists.txt would with
# DIFFVG_CUDA=0: -O3, the default machine, assertions left on, Thrust's C++ back end
# (C++14, not 11, because Debian's Thrust asks for it). The checkout itself is not touched.
#
#   bench/peers/build-diffvg.sh SOURCE_DIR [OUT_DIR]
#
# SOURCE_DIR  a checkout of https://github.com/BachiLi/diffvg (its submodules are not needed)
# OUT_DIR     where diffvg.so and the pydiffvg package go (default: .cache/peers/diffvg)
# Needs       g++ and libthrust-dev (Debian), and a Python with pybind11:
#             ATELIER_PEERS_PYTHON, else .cache/peers/venv/bin/python (bench/peers/setup.sh)
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
source_dir=${1:?"usage: bench/peers/build-diffvg.sh SOURCE_DIR [OUT_DIR]"}
out_dir=${2:-$root/.cache/peers/diffvg}
python=${ATELIER_PEERS_PYTHON:-$root/.cache/peers/venv/bin/python}

[ -f "$source_dir/diffvg.cpp" ] || { echo "$source_dir has no diffvg.cpp: give a checkout of diffvg" >&2; exit 1; }
[ -f /usr/include/thrust/sort.h ] || { echo "thrust/sort.h is missing: apt-get install libthrust-dev" >&2; exit 1; }
"$python" -c 'import pybind11' || { echo "$python has no pybind11: run bench/peers/setup.sh" >&2; exit 1; }

mkdir -p "$out_dir/pydiffvg"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python_include=$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["include"])')
pybind_include=$("$python" -c 'import pybind11; print(pybind11.get_include())')
suffix=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("EXT_SUFFIX"))')
objects=()
for unit in atomic color diffvg parallel scene shape; do
  echo "compiling $unit.cpp"
  g++ -std=c++14 -O3 -g -fPIC -fvisibility=hidden -w -DTHRUST_DEVICE_SYSTEM=THRUST_DEVICE_SYSTEM_CPP \
    -DTHRUST_IGNORE_DEPRECATED_CPP_DIALECT -I"$python_include" -I"$pybind_include" \
    -c "$source_dir/$unit.cpp" -o "$work/$unit.o"
  objects+=("$work/$unit.o")
done
g++ -shared -o "$out_dir/diffvg$suffix" "${objects[@]}" -lpthread

# Of the Python side the renderer needs four files; the rest wants SVG parsers and image readers.
for module in device shape pixel_filter render_pytorch; do
  sed '/^import svgpathtools$/d' "$source_dir/pydiffvg/$module.py" >"$out_dir/pydiffvg/$module.py"
  echo "from .$module import *"
done >"$out_dir/pydiffvg/__init__.py"
echo "diffvg is ready in $out_dir"

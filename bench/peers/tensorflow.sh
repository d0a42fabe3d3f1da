#!/usr/bin/env bash
# Checks the device "tensorflow": installs @tensorflow/tfjs-node into .cache/peers/tensorflow beside a
# copy of the built program, with libtensorflow out of the tensorflow-cpu wheel (tfjs-node's own install step
# downloads it from elsewhere), builds its binding, and compares every family of encoders with PyTorch's fixtures.
#
#   npm run build && bench/peers/tensorflow.sh
#
# Needs g++, Node's headers (they come with Node), and a Python 3.9 to 3.11 with pip: PYTHON, else python3.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$root/.cache/peers/tensorflow
python=${PYTHON:-python3}
package=$work/node_modules/@tensorflow/tfjs-node
mkdir -p "$work"

if [ ! -f "$package/package.json" ]; then
  echo '{ "private": true }' >"$work/package.json"
  (cd "$work" && npm install --ignore-scripts --no-audit --no-fund @tensorflow/tfjs-node@4.22.0)
fi

if [ ! -f "$package/deps/lib/libtensorflow_cc.so.2" ]; then
  "$python" -m pip download --quiet --no-deps --dest "$work/wheel" tensorflow-cpu==2.15.1
  "$python" -m zipfile -e "$work"/wheel/tensorflow_cpu-*.whl "$work/wheel/files"
  mkdir -p "$package/deps/lib" "$package/deps/include"
  cp "$work"/wheel/files/tensorflow/libtensorflow_{cc,framework}.so.2 "$package/deps/lib"
  for folder in tensorflow/c tensorflow/core/platform tsl; do
    mkdir -p "$package/deps/include/$folder"
    cp -r "$work/wheel/files/tensorflow/include/$folder/." "$package/deps/include/$folder"
  done
  (cd "$package/deps/lib" && ln -sf libtensorflow_cc.so.2 libtensorflow.so && ln -sf libtensorflow_framework.so.2 libtensorflow_framework.so)
  rm -r "$work/wheel"
fi

if [ ! -f "$package/lib/napi-v8/tfjs_binding.node" ]; then
  headers=$(node -p 'require("path").join(process.execPath, "../../include/node")')
  mkdir -p "$package/lib/napi-v8"
  (cd "$package" && g++ -O2 -std=c++17 -fPIC -shared -DNAPI_VERSION=8 -DBUILDING_NODE_EXTENSION -w \
    -I"$headers" -Ideps/include -I. binding/*.cc -o lib/napi-v8/tfjs_binding.node \
    -Ldeps/lib '-Wl,-rpath,$ORIGIN/../../deps/lib' -ltensorflow -ltensorflow_framework)
fi

# The program looks for the package beside itself, as an installed one does.
program=$work/atelier
rm -rf "$program"
mkdir -p "$program/test"
cp -r "$root/dist" "$root/models" "$root/package.json" "$program"
cp -r "$root/test/device-parity.js" "$root/test/fixtures" "$program/test"
ln -s "$root/node_modules" "$program/node_modules"
node "$program/test/device-parity.js" tensorflow

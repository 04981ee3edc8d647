#!/bin/bash
# Fills the root folder of a containerd with images, in a mount and a PID namespace that end with this script.
# Called as: template.sh FOLDER ARCHIVE...; FOLDER has containerd.toml and gets the folder containerd.
set -eu
folder="$1"
shift
mount -t tmpfs tmpfs /run
containerd --config "$folder/containerd.toml" >"$folder/containerd.log" 2>&1 &
containerd=$!
until ctr version >/dev/null 2>&1; do
  kill -0 "$containerd" 2>/dev/null || { tail -5 "$folder/containerd.log"; exit 1; }
  sleep 0.05
done
for archive in "$@"; do
  ctr --namespace k8s.io images import --snapshotter overlayfs "$archive"
done
kill "$containerd"
wait "$containerd" || true

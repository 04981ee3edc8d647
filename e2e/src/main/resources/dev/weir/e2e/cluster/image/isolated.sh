#!/bin/bash
# Runs the program of an unpacked image as its user, with a network of its own and an object store in it, in namespaces
# that end with this script. Called as: isolated.sh ROOT USER:GROUP MINIO COMMAND...
set -eu
root="$1" user="$2" minio="$3"
shift 3
ip link set lo up
# A mount of its own: a JVM looks for the file system that its root is on.
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
store="$(mktemp -d)"
trap 'rm -rf "$store"' EXIT
mkdir "$store/weir"
MINIO_ROOT_USER=training MINIO_ROOT_PASSWORD=only-for-training MINIO_BROWSER=off \
  "$minio" server "$store" --quiet --address 127.0.0.1:9000 &
until (: </dev/tcp/127.0.0.1/9000) 2>/dev/null; do sleep 0.1; done
chroot --userspec="$user" "$root" "$@"

#!/bin/bash
# The first process of a node, in network, mount and PID namespaces of the node's own: everything on the node lives
# and dies with it. Called as: node.sh NODE_FOLDER KUBECONFIG NAME ADDRESS
set -eu
node="$1" kubeconfig="$2" name="$3" address="$4"

# Containers share mounts with the kubelet, but nothing of it with the host. What is written in the usual places
# stays on the node's disk, which is a folder of the cluster.
mount --make-rshared /
mount -t tmpfs tmpfs /run
mount --bind "$node/lib" /var/lib
mount --bind "$node/log" /var/log
mkdir -p /run/netns /run/lock

keep() { # keep NAME COMMAND...: starts a part of the node again when it ends, as a machine's init does
  local part="$1"
  shift
  while :; do
    "$@" >>"/var/log/$part.log" 2>&1 || true
    echo "$part has ended; it is started again" >>"/var/log/$part.log"
    sleep 1
  done
}

keep containerd containerd --config "$node/containerd.toml" &
until ctr version >/dev/null 2>&1; do sleep 0.05; done

keep kubelet kubelet --config "$node/kubelet.yaml" --kubeconfig "$kubeconfig" --hostname-override "$name" \
  --node-ip "$address" &
keep kube-proxy kube-proxy --config "$node/kube-proxy.yaml" &
wait

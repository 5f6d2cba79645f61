#!/bin/bash
# unpack.sh ARCHIVE PLATFORM BUNDLE   unpacks an image with skopeo and umoci into BUNDLE/rootfs, as root
#
# What umoci 0.4 does not do, and what is done about it:
#   zstd layers, PAX global headers   for_umoci.py rewrites the layers that have them
#   times of directories without an entry, empty extended attributes, modes of symbolic links
#                                     same_tree.py --umoci lets them pass
#   devices, owners, security.*       need root, and a file system that keeps extended attributes
#   .wh. names                        always whiteouts: no file of that name comes out, as in every runtime
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
archive=$1 platform=$2 bundle=$3
[ "$(id -u)" = 0 ] || { echo "unpack.sh: run as root" >&2; exit 1; }
kind=docker-archive
# a docker save of today is both; skopeo reads either
names=$(tar -tf "$archive")
if grep -qE '^(\./)?oci-layout$' <<< "$names"; then kind=oci-archive; fi
choice=()
if [ -n "$platform" ]; then
  IFS=/ read -r os arch variant <<< "$platform"
  choice=(--override-os "$os" --override-arch "$arch" ${variant:+--override-variant "$variant"})
fi
rm -rf "$bundle.layout"
trap 'rm -rf "$bundle.layout"' EXIT
skopeo copy --quiet "${choice[@]}" "$kind:$archive" "oci:$bundle.layout:image"
"$here/for_umoci.py" "$bundle.layout"
umoci --log error unpack --image "$bundle.layout:image" "$bundle"

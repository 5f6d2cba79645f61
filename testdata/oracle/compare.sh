#!/bin/bash
# compare.sh ARCHIVE [PLATFORM]   one image, flattened by Silt, by flatten.py and by umoci: all must agree
#   ARCHIVE   oci-archive or docker-archive;  PLATFORM  os/arch[/variant], default linux/amd64
#   needs skopeo, umoci, zstd, python3 and root; see unpack.sh for umoci's limits
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 1 ] || { sed -n 's/^# //p' "$0" >&2; exit 2; }
archive=$1 platform=${2:-linux/amd64}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/flatten.py" "$archive" --platform "$platform" > "$work/python"
"$here/../../bin/silt" ls "$archive" --platform "$platform" --json --digests | "$here/silt_lines.py" > "$work/silt"
"$here/unpack.sh" "$archive" "$platform" "$work/bundle"
"$here/unpacked.py" "$work/bundle/rootfs" > "$work/umoci"

failed=0
echo -n "flatten.py and umoci: "; "$here/same_tree.py" --umoci "$work/python" "$work/umoci" || failed=1
echo -n "flatten.py and silt:  "; "$here/same_tree.py" "$work/python" "$work/silt" || failed=1
exit $failed

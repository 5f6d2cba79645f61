#!/bin/bash
# check-corpus.sh CORPUSDIR [PAIR..]               what must hold of Silt on real images, as Markdown tables
# check-corpus.sh --only PART CORPUSDIR [PAIR..]   one part: pairs, same-bytes, speed, signatures, root-file-systems or in-place
# check-corpus.sh --all-pairs CORPUSDIR [PAIR..]   every ordered pair of images, unrelated ones too
#
# CORPUSDIR is what corpus/build-dev.sh makes. Exits with 1 if anything fails; what failed is said on standard error.
#   pairs       both directions of every pair (edge: both platforms). diff in -Xmx512m; apply in -Xmx64m with a peak
#               RSS under 256 MiB; config digest and diffIDs are the target's; skopeo inspects the result and copies it
#               to dir and docker-archive; umoci unpacks it to the same tree as the original, where it unpacks that;
#               silt ls, Python's tarfile and umoci agree on the original; delta <= pull + 4 KiB; relayer < 64 KiB,
#               python-typo < 16 KiB, an image to itself < 1 KiB + its config
#   same-bytes  the same delta for 1, 2 and 8 threads, another JDK, time zone and locale
#   signatures  signatures under 1 % of the layers, made in -Xmx256m; deltas from them, made in -Xmx256m too, apply and
#               are at most 1.05 x of rdiff's (package rdiff) with the same blocks and compressor
#   root-file-systems  the base as umoci unpacks it: signed in -Xmx256m, with the ID that oracle/rootfs_id.py computes; the
#               delta from that, applied to the tree in -Xmx64m, makes the target; a changed mode makes the wrong base
#   in-place    the base as umoci unpacks it, updated in place in -Xmx64m, both directions: equal to the target as Python flattens it and
#               as umoci unpacks it; at most the changed contents and 1 MiB of space, 1.1 x of them written, other files keep their
#               inode, at most 1.5 x the time of rsync -a --checksum (package rsync, attr); and both with cold caches
#   speed       silt ls of a gzip'd oci-archive within 1.3 x of gzip -dc + sha256sum on one core, faster on two
# Environment: TMPDIR (needs room for four uncompressed images), KEEP=1 keeps work files, SILT=another bin/silt,
# PRESET for --all-pairs and in-place, ROUNDS for speed. Needs root (umoci), skopeo, umoci, zstd, jq, python3, GNU time.
. "$(dirname "${BASH_SOURCE[0]}")/check/lib.sh"
for part in pairs same-bytes signatures in-place speed all-pairs; do . "$CHECK/$part.sh"; done

usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
parts='pairs same_bytes signatures root_file_systems in_place speed'
case ${1:-} in
  --all-pairs) parts=all_pairs; shift ;;
  --only) parts=${2//-/_}; shift 2 || usage ;;
esac
[[ " pairs same_bytes signatures root_file_systems in_place speed all_pairs " == *" $parts "* || $parts == *' '* ]] || usage
[ $# -ge 1 ] && [ -d "$1" ] || usage
CORPUS=$(cd "$1" && pwd)
shift
if [ $# = 0 ]; then
  for d in "$CORPUS"/*/new.oci.tar; do set -- "$@" "$(basename "$(dirname "$d")")"; done
fi
for pair in "$@"; do
  [ -e "$CORPUS/$pair/old.oci.tar" ] || { echo "$0: no $CORPUS/$pair/old.oci.tar" >&2; exit 2; }
done
need skopeo umoci zstd jq python3 /usr/bin/time taskset
work_directory
"$SILT" --version > "$W/version" # builds it where that is due, before any clock runs
start=$SECONDS
cat "$W/version"
for part in $parts; do $part "$@"; done
printf '\n%s failed checks, %s s\n' "$FAILURES" "$((SECONDS - start))"
[ "$FAILURES" = 0 ]

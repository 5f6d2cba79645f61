#!/bin/bash
# testdata/rolling-hash.sh [MIB]   Silt and rdiff on the same files, in one table
#
# Makes two unrelated random files of MIB MiB (default 256) and measures, for three block lengths, signing the one and the
# delta to the other and to itself: rdiff's program, Silt in rdiff's formats, and Silt's own hashes. Best of three, seconds
# of wall clock; the Java programs start cold, the JVM's start is not counted. Needs rdiff and bench/target/benchmarks.jar
# (mvn -B -q -pl core,rdiff,bench -DskipTests package).
set -euo pipefail
cd "$(dirname "$0")/.."
MIB=${1:-256}
JAR=bench/target/benchmarks.jar
DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT
[ -f "$JAR" ] || { echo "no $JAR: mvn -B -q -pl core,rdiff,bench -DskipTests package"; exit 1; }

head -c "${MIB}M" /dev/urandom > "$DIR/base"
head -c "${MIB}M" /dev/urandom > "$DIR/other"

seconds() { # COMMAND..   prints its wall clock seconds
  local start=$EPOCHREALTIME
  "$@"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'
}

rdiff_once() { # TARGET BLOCK_LENGTH   prints two numbers: signing, delta
  rm -f "$DIR/sig" "$DIR/delta"
  echo "$(seconds rdiff signature -b "$2" "$DIR/base" "$DIR/sig") $(seconds rdiff delta "$DIR/sig" "$1" "$DIR/delta")"
}

java_once() { # silt|rdiff TARGET BLOCK_LENGTH
  java -cp "$JAR" dev.silt.bench.FileScan "$1" "$DIR/base" "$2" "$3"
}

best() { # the least of each column
  awk 'NR == 1 || $1 < a { a = $1 } NR == 1 || $2 < b { b = $2 } END { print a, b }'
}

echo "| block length | target | rdiff: sign, delta | Silt, rdiff's formats | Silt | rdiff's delta / Silt's |"
echo "| --- | --- | --- | --- | --- | --- |"
for length in 512 2048 16384; do
  for target in other base; do
    r=$(for _ in 1 2 3; do rdiff_once "$DIR/$target" $length; done | best)
    f=$(for _ in 1 2 3; do java_once rdiff "$DIR/$target" $length; done | best)
    s=$(for _ in 1 2 3; do java_once silt "$DIR/$target" $length; done | best)
    name=unrelated
    [ $target = other ] || name=identical
    awk -v l=$length -v t=$name -v r="$r" -v f="$f" -v s="$s" 'BEGIN {
      split(r, x); split(f, y); split(s, z)
      printf "| %d | %s | %s, %s s | %s, %s s | %s, %s s | %.1f |\n", l, t, x[1], x[2], y[1], y[2], z[1], z[2], x[2] / z[2]
    }'
  done
done

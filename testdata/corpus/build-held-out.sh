#!/bin/bash
# build-held-out.sh OUTDIR [PAIR..]   pairs of images that nothing was tuned on, as build-dev.sh makes its debian-sec:
#   jre       a Java runtime, with its class archives
#   services  PostgreSQL (with LLVM bitcode), PHP, nginx, Redis, Ruby, ImageMagick
#   tools     podman, buildah, containerd (Go), git, librsvg (Rust), WebKit
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
[ $# -ge 1 ] || { echo "usage: $0 OUTDIR [PAIR..]" >&2; exit 2; }
start "$1"; shift
declare -A PACKAGES=(
  [jre]="ca-certificates openjdk-17-jre-headless"
  [services]="ca-certificates nginx php-fpm redis-server ruby postgresql-15 imagemagick"
  [tools]="ca-certificates podman buildah containerd git chromium-sandbox librsvg2-2 libwebkit2gtk-4.1-0"
)
SECURITY="bookworm bookworm-updates bookworm-security"
LAYOUTS=$WORK/layouts
# without manuals, the runtime's alternatives have no place to go to
ROOT_HOOKS=(--essential-hook='mkdir -p "$1/usr/share/man/man1"')

apt-get update -qq > /dev/null
for pair in ${*:-jre services tools}; do
  say "$pair"
  rm -rf "$LAYOUTS"; mkdir -p "$LAYOUTS"
  for side in old new; do
    [ $side = old ] && suites=bookworm || suites=$SECURITY
    mkroot "$WORK/$pair.tar" "$suites" "${PACKAGES[$pair]}" "$SECURITY"
    oci_new "$LAYOUTS/$pair:$side" "$WORK/$pair.tar"
    rm -f "$WORK/$pair.tar"
  done
  export_pair "$pair" "$LAYOUTS/$pair:old" "$LAYOUTS/$pair:new"
done
rm -rf "$LAYOUTS"
say "done: $OUT"

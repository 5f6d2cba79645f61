# Points 1-4: every pair in both directions (sourced by check-corpus.sh).

# original IMAGE PLATFORM KEY   what the oracles say of an image, once: $W/KEY.tree, $W/KEY.umoci if umoci unpacks it
original() {
  local image=$1 platform=$2 key=$3
  [ ! -e "$W/$key.tree" ] || return 0
  "$ORACLE/flatten.py" "$image" ${platform:+--platform "$platform"} > "$W/$key.tree"
  if ! "$SILT" ls "$image" ${platform:+--platform "$platform"} --json --digests 2> "$W/ls.log" | "$ORACLE/silt_lines.py" > "$W/ls"; then
    bad ls "$(tail -n 3 "$W/ls.log")"
  else
    expect ls-is-flatten.py "$ORACLE/same_tree.py" "$W/$key.tree" "$W/ls" || true
  fi
  if unpack "$image" "$platform" > "$W/unpack.log" 2>&1; then
    touch "$W/$key.umoci"
    expect umoci-is-flatten.py "$ORACLE/same_tree.py" --umoci "$W/$key.tree" "$W/unpacked" || true
  else
    echo "note: umoci does not unpack $image ${platform}: $(tail -n 1 "$W/unpack.log")" >&2
  fi
}

unpack() { # IMAGE PLATFORM   into the lines $W/unpacked
  rm -rf "$W/bundle"
  "$ORACLE/unpack.sh" "$1" "$2" "$W/bundle" && "$ORACLE/unpacked.py" "$W/bundle/rootfs" > "$W/unpacked"
  local status=$?
  rm -rf "$W/bundle"
  return $status
}

to_docker() { # IMAGE PLATFORM   whether skopeo copies it into a docker-archive
  local os arch variant kind=oci-archive status=0
  IFS=/ read -r os arch variant <<< "$2"
  case $1 in *.docker.tar) kind=docker-archive ;; esac
  skopeo copy --quiet ${os:+--override-os "$os" --override-arch "$arch"} "$kind:$1" "docker-archive:$W/copy:copy:of" || status=$?
  rm -f "$W/copy"
  return $status
}

# rebuilt IMAGE ORIGINAL PLATFORM KEY   whether a rebuilt oci-archive is the original
rebuilt() {
  local image=$1 original=$2 platform=$3 key=$4
  ids "$original" $platform > "$W/ids.original"
  expect ids diff "$W/ids.original" <(ids "$image") || true
  expect inspect skopeo inspect "oci-archive:$image" || true
  rm -rf "$W/copy"
  expect copy-to-dir skopeo copy --quiet "oci-archive:$image" "dir:$W/copy" || true
  rm -rf "$W/copy"
  # skopeo 1.9 cannot write zstd layers into a docker-archive: then it cannot copy the original either
  if ! to_docker "$image" "" 2> "$W/docker.log" && to_docker "$original" "$platform" 2> /dev/null; then
    bad copy-to-docker "$(tail -n 1 "$W/docker.log")"
  fi
  if [ -e "$W/$key.umoci" ]; then
    expect unpack unpack "$image" "" &&
      expect unpacked-is-original "$ORACLE/same_tree.py" --umoci "$W/$key.tree" "$W/unpacked" || true
  fi
}

# one NAME BASE TARGET PLATFORM KEY [LIMIT]   one direction of a pair: a row of the table
one() {
  local name=$1 base=$2 target=$3 platform=$4 key=$5 limit=${6:-} pull delta diff_seconds diff_rss apply_seconds=- apply_rss=-
  local choice=(${platform:+--platform "$platform"})
  ROW=$name BAD=
  say "$name"
  original "$target" "$platform" "$key"
  if ! diff_ "$base" "$target" "$W/delta" --threads 2 "${choice[@]}"; then
    bad diff "$(tail -n 5 "$W/timed.log")"
    row "$name" - - - - - - - "$(result)"
    return
  fi
  delta=$(size "$W/delta") diff_seconds=$SECONDS_TAKEN diff_rss=$RSS
  pull=$("$IMGTOOL" pull "$base" "$target" $platform)
  [ "$delta" -le $((pull + 4096)) ] || bad not-above-pull "$delta > $pull + 4096"
  [ -z "$limit" ] || [ "$delta" -lt "$limit" ] || bad size "$delta >= $limit"
  if apply_ "$base" "$W/delta" "$W/rebuilt.tar"; then
    apply_seconds=$SECONDS_TAKEN apply_rss=$RSS
    [ "$RSS" -lt $RSS_LIMIT_KIB ] || bad apply-rss "$RSS KiB"
    rebuilt "$W/rebuilt.tar" "$target" "$platform" "$key"
    apply_rss=$(mib "$apply_rss")
  else
    bad apply "$(tail -n 5 "$W/timed.log")"
  fi
  row "$name" "$(number "$pull")" "$(number "$delta")" "$(percent "$delta" "$pull")" \
    "$diff_seconds" "$(mib "$diff_rss")" "$apply_seconds" "$apply_rss" "$(result)"
  rm -f "$W/rebuilt.tar"
}

# forms NAME BASE TARGET PLATFORM   the other forms that apply writes
forms() {
  local name=$1 base=$2 target=$3 platform=$4 form
  ROW="$name, other forms" BAD=
  say "$ROW"
  ids "$target" $platform > "$W/ids.original"
  if ! diff_ "$base" "$target" "$W/delta" ${platform:+--platform "$platform"}; then
    bad diff "$(tail -n 5 "$W/timed.log")"
  else
    for form in '--compress gzip' '--compress zstd' '--format docker-archive' '--format oci'; do
      # shellcheck disable=SC2086
      apply_ "$base" "$W/delta" "$W/form" $form || { bad "$form" "$(tail -n 5 "$W/timed.log")"; continue; }
      if [ -d "$W/form" ]; then
        tar -C "$W/form" -cf "$W/form.tar" .
        rm -rf "$W/form"
        mv "$W/form.tar" "$W/form"
      fi
      expect "$form" diff "$W/ids.original" <(ids "$W/form") || true
    done
    expect verify "$SILT" verify "$base" "$W/delta" || true
  fi
  rm -rf "$W/form"
  row "$ROW" - - - - - - - "$(result)"
}

# identical NAME IMAGE PLATFORM   an image to itself: under 1 KiB + its config
identical() {
  local name=$1 image=$2 platform=$3 delta limit
  ROW="$name to itself" BAD=
  say "$ROW"
  limit=$((1024 + $(config_size "$image" $platform)))
  if diff_ "$image" "$image" "$W/delta" ${platform:+--platform "$platform"}; then
    delta=$(size "$W/delta")
    [ "$delta" -lt $limit ] || bad size "$delta >= $limit"
    row "$ROW" 0 "$(number "$delta")" - "$SECONDS_TAKEN" "$(mib "$RSS")" - - "$(result)"
  else
    bad diff "$(tail -n 5 "$W/timed.log")"
    row "$ROW" 0 - - - - - - "$(result)"
  fi
}

pairs() { # PAIR..
  local pair platform platforms limit d suffix
  table pair 'pull, bytes' 'delta, bytes' 'of a pull' 'diff, s' 'diff RSS, MiB' 'apply, s' 'apply RSS, MiB' checks
  for pair in "$@"; do
    d=$CORPUS/$pair limit= platforms=("")
    case $pair in
      relayer) limit=$((64 * 1024)) ;;
      python-typo) limit=$((16 * 1024)) ;;
      edge) platforms=(linux/amd64 linux/arm64) ;;
    esac
    for platform in "${platforms[@]}"; do
      suffix=${platform:+ ${platform#linux/}}
      one "$pair$suffix" "$d/old.oci.tar" "$d/new.oci.tar" "$platform" "$pair-new-${platform#*/}" $limit
      one "$pair$suffix, back" "$d/new.oci.tar" "$d/old.oci.tar" "$platform" "$pair-old-${platform#*/}" $limit
      identical "$pair$suffix" "$d/new.oci.tar" "$platform"
    done
    if [ -e "$d/old.docker.tar" ]; then
      one "$pair, docker-archive" "$d/old.docker.tar" "$d/new.docker.tar" "" "$pair-new-docker"
    fi
    [ "$pair" != edge ] || forms edge "$d/old.oci.tar" "$d/new.oci.tar" linux/amd64
  done
}

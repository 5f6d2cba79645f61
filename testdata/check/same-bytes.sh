# Point 5: the delta's bytes depend on the images and the preset only (sourced by check-corpus.sh).

second_jdk() { # prints a JDK of 21 or later that is not the default one
  local d version default
  default=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  for d in /usr/lib/jvm/*/; do
    [ -x "$d/bin/java" ] || continue
    version=$("$d/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
    if [ "${version%%.*}" -ge 21 ] && [ "$version" != "$default" ]; then
      echo "${d%/}"
      return
    fi
  done
}

# variant NAME [VARIABLE=VALUE..] -- BASE TARGET [OPTION..]
variant() {
  local name=$1 vars=()
  shift
  while [ "$1" != -- ]; do vars+=("$1"); shift; done
  shift
  if ([ ${#vars[@]} = 0 ] || export "${vars[@]}"; diff_ "$1" "$2" "$W/again" --no-self-check "${@:3}"); then
    cmp -s "$W/delta" "$W/again" || bad "$name"
  else
    bad "$name" "$(tail -n 5 "$W/timed.log")"
  fi
}

same_bytes() { # PAIR..
  local pair base target options jdk
  jdk=$(second_jdk)
  [ -n "$jdk" ] || echo "note: no second JDK, 21 or later, in /usr/lib/jvm: not compared" >&2
  table "same delta for 1, 2, 8 threads${jdk:+, $(basename "$jdk")}, other time zone and locale" checks
  for pair in "$@"; do
    ROW=$pair BAD= options=()
    say "same bytes: $pair"
    base=$CORPUS/$pair/old.oci.tar target=$CORPUS/$pair/new.oci.tar
    [ "$pair" != edge ] || options=(--platform linux/amd64)
    if diff_ "$base" "$target" "$W/delta" --threads 2 --no-self-check "${options[@]}"; then
      variant threads-1 -- "$base" "$target" --threads 1 "${options[@]}"
      variant threads-8 -- "$base" "$target" --threads 8 "${options[@]}"
      [ -z "$jdk" ] || variant second-jdk "JAVA_HOME=$jdk" -- "$base" "$target" --threads 2 "${options[@]}"
      variant zone-locale TZ=Pacific/Chatham LC_ALL=POSIX 'SILT_OPTS=-Duser.language=tr -Duser.country=TR' \
        -- "$base" "$target" --threads 2 "${options[@]}"
    else
      bad diff "$(tail -n 5 "$W/timed.log")"
    fi
    row "$pair" "$(result)"
  done
}

# What bin/silt and bin/bench share (sourced, not run); $root is the checkout.

find_java() { # NAME   sets $java
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=java
  fi
  if ! command -v "$java" >/dev/null 2>&1; then
    echo "$1: no Java found at '$java': install a JDK 17 or newer, or set JAVA_HOME" >&2
    exit 1
  fi
}

# build NAME JAR MODULE..   makes the last module's jar where it is missing or older than the modules' sources
build() {
  build_name=$1 build_jar=$2
  shift 2
  build_sources=$root/pom.xml
  for module in "$@"; do
    build_sources="$build_sources
$root/$module/pom.xml
$root/$module/src/main"
  done
  if [ -f "$build_jar" ] && [ -z "$(
    IFS='
'
    # Word splitting at line ends is wanted.
    # shellcheck disable=SC2086
    find $build_sources -newer "$build_jar" -type f 2>/dev/null | head -n 1
  )" ]; then
    return
  fi
  if ! command -v mvn >/dev/null 2>&1; then
    echo "$build_name: the first use builds it, which needs Maven 3.8 or newer: 'mvn' is not on the PATH" >&2
    exit 1
  fi
  # One at a time, where the system can lock: the first command may be a pipe of several.
  if [ -z "${build_locked:-}" ] && command -v flock >/dev/null 2>&1 && mkdir -p "$root/$1/target"; then
    exec 9>"$root/$1/target/.build.lock"
    flock 9
    build_locked=1
    build "$build_name" "$build_jar" "$@"
    exec 9>&-
    return
  fi
  echo "$build_name: building, about a minute the first time ..." >&2
  if ! log=$(mvn -q -B -Dstyle.color=never -f "$root/pom.xml" -pl "$module" -am -DskipTests \
    -Dmaven.javadoc.skip=true -Dmaven.source.skip=true package </dev/null 2>&1); then
    printf '%s\n' "$log" >&2
    echo "$build_name: the build failed" >&2
    exit 1
  fi
}

/**
 * Fuzz targets. In a normal build each runs on its seeds and on the files of {@code
 * src/test/resources/regression/TARGET}; with {@code -Dsilt.fuzz} each is fuzzed for 30 seconds, in
 * a JVM of its own, since the fuzzer's agent slows whatever runs beside it:
 *
 * <pre>
 * mvn -B -pl core verify -Dsilt.fuzz
 * mvn -B -pl core verify -Dsilt.fuzz -Djazzer.max_duration=8h -Dsilt.target=DeltaFuzzTest
 * </pre>
 *
 * <p>A finding is moved to {@code regression/TARGET} under a name that says what was wrong.
 */
@NullMarked
package dev.silt.fuzz;

import org.jspecify.annotations.NullMarked;

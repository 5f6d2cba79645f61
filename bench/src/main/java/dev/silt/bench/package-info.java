/**
 * Benchmarks (JMH): {@link dev.silt.bench.ReadBenchmark} and {@link dev.silt.bench.ApplyBenchmark},
 * on images that {@code SampleImage} generates; {@link dev.silt.bench.RollingHashBenchmark}, {@link
 * dev.silt.bench.SignatureBenchmark} and {@link dev.silt.bench.ScanBenchmark}, for signatures, on
 * random bytes, and {@link dev.silt.bench.TriedLoopsBenchmark} for what is slower. {@link
 * dev.silt.bench.FileScan} is for comparisons with {@code rdiff}.
 */
@NullMarked
package dev.silt.bench;

import org.jspecify.annotations.NullMarked;

/**
 * Benchmarks (JMH): {@link dev.silt.bench.ReadBenchmark} and {@link dev.silt.bench.ApplyBenchmark},
 * on images that {@code SampleImage} generates; {@link dev.silt.bench.MatchBenchmark}, {@link
 * dev.silt.bench.StreamCodingBenchmark} and {@link dev.silt.bench.EncodeBenchmark}, for what makes
 * deltas, on contents of several kinds ({@code SampleContent}), {@link
 * dev.silt.bench.DeflateBenchmark} beside the JDK's zlib; {@link
 * dev.silt.bench.RollingHashBenchmark}, {@link dev.silt.bench.SignatureBenchmark} and {@link
 * dev.silt.bench.ScanBenchmark}, for signatures, on random bytes, and {@link
 * dev.silt.bench.TriedLoopsBenchmark} for what is slower; {@code VectorLoopsBenchmark}, in a source
 * root of its own, has loops with the Vector API. {@link dev.silt.bench.FileScan} is for
 * comparisons with {@code rdiff}, {@link dev.silt.bench.DeflateTable} for archives at hand; package
 * {@code compare} has the comparison with other programs.
 */
@NullMarked
package dev.silt.bench;

import org.jspecify.annotations.NullMarked;

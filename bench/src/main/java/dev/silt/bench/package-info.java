/**
 * Benchmarks (JMH): {@link dev.silt.bench.ReadBenchmark} and {@link dev.silt.bench.ApplyBenchmark},
 * on images that {@code SampleImage} generates.
 */
@NullMarked
package dev.silt.bench;

import org.jspecify.annotations.NullMarked;

package dev.silt.encode;

/**
 * How often a hash told the truth.
 *
 * @param candidateCount windows of target contents whose hash the base has
 * @param falseMatchCount those of them whose bytes it has not
 */
public record MatchCounts(long candidateCount, long falseMatchCount) {}

package dev.silt.delta;

/**
 * What one content stream came to.
 *
 * @param stream which
 * @param decodedLength its bytes
 * @param codedLength what they take in the delta
 */
public record StreamLength(ContentStream stream, long decodedLength, long codedLength) {}

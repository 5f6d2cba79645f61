package dev.silt.delta;

/**
 * What follows the entries of a rebuilt layer.
 *
 * @param zeroLength zero bytes
 * @param content what follows these, mostly nothing
 */
public record CodedTail(long zeroLength, ContentRef content) {}

package dev.silt.tar;

/**
 * One record of a PAX extended header. The arrays must not be changed.
 *
 * @param key what it is about
 * @param value what it says
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes; equality is not part of the contract
public record PaxRecord(byte[] key, byte[] value) {}

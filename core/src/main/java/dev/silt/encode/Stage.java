package dev.silt.encode;

/**
 * A part of the work.
 *
 * @param name for people
 * @param nanos wall clock
 * @param length bytes that went through it
 */
public record Stage(String name, long nanos, long length) {}

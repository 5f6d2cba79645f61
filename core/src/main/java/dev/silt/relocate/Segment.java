package dev.silt.relocate;

/**
 * A part of a program file that is loaded.
 *
 * @param offset of its first byte in the file
 * @param address of its first byte in memory
 * @param length bytes in the file
 * @param memoryLength bytes in memory; those beyond {@code length} are zeros
 */
public record Segment(long offset, long address, long length, long memoryLength) {

  boolean hasOffset(long fileOffset) {
    return fileOffset >= offset && fileOffset - offset < length;
  }

  boolean hasAddress(long memoryAddress) {
    return memoryAddress >= address && memoryAddress - address < length;
  }

  boolean hasZeros(long memoryAddress) {
    return memoryAddress >= address + length && memoryAddress - address < memoryLength;
  }
}

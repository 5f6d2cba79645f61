package dev.silt.tar;

/** Which number a {@link FieldRule} puts into a field. */
final class NumberRules {

  private NumberRules() {}

  /**
   * @param rule any but a literal
   * @param field holds a number
   * @param entry whose header it is
   * @param payloadLength of an extension header, -1 for a main one
   * @param bytes hold the block, for its sum
   * @param at where the block begins there
   * @return the number
   */
  static long value(
      FieldRule rule, HeaderField field, TarEntry entry, long payloadLength, byte[] bytes, int at) {
    return switch (rule.source()) {
      case FieldRule.ZERO -> 0;
      case FieldRule.CONSTANT -> rule.number;
      case FieldRule.ALTERNATIVE ->
          field == HeaderField.CHECKSUM
              ? Checksum.signed(bytes, at)
              : value(field, entry, payloadLength, bytes, at) + 1;
      default -> value(field, entry, payloadLength, bytes, at);
    };
  }

  private static long value(
      HeaderField field, TarEntry entry, long payloadLength, byte[] bytes, int at) {
    return switch (field) {
      case MODE -> entry.mode();
      case UID -> entry.uid();
      case GID -> entry.gid();
      case SIZE -> payloadLength < 0 ? entry.dataLength() : payloadLength;
      case MTIME -> entry.mtimeSeconds();
      case MAJOR -> entry.deviceMajor();
      case MINOR -> entry.deviceMinor();
      case CHECKSUM -> Checksum.unsigned(bytes, at);
      default -> throw new IllegalArgumentException("not a number: " + field);
    };
  }
}

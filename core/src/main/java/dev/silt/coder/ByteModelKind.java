package dev.silt.coder;

/** What a {@link ByteModel} looks at. Both kinds are part of the format. */
public enum ByteModelKind {
  /**
   * Twelve contexts; of bytes that are learned also how far each context is to be trusted. For
   * columns, and for literals of the first deltas.
   */
  THOROUGH(12, 32),
  /** Nine contexts, and what is learned tells only what follows what: four times as fast. */
  QUICK(9, 16);

  private final int contextCount;
  private final int margin;

  ByteModelKind(int contextCount, int margin) {
    this.contextCount = contextCount;
    this.margin = margin;
  }

  int contextCount() {
    return contextCount;
  }

  /** {@return base bytes that are learned on each side of what an insert stands for} */
  public int margin() {
    return margin;
  }
}

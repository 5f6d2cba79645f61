package dev.silt.delta;

/** Knows which references mean the same bytes. */
@FunctionalInterface
public interface SameContent {

  /**
   * Compares.
   *
   * @param guess what costs nothing to store
   * @param actual what is meant
   * @return whether both are the same bytes
   */
  boolean test(ContentRef guess, ContentRef actual);
}

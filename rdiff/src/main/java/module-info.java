/**
 * librsync's file formats, as {@code rdiff} reads and writes them.
 *
 * <p>Start at {@link dev.silt.rdiff.Rdiff}.
 */
module dev.silt.rdiff {
  requires transitive dev.silt;
  requires org.bouncycastle.provider;
  requires static transitive org.jspecify;

  exports dev.silt.rdiff;
}

/**
 * Silt: the smallest practical binary update between two container images, and its safe
 * application.
 *
 * <p>Start at {@link dev.silt.Silt}.
 */
@SuppressWarnings("module") // dev.silt.rdiff is built after this module
module dev.silt {
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;
  requires org.apache.commons.compress;
  requires org.lz4.java;
  requires org.tukaani.xz;
  requires static transitive org.jspecify;

  exports dev.silt;
  exports dev.silt.error;
  exports dev.silt.progress;
  exports dev.silt.signature to
      dev.silt.rdiff;
}

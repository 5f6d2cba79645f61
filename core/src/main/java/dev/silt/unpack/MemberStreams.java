package dev.silt.unpack;

import dev.silt.io.ByteSource;
import java.io.IOException;

/** The streams of an archive's members, as they go into it. */
public interface MemberStreams extends MemberValues {

  /** {@return how many there are} */
  int count();

  /**
   * Returns a stream.
   *
   * @param member index of a member
   * @return its bytes
   * @throws IOException if it cannot be read
   */
  ByteSource stream(int member) throws IOException;
}

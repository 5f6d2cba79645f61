package dev.silt;

import dev.silt.error.Limits;
import java.io.IOException;

/** {@link Silt#inspect}. */
final class InspectOperation {
  private InspectOperation() {}

  static DeltaInfo run(DeltaSource delta, int contentCount, Limits limits) throws IOException {
    throw new IOException("todo");
  }
}

package dev.silt.delta;

import dev.silt.io.Leb128;
import dev.silt.relocate.FieldKinds;
import dev.silt.relocate.RelocationHints;
import dev.silt.relocate.SegmentMove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the TABLE stream of a relocation: reading and writing, side by side. Stateless.
 */
public final class HintsCoder {

  private HintsCoder() {}

  /**
   * Writes hints.
   *
   * @param streams the streams
   * @param hints how the base is relocated
   * @throws IOException if the delta cannot be written
   */
  public static void write(ContentStreamWriter streams, RelocationHints hints) throws IOException {
    streams.number(ContentStream.TABLE, hints.moves().size());
    for (SegmentMove move : hints.moves()) {
      streams.number(ContentStream.TABLE, Leb128.zigzag(move.offset()));
      streams.number(ContentStream.TABLE, Leb128.zigzag(move.address()));
      streams.number(ContentStream.TABLE, Leb128.zigzag(move.length()));
    }
    streams.number(ContentStream.TABLE, hints.kinds().mask());
  }

  static RelocationHints read(ContentStreamReader streams) throws IOException {
    long count = streams.number(ContentStream.TABLE);
    if (count < 1 || count > SegmentMove.MAX_COUNT) {
      throw ContentOps.corrupt("number of segments out of range");
    }
    List<SegmentMove> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new SegmentMove(signed(streams), signed(streams), signed(streams)));
    }
    long kinds = streams.number(ContentStream.TABLE);
    if (!FieldKinds.isKnown(kinds)) {
      throw ContentOps.unknown("fields of programs");
    }
    return new RelocationHints(all, new FieldKinds(kinds));
  }

  private static long signed(ContentStreamReader streams) throws IOException {
    return Leb128.unzigzag(streams.number(ContentStream.TABLE));
  }
}

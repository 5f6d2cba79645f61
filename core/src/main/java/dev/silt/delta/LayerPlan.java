package dev.silt.delta;

/**
 * Where one target layer comes from.
 *
 * @param source the kind
 * @param index of a layer of the base, or of an earlier layer of the target; else 0
 * @param entryCount tar entries of a rebuilt layer, else 0
 * @param mediaType of a rebuilt or stored layer if it is not one of the OCI tar layers'
 *     (attestations, artifacts), else empty
 */
public record LayerPlan(Source source, int index, int entryCount, String mediaType) {

  /** The kinds. */
  public enum Source {
    /** The base has a layer with this diffID: its blob is copied. */
    BASE(0),
    /** An earlier layer of the target has the same diffID. */
    REPEAT(1),
    /** Rebuilt from entries and contents. */
    REBUILT(2),
    /** The delta carries the original blob. */
    STORED(3);

    private final int code;

    Source(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /**
   * A layer of the base.
   *
   * @param index which
   * @return the plan
   */
  public static LayerPlan base(int index) {
    return new LayerPlan(Source.BASE, index, 0, "");
  }

  /**
   * A repetition.
   *
   * @param index which target layer is repeated
   * @return the plan
   */
  public static LayerPlan repeat(int index) {
    return new LayerPlan(Source.REPEAT, index, 0, "");
  }

  /**
   * A rebuilt layer.
   *
   * @param entryCount its tar entries
   * @param mediaType an unusual one, or empty
   * @return the plan
   */
  public static LayerPlan rebuilt(int entryCount, String mediaType) {
    return new LayerPlan(Source.REBUILT, 0, entryCount, mediaType);
  }

  /**
   * A stored layer.
   *
   * @param mediaType an unusual one, or empty
   * @return the plan
   */
  public static LayerPlan stored(String mediaType) {
    return new LayerPlan(Source.STORED, 0, 0, mediaType);
  }
}

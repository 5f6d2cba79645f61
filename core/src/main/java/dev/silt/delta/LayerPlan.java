package dev.silt.delta;

/**
 * Where one target layer comes from.
 *
 * @param source the kind
 * @param index of a layer of the base, or of an earlier layer of the target; else 0
 * @param entryCount tar entries of a rebuilt layer, else 0
 */
public record LayerPlan(Source source, int index, int entryCount) {

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
    return new LayerPlan(Source.BASE, index, 0);
  }

  /**
   * A repetition.
   *
   * @param index which target layer is repeated
   * @return the plan
   */
  public static LayerPlan repeat(int index) {
    return new LayerPlan(Source.REPEAT, index, 0);
  }

  /**
   * A rebuilt layer.
   *
   * @param entryCount its tar entries
   * @return the plan
   */
  public static LayerPlan rebuilt(int entryCount) {
    return new LayerPlan(Source.REBUILT, 0, entryCount);
  }

  /** {@return a stored layer} */
  public static LayerPlan stored() {
    return new LayerPlan(Source.STORED, 0, 0);
  }
}

package dev.silt.tar;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one copy of what many entries share: header forms and owners. Share one among the readers
 * of an image's layers. Safe for use by several threads.
 */
public final class TarInterner {

  private final Map<Object, Object> known = new ConcurrentHashMap<>();

  private TarInterner() {}

  /** {@return one that knows nothing yet} */
  public static TarInterner create() {
    return new TarInterner();
  }

  /**
   * @param form any form
   * @return the first one seen that equals it
   */
  public HeaderForm intern(HeaderForm form) {
    return (HeaderForm) known.computeIfAbsent(form, f -> f);
  }

  Owner intern(Owner owner) {
    return (Owner) known.computeIfAbsent(owner, o -> o);
  }
}

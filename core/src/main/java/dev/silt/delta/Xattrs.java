package dev.silt.delta;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All extended attributes of a node, by name. Immutable; compared by value. */
public final class Xattrs {

  /** No attributes. */
  public static final Xattrs NONE = new Xattrs(Map.of());

  private final Map<String, byte[]> values;

  private Xattrs(Map<String, byte[]> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /**
   * Takes attributes.
   *
   * @param values by name; the arrays are not copied
   * @return the attributes
   */
  public static Xattrs of(Map<String, byte[]> values) {
    return values.isEmpty() ? NONE : new Xattrs(values);
  }

  /** {@return the values by name, in the order of names} */
  public Map<String, byte[]> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Xattrs that) || !values.keySet().equals(that.values.keySet())) {
      return false;
    }
    return values.entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getValue(), that.values.get(entry.getKey())));
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (Map.Entry<String, byte[]> entry : values.entrySet()) {
      hash = 31 * hash + entry.getKey().hashCode() + Arrays.hashCode(entry.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    return values.keySet().toString();
  }
}

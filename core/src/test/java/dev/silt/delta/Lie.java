package dev.silt.delta;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import dev.silt.error.WrongBaseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change to a good delta and what must come of it.
 *
 * @param name what is wrong
 * @param expected the exception, or null if the delta must still apply
 * @param message what the exception's message holds
 * @param telling makes the delta
 */
record Lie(
    String name,
    @Nullable Class<? extends SiltException> expected,
    String message,
    Telling telling) {

  /** Makes a delta out of the good one. */
  @FunctionalInterface
  interface Telling {
    byte[] tell(DeltaParts good) throws IOException;
  }

  /** A list of lies in the making. Not safe for several threads. */
  static final class Book {
    private final List<Lie> lies = new ArrayList<>();

    void corrupt(String name, String message, Telling telling) {
      lies.add(new Lie(name, CorruptDataException.class, message, telling));
    }

    void unsupported(String name, Telling telling) {
      lies.add(new Lie(name, UnsupportedFormatException.class, "newer version", telling));
    }

    void limit(String name, String limitName, Telling telling) {
      lies.add(new Lie(name, LimitExceededException.class, limitName, telling));
    }

    void wrongBase(String name, Telling telling) {
      lies.add(new Lie(name, WrongBaseException.class, "", telling));
    }

    void harmless(String name, Telling telling) {
      lies.add(new Lie(name, null, "", telling));
    }

    List<Lie> lies() {
      return List.copyOf(lies);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

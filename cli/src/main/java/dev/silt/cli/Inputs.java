package dev.silt.cli;

import dev.silt.DeltaSource;
import dev.silt.ImageSource;
import dev.silt.SignatureSource;
import dev.silt.Silt;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that name an image or a delta; {@code -} is standard input, once. A delta may be on a
 * web server.
 */
final class Inputs {

  private static final String STANDARD_INPUT = "-";

  /** Bytes by which a signature is told from an image. */
  private static final int START_LENGTH = 8;

  /** Before a server is asked for the same bytes a second time. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** After which a server that says nothing is asked again. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SiltCommand command;
  private boolean taken;

  /** Standard input that turned out to be no signature. */
  private @Nullable InputStream begun;

  Inputs(SiltCommand command) {
    this.command = command;
  }

  /** {@return the image that an argument names} */
  ImageSource image(String argument) {
    if (!argument.equals(STANDARD_INPUT)) {
      return ImageSource.of(path(argument));
    }
    InputStream known = begun;
    begun = null;
    return ImageSource.of(known == null ? standardInput() : known);
  }

  /** {@return the signature that an argument names, if it does; else ask for the image} */
  Optional<SignatureSource> signature(String argument) throws IOException {
    if (!argument.equals(STANDARD_INPUT)) {
      return Silt.isSignature(path(argument))
          ? Optional.of(SignatureSource.of(path(argument)))
          : Optional.empty();
    }
    InputStream rest = standardInput();
    byte[] start = rest.readNBytes(START_LENGTH);
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(start), rest);
    if (Silt.isSignature(start)) {
      return Optional.of(SignatureSource.of(in));
    }
    begun = in;
    return Optional.empty();
  }

  /** {@return the delta that an argument names} */
  DeltaSource delta(String argument) {
    if (HttpDelta.isUrl(argument)) {
      try {
        URI address = new URI(argument);
        if (address.getHost() == null) {
          throw command.usage("not an address: " + argument);
        }
        return HttpDelta.of(address, PAUSE, TIMEOUT);
      } catch (URISyntaxException e) {
        throw command.usage("not an address: " + e.getMessage());
      }
    }
    return argument.equals(STANDARD_INPUT)
        ? DeltaSource.of(standardInput())
        : DeltaSource.of(path(argument));
  }

  /** {@return the file or directory to write} */
  Path output(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      throw command.usage(
          "the output must be a file: it is put in place in one step when it is complete");
    }
    return path(argument);
  }

  /** Complains if writing the output would replace an input. */
  void refuseOverwriting(Path output, String argument) throws IOException {
    if (argument.equals(STANDARD_INPUT) || HttpDelta.isUrl(argument)) {
      return;
    }
    Path input = path(argument);
    if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
      throw command.usage("the output would replace an input: " + argument);
    }
  }

  /** {@return the file or directory that an argument names} */
  Path path(String argument) {
    if (argument.isEmpty()) {
      throw command.usage("an argument that names a file or directory is empty");
    }
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw command.usage("not a path: " + e.getMessage());
    }
  }

  private InputStream standardInput() {
    if (taken) {
      throw command.usage(
          "only one argument can be '-': standard input can be read once; give the other as a file");
    }
    taken = true;
    if (Terminal.isInput()) {
      throw command.usage("'-' reads standard input, which is the terminal: redirect it");
    }
    return new StandardInput();
  }

  /** Through a channel, because that is what an interrupt wakes from a read. */
  private static final class StandardInput extends FilterInputStream {
    StandardInput() {
      super(Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()));
    }

    /** The channel's own asks for a position, which a pipe does not have. */
    @Override
    public int available() {
      return 0;
    }
  }
}

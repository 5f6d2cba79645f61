package dev.silt;

import dev.silt.image.Image;
import dev.silt.image.ImageArchive;
import dev.silt.io.OutputFile;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.scan.ImageScan;
import dev.silt.scan.LayerScan;
import dev.silt.scan.ScanRequest;
import dev.silt.sign.SignatureWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link Silt#sign}: read the image, hash its contents' blocks, publish. */
final class SignOperation {

  private SignOperation() {}

  static SignResult run(ImageSource base, Path named, SignOptions options) throws IOException {
    OutputFile signature = OutputFile.of(named);
    Path directory = options.workDirectory();
    Sources.requireOutside(base, signature.directory());
    if (directory != null) {
      Sources.requireOutside(base, directory);
    }
    try (WorkFiles work = WorkFiles.create(directory != null ? directory : signature.directory());
        Tasks tasks = Tasks.create(options.threadCount());
        ImageArchive archive = Sources.openAny(base, options.limits(), work, options.listener())) {
      Image image = archive.select(base.platform(), base.reference());
      ImageScan scan =
          ImageScan.read(
              image.layers(),
              layer -> ScanRequest.everything(),
              work,
              options.limits(),
              Phase.READ_BASE,
              options.listener(),
              tasks);
      Path temporary = signature.temporary();
      try {
        SignatureWriter writer =
            SignatureWriter.of(image, scan, options.blockLength(), options.limits());
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
          writer.write(out, work, tasks, options.listener());
        }
        long length = Files.size(temporary);
        signature.publish(temporary);
        return new SignResult(
            image.id().toString(),
            length,
            scan.layers().stream().mapToLong(LayerScan::length).sum(),
            writer.contentCount(),
            writer.blockCount());
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }
}

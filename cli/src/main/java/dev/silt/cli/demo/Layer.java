package dev.silt.cli.demo;

import java.nio.file.Path;

/**
 * A finished layer.
 *
 * @param blob file with its gzip'd tar
 * @param digest hex SHA-256 of the blob
 * @param length bytes of the blob
 * @param diffId hex SHA-256 of the tar
 * @param comment what the image's history says of it
 */
record Layer(Path blob, String digest, long length, String diffId, String comment) {}

/**
 * The command line. {@link dev.silt.cli.Main} starts it, {@link dev.silt.cli.RootCommand} lists the
 * commands, each command is one class over the library's front {@code dev.silt}; {@link
 * dev.silt.cli.Errors} turns failures into one line and an exit code.
 */
@NullMarked
package dev.silt.cli;

import org.jspecify.annotations.NullMarked;

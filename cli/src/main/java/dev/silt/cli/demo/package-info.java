/**
 * A pair of realistic images for {@code silt demo}: an application of two releases of Spring Boot,
 * its jars fetched by Maven. {@link dev.silt.cli.demo.DemoImages} is the way in.
 */
@NullMarked
package dev.silt.cli.demo;

import org.jspecify.annotations.NullMarked;

/** JMH benchmarks of the inner loops: gallery search, tracker, linker. */
@NullMarked
package dev.sightline.bench.micro;

import org.jspecify.annotations.NullMarked;

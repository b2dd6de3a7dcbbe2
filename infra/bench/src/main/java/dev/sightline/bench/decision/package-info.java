/** What one decision of the linker costs, against how many people a site knows. */
@NullMarked
package dev.sightline.bench.decision;

import org.jspecify.annotations.NullMarked;

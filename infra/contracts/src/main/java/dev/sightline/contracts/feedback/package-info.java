/** What people say about the system's answers. */
@NullMarked
package dev.sightline.contracts.feedback;

import org.jspecify.annotations.NullMarked;

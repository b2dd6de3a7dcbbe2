/** The pages: templates over the same resources as the API, and their texts. */
@NullMarked
package dev.sightline.console.page;

import org.jspecify.annotations.NullMarked;

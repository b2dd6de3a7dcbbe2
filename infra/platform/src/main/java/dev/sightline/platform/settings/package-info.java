/**
 * One typed schema for all settings: file, then environment, then flags; nothing unknown or out of range gets past the
 * start, and the reference document is generated from the same schema.
 */
@NullMarked
package dev.sightline.platform.settings;

import org.jspecify.annotations.NullMarked;

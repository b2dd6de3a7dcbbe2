/** Brings another descriptor model in while everything runs: the job behind {@code sightline models promote}. */
@NullMarked
package dev.sightline.app.promote;

import org.jspecify.annotations.NullMarked;

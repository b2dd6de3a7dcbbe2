/** Brings another descriptor model in while everything runs: the job behind {@code sightline models promote}. */
@NullMarked
package dev.sightline.rollout;

import org.jspecify.annotations.NullMarked;

/** Alerts on their way to other programs: endpoints, and an outbox that is filled in the transaction of each alert. */
@NullMarked
package dev.sightline.store.webhook;

import org.jspecify.annotations.NullMarked;

/** What every part of Sightline agrees on: messages, topics, ids and descriptor arithmetic. Pure: no I/O. */
@NullMarked
package dev.sightline.contracts;

import org.jspecify.annotations.NullMarked;

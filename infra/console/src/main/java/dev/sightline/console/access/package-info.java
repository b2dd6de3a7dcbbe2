/** Who may: passwords, sessions, tokens, one-time links, rights, limits, and the audit of what is done. */
@NullMarked
package dev.sightline.console.access;

import org.jspecify.annotations.NullMarked;

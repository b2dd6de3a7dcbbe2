/** HTTP: checks every request, and serves API, pages, streams and assets. */
@NullMarked
package dev.sightline.console.web;

import org.jspecify.annotations.NullMarked;

/** What every module has to agree on about alert rules. */
@NullMarked
package dev.sightline.contracts.rule;

import org.jspecify.annotations.NullMarked;

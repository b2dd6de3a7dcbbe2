/** What a change of messages does to records that an earlier release wrote; for the tests of every module with messages. */
@NullMarked
package dev.sightline.contracts.schema;

import org.jspecify.annotations.NullMarked;

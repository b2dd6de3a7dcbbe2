/** What tests of every module share: a real Kafka in the JVM, reading topics, and finding real footage. */
@NullMarked
package dev.sightline.testkit;

import org.jspecify.annotations.NullMarked;

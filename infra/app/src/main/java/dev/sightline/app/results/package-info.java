/** What a batch leaves behind: tracks.csv, sightings.jsonl, events.jsonl, alerts.jsonl, annotated video. */
@NullMarked
package dev.sightline.app.results;

import org.jspecify.annotations.NullMarked;

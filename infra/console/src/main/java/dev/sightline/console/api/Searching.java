package dev.sightline.console.api;

import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.PeopleSearch;

/**
 * What searches need beside the database.
 *
 * @param people the index, and what distances mean
 * @param photos finds people in photos
 * @param words reads descriptions
 * @param describers describe crops from before a change of model
 */
public record Searching(PeopleSearch people, PhotoPeople photos, WordReader words, CropDescribers describers) {}

/** Who must hear of it: rules as data over who is where, one alert per person, rule and cool-down. */
@NullMarked
package dev.sightline.matcher.alert;

import org.jspecify.annotations.NullMarked;

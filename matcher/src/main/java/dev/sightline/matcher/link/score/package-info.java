/** What scales: distances to error rates and log-likelihood ratios, and what the time between two cameras says. */
@NullMarked
package dev.sightline.matcher.link.score;

import org.jspecify.annotations.NullMarked;

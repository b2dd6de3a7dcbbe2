package dev.sightline.console;

import dev.sightline.console.api.CameraSetup;
import dev.sightline.console.api.Enrolling;
import dev.sightline.console.api.Erasing;
import dev.sightline.console.api.LearnedWays;
import dev.sightline.console.api.Rollouts;
import dev.sightline.console.api.RuleSetup;
import dev.sightline.console.api.Searching;

/**
 * What the console has others do, for it has neither models nor cameras.
 *
 * @param enrolling puts people on the watchlist
 * @param cameras sets cameras up
 * @param rules changes alert rules
 * @param rollouts changes models
 * @param searching finds people by what they look like
 * @param erasing erases people
 * @param ways knows the ways between cameras
 */
public record Outside(
        Enrolling enrolling,
        CameraSetup cameras,
        RuleSetup rules,
        Rollouts rollouts,
        Searching searching,
        Erasing erasing,
        LearnedWays ways) {}

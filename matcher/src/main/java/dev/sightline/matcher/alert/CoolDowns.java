package dev.sightline.matcher.alert;

import java.util.OptionalLong;

/** When a rule last raised an alert for a person. */
public interface CoolDowns {
    /** Event time in microseconds of the last alert. */
    OptionalLong lastUs(String ruleId, String person);

    void alerted(String ruleId, String person, long timeUs);
}

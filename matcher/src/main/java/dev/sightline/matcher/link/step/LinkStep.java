package dev.sightline.matcher.link.step;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.models.SwitchReport;
import java.util.List;

/**
 * What one frame changed.
 *
 * @param events every decision, in order
 * @param sightings stays that began, went on, moved or ended
 * @param stays who is known to be in the camera, as far as this frame changed it; for alert rules
 * @param switches other models that serve from this frame on
 */
public record LinkStep(
        List<IdentityEvent> events, List<Sighting> sightings, List<Stay> stays, List<SwitchReport> switches) {
    public LinkStep {
        events = List.copyOf(events);
        sightings = List.copyOf(sightings);
        stays = List.copyOf(stays);
        switches = List.copyOf(switches);
    }
}

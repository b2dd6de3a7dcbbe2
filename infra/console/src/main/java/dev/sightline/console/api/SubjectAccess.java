package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.text.Messages;
import dev.sightline.platform.crops.CropException;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is kept about one person, as a file: the answer to a person who asks what is known of them. */
public final class SubjectAccess {
    private static final int LONGEST_REASON = 1_000;
    private static final int MOST_PICTURES = 500;
    private static final int PAGE = 500;

    private final Repositories data;
    private final Identities identities;
    private final AlertReading alerts;
    private final AuditTrail audit;
    private final InstantSource clock;

    public SubjectAccess(Repositories data, Identities identities, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.identities = identities;
        this.alerts = new AlertReading(data, identities);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is kept about a person. Descriptors are numbers made of the pictures and are left out.
     *
     * @param sightings where the person was, and why the system thinks so
     * @param alerts that were raised about the person, newest first
     * @param statements what people said of who the person is
     * @param pictures at most 500
     * @param picturesLeft how many more there are, at the addresses in {@code sightings}, or that cannot be read
     */
    public record SubjectExport(
            Instant time,
            Identities.IdentityItem identity,
            List<Sightings.SightingItem> sightings,
            List<Alerts.AlertItem> alerts,
            List<Identities.Saying> statements,
            List<SubjectPicture> pictures,
            int picturesLeft) {}

    /**
     * A picture of the person.
     *
     * @param address as in the {@code pictures} of a sighting
     * @param jpeg in Base64
     */
    public record SubjectPicture(String address, byte[] jpeg) {
        public SubjectPicture {
            jpeg = jpeg.clone();
        }

        @Override
        public byte[] jpeg() {
            return jpeg.clone();
        }
    }

    List<Route> routes() {
        return List.of(
                Route.one("/subject-access", "exportPerson", Right.ERASE_PEOPLE, SubjectExport.class, this::export));
    }

    private Answer export(Request request) {
        String id = request.query("identity")
                .orElseThrow(() -> ApiProblem.bad("query identity must say whom it is about, such as lobby/p3"))
                .strip();
        String reason = request.query("reason").orElse("").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw ApiProblem.bad("query reason must say in 1 to " + LONGEST_REASON
                    + " characters why it is exported; it is kept in the audit log");
        }
        Caller caller = request.caller();
        if (!caller.scope().cameras().isEmpty()) {
            throw ApiProblem.forbidden("an export is about all cameras of a site, and you may not see all of them");
        }
        IdentityView person = identities.find(caller, id);
        audit.did(caller, "identity.export", id, person.siteId(), reason);
        request.web()
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + id.replaceAll("[^A-Za-z0-9.-]", "-") + ".json\"");
        return Answer.of(export(caller, person));
    }

    private SubjectExport export(Caller caller, IdentityView person) {
        List<SightingView> stays = data.sightings().ofIdentity(person.identityId());
        Identities.Journey journey = identities.journey(caller, person, stays, Messages.ENGLISH);
        List<SubjectPicture> pictures = new ArrayList<>();
        int left = 0;
        for (SightingView sighting : stays) {
            List<String> addresses = Sightings.pictures(sighting);
            List<CropReference> crops = Sightings.crops(sighting);
            for (int i = 0; i < crops.size(); i++) {
                Optional<SubjectPicture> picture =
                        pictures.size() < MOST_PICTURES ? picture(addresses.get(i), crops.get(i)) : Optional.empty();
                picture.ifPresent(pictures::add);
                left += picture.isPresent() ? 0 : 1;
            }
        }
        return new SubjectExport(
                clock.instant(),
                journey.identity(),
                journey.sightings(),
                alerts(caller, person),
                identities.said(caller, journey),
                List.copyOf(pictures),
                left);
    }

    private Optional<SubjectPicture> picture(String address, CropReference crop) {
        try {
            return Optional.of(new SubjectPicture(address, data.bytes(crop)));
        } catch (CropException e) {
            return Optional.empty();
        }
    }

    /** Those that were raised about the person, and those whose person turned out to be this one. */
    private List<Alerts.AlertItem> alerts(Caller caller, IdentityView person) {
        Optional<String> id = Optional.of(person.identityId());
        String source = AlertReading.source(person.siteId());
        List<AlertReading.Known> found = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.start());
        while (next.isPresent()) {
            Page<AlertReading.Known> page =
                    alerts.known(data.alerts().perhapsAbout(person.identityId(), source, next.get(), PAGE));
            page.items().stream()
                    .filter(known ->
                            known.now().equals(id) || known.alert().subject().equals(id))
                    .filter(known -> AlertReading.isIn(caller, known.alert()))
                    .forEach(found::add);
            next = page.next();
        }
        return alerts.items(found);
    }
}

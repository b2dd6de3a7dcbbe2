package dev.sightline.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.alert.Acknowledgement;
import dev.sightline.store.alert.Acknowledgements;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.alert.Dismissal;
import dev.sightline.store.alert.Dismissals;
import dev.sightline.store.alert.Snooze;
import dev.sightline.store.alert.Snoozes;
import dev.sightline.store.database.Database;
import dev.sightline.store.label.IdentityStatements;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.label.TrackletPair;
import dev.sightline.store.label.UnsurePairs;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingQuery;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import dev.sightline.store.webhook.Attempt;
import dev.sightline.store.webhook.DeliveryState;
import dev.sightline.store.webhook.Webhook;
import dev.sightline.store.webhook.WebhookOutbox;
import dev.sightline.store.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say about people and alerts, and how they look through sightings, on every database. */
abstract class PeopleContract {
    private static final Instant NOW = Messages.instant(100);

    private Database database;
    private IdentityNames names;
    private IdentityRepository identities;
    private SightingRepository sightings;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        names = new IdentityNames(database);
        identities = new IdentityRepository(database);
        sightings = new SightingRepository(database);
        database.execute(em -> {
            IdentityWriter people = new IdentityWriter(em);
            people.ensure(Map.of(id(1), Messages.SITE, id(2), Messages.SITE));
            SightingWriter writer = new SightingWriter(em);
            writer.apply(Messages.sighting("t1", id(1), 10).build(), Map.of());
            writer.apply(Messages.sighting("t2", id(1), 30).setCameraId("south").build(), Map.of());
            writer.apply(Messages.sighting("t3", id(2), 20).build(), Map.of());
            people.refresh(List.of(id(1), id(2)));
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldKeepNamesUntilTheyAreTakenAway() {
        names.set(id(1), Optional.of("Ada"), "op", NOW);
        names.set(id(1), Optional.of("Ada Example"), "op", NOW);
        names.set(id(2), Optional.empty(), "op", NOW);

        assertThat(names.of(List.of(id(1), id(2)))).isEqualTo(Map.of(id(1), "Ada Example"));
        assertThat(names.of(List.of())).isEmpty();
        assertThat(listed(true)).containsExactly(id(1));
        assertThat(listed(false)).containsExactly(id(2));

        names.set(id(1), Optional.empty(), "op", NOW);
        assertThat(names.of(List.of(id(1)))).isEmpty();
        assertThat(listed(true)).isEmpty();
    }

    @Test
    void shouldShowTheNameOfSomebodyWhoWasMergedInAndGiveItBack() {
        names.set(id(2), Optional.of("Ada"), "op", NOW);
        say(IdentityEvent.Type.TYPE_MERGED, 1, 2);

        assertThat(names.of(List.of(id(1)))).isEqualTo(Map.of(id(1), "Ada"));
        assertThat(listed(true)).containsExactly(id(1));
        names.set(id(1), Optional.of("Eve"), "op", NOW);
        assertThat(names.of(List.of(id(1)))).as("an own name wins").isEqualTo(Map.of(id(1), "Eve"));
        names.set(id(1), Optional.empty(), "op", NOW);

        say(IdentityEvent.Type.TYPE_SPLIT, 1, 2);
        assertThat(names.of(List.of(id(1), id(2)))).isEqualTo(Map.of(id(2), "Ada"));
    }

    @Test
    void shouldLetTheFirstAcknowledgementStand() {
        database.execute(em -> new AlertWriter(em, Instant.EPOCH)
                .insert("rule", AlertDocument.parse(Messages.alert("a1", "2026-01-01T12:00:00Z"), NOW)));
        Acknowledgements acknowledgements = new Acknowledgements(database);
        Acknowledgement first = new Acknowledgement("a1", "ada", NOW, "asked to leave");

        assertThat(acknowledgements.add(first)).isEqualTo(first);
        assertThat(acknowledgements.add(new Acknowledgement("a1", "bob", NOW, "")))
                .isEqualTo(first);
        assertThat(acknowledgements.of(List.of("a1", "a2"))).isEqualTo(Map.of("a1", first));
        assertThat(acknowledgements.of(List.of())).isEmpty();
    }

    @Test
    void shouldSilenceAlertsOfWhoWasMergedAndSendTheOthers() {
        new Webhooks(database).add(new Webhook("w1", "http://a/", "s", List.of(), List.of(), true, "op", NOW));
        new Snoozes(database)
                .add(new Snooze(
                        "s1", Messages.SITE, Optional.empty(), Optional.of(id(2)), NOW.plusSeconds(60), "", "op", NOW));
        say(IdentityEvent.Type.TYPE_MERGED, 1, 2);
        raise("b1", id(1), NOW);
        raise("b2", id(3), NOW);
        raise("b3", id(1), NOW.plusSeconds(61));

        assertThat(new AlertRepository(database).find("b1").orElseThrow().snooze())
                .contains("s1");
        WebhookOutbox outbox = new WebhookOutbox(database);
        List<Attempt> claimed = outbox.claim(NOW.plusSeconds(61), Duration.ofMinutes(1), 9);
        assertThat(claimed).extracting(Attempt::alertId).containsExactlyInAnyOrder("b2", "b3");
        assertThat(outbox.claim(NOW.plusSeconds(62), Duration.ofMinutes(1), 9))
                .as("claimed by another one")
                .isEmpty();
        outbox.delivered(claimed.get(0), "HTTP 200", NOW.plusSeconds(63));
        outbox.dead(claimed.get(1), "HTTP 500", NOW.plusSeconds(63));
        assertThat(new Webhooks(database).progress("w1").of(DeliveryState.DEAD)).isEqualTo(1);
        assertThat(outbox.retry("w1", NOW.plusSeconds(64))).isEqualTo(1);
        assertThat(outbox.forget(NOW.plusSeconds(70))).isEqualTo(1);
        new Webhooks(database).remove("w1");
        assertThat(new Webhooks(database).all()).isEmpty();
    }

    @Test
    void shouldTakeDismissalsAndUnsurePairsBack() {
        raise("b1", id(1), NOW);
        Dismissals dismissals = new Dismissals(database);
        Dismissal dismissal = new Dismissal(
                "b1", Dismissal.Verdict.WRONG_PERSON, "op", NOW, "twin", List.of(new Dismissal.Pair("t1", "t2")));
        UnsurePairs unsure = new UnsurePairs(database);
        TrackletPair pair = new TrackletPair("t2", "t1");

        assertThat(dismissals.add(dismissal)).isTrue();
        assertThat(dismissals.add(dismissal)).isFalse();
        assertThat(dismissals.of(List.of("b1"))).isEqualTo(Map.of("b1", dismissal));
        assertThat(dismissals.remove("b1")).contains(dismissal);
        assertThat(dismissals.remove("b1")).isEmpty();
        unsure.add(Messages.SITE, pair, "op", NOW);
        unsure.add(Messages.SITE, pair, "eve", NOW.plusSeconds(1));
        assertThat(unsure.since(Messages.SITE, NOW.plusSeconds(1))).containsExactly(new TrackletPair("t1", "t2"));
        assertThat(unsure.remove(Messages.SITE, pair)).isTrue();
        assertThat(unsure.remove(Messages.SITE, pair)).isFalse();
    }

    private void raise(String alert, String identity, Instant now) {
        String json = "{\"specversion\":\"1.0\",\"id\":\"" + alert + "\",\"source\":\"/sightline/sites/" + Messages.SITE
                + "\",\"type\":\"dev.sightline.alert.dwell.v1\",\"subject\":\"" + identity + "\"}";
        database.execute(em -> new AlertWriter(em, now)
                .insert("rule", AlertDocument.parse(json.getBytes(StandardCharsets.UTF_8), NOW)));
    }

    @Test
    void shouldListSightingsByWhenTheyBegan() {
        Page<SightingView> first = sightings.newest(query(Optional.empty(), Cursor.start(), 2));

        assertThat(ids(first)).containsExactly("t2", "t3");
        assertThat(ids(sightings.newest(query(Optional.empty(), first.next().orElseThrow(), 2))))
                .containsExactly("t1");
        assertThat(ids(sightings.newest(query(Optional.of("south"), Cursor.start(), 9))))
                .containsExactly("t2");
        assertThat(ids(sightings.newest(new SightingQuery(
                        Optional.of(Messages.SITE), Optional.empty(), Messages.instant(30), Cursor.start(), 9))))
                .as("what lasted until then")
                .containsExactly("t2", "t3");
        assertThat(ids(sightings.newest(new SightingQuery(
                        Optional.of("elsewhere"), Optional.empty(), Instant.EPOCH, Cursor.start(), 9))))
                .isEmpty();
    }

    @Test
    void shouldMakeStatementsAboutTrackletsOfWhatPeopleSayAboutIdentities() {
        IdentityStatements statements = new IdentityStatements(sightings, new LabelRepository(database));

        assertThat(statements.merge(id(1), id(2), "ada", 5)).singleElement().satisfies(said -> {
            assertThat(said.getBy()).isEqualTo("ada");
            assertThat(pair(said)).isEqualTo("t1 = t3");
        });
        assertThat(statements.notThisPerson("t2", "ada", 5))
                .extracting(PeopleContract::pair)
                .containsExactly("t2 ≠ t1");
        assertThat(statements.split(id(1), List.of("t1"), "ada", 5))
                .extracting(PeopleContract::pair)
                .containsExactly("t1 ≠ t2");
        assertThatThrownBy(() -> statements.merge(id(1), id(1), "ada", 5)).hasMessageContaining("with itself");
        assertThatThrownBy(() -> statements.merge(id(1), id(9), "ada", 5)).hasMessageContaining("nothing is known");
        assertThatThrownBy(() -> statements.notThisPerson("t3", "ada", 5))
                .hasMessageContaining("nothing would be left");
        assertThatThrownBy(() -> statements.notThisPerson("t9", "ada", 5)).hasMessageContaining("no identity has");
        assertThatThrownBy(() -> statements.split(id(1), List.of("t3"), "ada", 5))
                .hasMessageContaining("is of");
    }

    @Test
    void shouldCorrectWhatWasSaidBeforeOfThoseWhoArePartedFirst() {
        label(1, new Statement(Messages.SITE, "ada", 1_000).ofTracklets("t5", "t2", true));
        label(2, new Statement(Messages.SITE, "ada", 2_000).ofTracklets("t4", "t1", true));
        label(3, new Statement(Messages.SITE, "ada", 3_000).ofTracklets("t4", "t1", false));
        label(4, new Statement(Messages.SITE, "ada", 4_000).ofTracklets("t4", "t5", true));
        database.execute(em -> {
            SightingWriter writer = new SightingWriter(em);
            writer.apply(Messages.sighting("t4", id(1), 40).build(), Map.of());
            writer.apply(Messages.sighting("t5", id(1), 50).build(), Map.of());
        });

        List<Feedback> said = new IdentityStatements(sightings, new LabelRepository(database))
                .split(id(1), List.of("t4", "t5"), "ada", 5);

        assertThat(said)
                .extracting(PeopleContract::pair)
                .as("that t5 is t2 would keep t2 with those who leave")
                .containsExactly("t5 ≠ t2", "t5 = t4", "t4 ≠ t1", "t5 ≠ t1");
    }

    private void label(int ordinal, Feedback said) {
        database.execute(em -> new LabelWriter(em)
                .insert(LabeledPair.of(
                        said.toBuilder().setFeedbackId("f" + ordinal).build(), NOW)));
    }

    private void say(IdentityEvent.Type type, int identity, int other) {
        database.execute(em -> new IdentityWriter(em)
                .apply(Messages.event("e" + type, type, id(identity), 50)
                        .setOtherIdentityId(id(other))
                        .build()));
    }

    private List<String> listed(boolean named) {
        return identities.list(IdentityQuery.newest(10).named(named)).items().stream()
                .map(IdentityView::identityId)
                .toList();
    }

    private static SightingQuery query(Optional<String> camera, Cursor from, int limit) {
        return new SightingQuery(Optional.empty(), camera, Instant.EPOCH, from, limit);
    }

    private static List<String> ids(Page<SightingView> page) {
        return page.items().stream().map(SightingView::sightingId).toList();
    }

    private static String pair(Feedback said) {
        PairLabel pair = said.getPair();
        return pair.getTrackletId() + (pair.getSame() ? " = " : " ≠ ") + pair.getOtherTrackletId();
    }

    private static String id(int number) {
        return Messages.identity(number);
    }
}

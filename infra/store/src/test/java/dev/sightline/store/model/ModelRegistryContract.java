package dev.sightline.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.ExemplarQuery;
import dev.sightline.store.sighting.ExemplarRepository;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.sighting.StoredExemplar;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changing a model needs of every database: the registry, and the exemplars that are to be re-embedded. */
abstract class ModelRegistryContract {
    private static final String TASK = "person-descriptor";

    private Database database;
    private ModelRegistry registry;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        registry = new ModelRegistry(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldKeepVersionsAndWhatTheyAreToTheirTask() {
        registry.register(version("net@1", "aa"), ModelAlias.CHAMPION);
        registry.register(version("net@2", "bb"), ModelAlias.CHALLENGER);

        assertThat(registry.find("net@2")).contains(version("net@2", "bb"));
        assertThat(registry.find("net@3")).isEmpty();
        assertThat(registry.versions()).extracting(ModelVersion::modelId).containsExactly("net@1", "net@2");
        assertThat(registry.aliases(TASK))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(ModelAlias.CHAMPION, "net@1", ModelAlias.CHALLENGER, "net@2"));
        assertThat(registry.aliases("face-descriptor")).isEmpty();
    }

    @Test
    void shouldTakeTheSameNetworkAgainAndRefuseAnotherOfTheSameName() {
        registry.register(version("net@1", "aa"));
        ModelVersion calibrated = new ModelVersion(
                "net@1",
                TASK,
                "aa",
                "{calibrated}",
                Path.of("elsewhere"),
                Optional.empty(),
                GateOutcome.REFUSED,
                "worse",
                "ada",
                Messages.instant(9));

        registry.register(calibrated);

        assertThat(registry.find("net@1").orElseThrow().manifest()).isEqualTo("{calibrated}");
        assertThat(registry.find("net@1").orElseThrow().gate()).isEqualTo(GateOutcome.REFUSED);
        assertThat(registry.history()).hasSize(1);
        assertThatThrownBy(() -> registry.register(version("net@1", "bb")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("raise 'version'");
    }

    @Test
    void shouldMoveAliasesWithASwitchAndTellTheHistory() {
        registry.register(version("net@1", "aa"), ModelAlias.CHAMPION);
        registry.register(version("net@2", "bb"), ModelAlias.CHALLENGER);
        registry.note(change(ModelAction.BEGAN, "net@2", "net@1", "because"));
        registry.switched(change(ModelAction.SWITCHED, "net@2", "net@1", "because"));

        assertThat(registry.aliases(TASK))
                .containsExactlyInAnyOrderEntriesOf(Map.of(ModelAlias.CHAMPION, "net@2", ModelAlias.PREVIOUS, "net@1"));

        registry.switched(change(ModelAction.SWITCHED, "net@1", "net@2", ""));

        assertThat(registry.aliases(TASK))
                .containsExactlyInAnyOrderEntriesOf(Map.of(ModelAlias.CHAMPION, "net@1", ModelAlias.PREVIOUS, "net@2"));
        assertThat(registry.history())
                .extracting(c -> c.action() + " " + c.modelId() + " " + c.by())
                .containsExactly(
                        "REGISTERED net@1 ada",
                        "REGISTERED net@2 ada",
                        "BEGAN net@2 ada",
                        "SWITCHED net@2 ada",
                        "SWITCHED net@1 ada");
        assertThat(registry.history().get(3).switchTime()).contains(Messages.instant(50));
    }

    @Test
    void shouldPageThroughTheExemplarsThatSomebodyMayBeRecognizedBy() {
        for (int person = 1; person <= 5; person++) {
            record("t/" + person, Messages.identity(person), person * 100, false);
        }
        record("t/gone", Messages.identity(6), 700, true);
        record("t/expired", Messages.identity(7), 800, false);
        database.execute(em -> new IdentityWriter(em)
                .apply(Messages.event("x", IdentityEvent.Type.TYPE_EXPIRED, Messages.identity(7), 900)
                        .build()));
        ExemplarRepository exemplars = new ExemplarRepository(database);
        ExemplarQuery all = ExemplarQuery.since(Messages.SITE, Modality.MODALITY_PERSON, Instant.EPOCH);

        assertThat(exemplars.count(all)).isEqualTo(10);
        assertThat(paged(exemplars, all))
                .extracting(e -> e.trackletId() + " " + e.exemplar().sequence())
                .containsExactly(
                        "t/1 100", "t/1 101", "t/2 200", "t/2 201", "t/3 300", "t/3 301", "t/4 400", "t/4 401",
                        "t/5 500", "t/5 501");
        assertThat(paged(exemplars, all)).allSatisfy(e -> assertThat(e.siteId()).isEqualTo(Messages.SITE));
        assertThat(exemplars.count(ExemplarQuery.since(Messages.SITE, Modality.MODALITY_PERSON, Messages.instant(401))))
                .isEqualTo(3);
        assertThat(exemplars.count(all.seenSince(Messages.instant(410)))).isEqualTo(4);
        assertThat(exemplars.count(ExemplarQuery.since(Messages.SITE, Modality.MODALITY_FACE, Instant.EPOCH)))
                .isZero();
        assertThat(exemplars.count(ExemplarQuery.since("elsewhere", Modality.MODALITY_PERSON, Instant.EPOCH)))
                .isZero();
        assertThat(exemplars.newestBySite()).isEqualTo(Map.of(Messages.SITE, Messages.instant(801)));
    }

    private static List<StoredExemplar> paged(ExemplarRepository exemplars, ExemplarQuery query) {
        List<StoredExemplar> all = new ArrayList<>();
        List<StoredExemplar> page = exemplars.page(query, Optional.empty(), 3);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = exemplars.page(query, Optional.of(all.get(all.size() - 1).place()), 3);
        }
        return all;
    }

    private void record(String tracklet, String identity, long start, boolean withdrawn) {
        Sighting sighting = Messages.sighting(tracklet, identity, start)
                .addExemplars(Messages.exemplar(start + 1, Modality.MODALITY_PERSON, .4f))
                .setWithdrawn(withdrawn)
                .build();
        database.execute(em -> {
            new IdentityWriter(em).ensure(Map.of(identity, Messages.SITE));
            new SightingWriter(em).apply(sighting, Map.of());
        });
    }

    private static ModelVersion version(String modelId, String sha256) {
        return new ModelVersion(
                modelId,
                TASK,
                sha256,
                "{}",
                Path.of("models", modelId),
                Optional.of("parent@1"),
                GateOutcome.PASSED,
                "better",
                "ada",
                Messages.instant(3));
    }

    private static ModelChange change(ModelAction action, String modelId, String replaced, String reason) {
        return new ModelChange(
                TASK,
                action,
                modelId,
                Optional.of(replaced),
                action == ModelAction.SWITCHED ? Optional.of(Messages.instant(50)) : Optional.empty(),
                reason,
                "ada",
                Messages.instant(40));
    }
}

package dev.sightline.console.webhook;

import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.webhook.WebhookOutbox;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** A process that sends what waits, for a test that kills it meanwhile. */
final class KilledSender {
    private KilledSender() {}

    /** @param args folder of the database */
    public static void main(String[] args) {
        try (Database database = Database.open(DatabaseSettings.embedded(Path.of(args[0])))) {
            new Deliveries(
                            new WebhookOutbox(database),
                            WebhookPolicy.of(true, 5),
                            Clock.systemUTC(),
                            RandomGenerator.getDefault())
                    .round();
        }
    }
}

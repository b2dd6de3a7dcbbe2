package dev.sightline.app.erase;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.ErasureTable;
import dev.sightline.store.erasure.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline erase}: a person from every store, with a receipt. */
@Command(
        name = "erase",
        description = {
            "Erase a person from every store: database, crops, labels, audit texts, the matcher's memory; topics let"
                    + " go by",
            "time, and the receipt says in how many hours. Data sets and models that hold the person are named. What"
                    + " cannot",
            "be done now is done by the running system; exit status 3 until then. There is no way back. The reason is"
                    + " kept with",
            "the receipt, too, so write no name of the person into it."
        },
        footer = {
            "",
            "Examples:",
            "  sightline erase --identity lobby/p3 --reason \"asked by letter of May 2\"",
            "  sightline erase --photo ada.jpg",
            "  sightline erase --photo ada.jpg --yes",
            "  sightline erase --receipts"
        },
        mixinStandardHelpOptions = true)
public final class EraseCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--identity", paramLabel = "SITE/ID", description = "Erase the person of this identity.")
    private @Nullable String identity;

    @Option(
            names = "--photo",
            paramLabel = "FILE",
            description = "Show who looks like the person in a photo; with --yes, erase those.")
    private @Nullable Path photo;

    @Option(names = "--yes", description = "With --photo: erase those whom it shows.")
    private boolean yes;

    @Option(names = "--receipts", description = "Show earlier erasures and what is left to do of them.")
    private boolean receipts;

    @Mixin
    private ReasonOption reason;

    @Option(names = "--watchlist", description = "Erase watchlist entries, too, that an alert took the person for.")
    private boolean watchlist;

    @Mixin
    private OperatorOption who;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        int asked = (identity == null ? 0 : 1) + (photo == null ? 0 : 1) + (receipts ? 1 : 0);
        if (asked != 1) {
            throw new UserError("say what to do with one of --identity SITE/ID, --photo FILE or --receipts");
        }
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            if (receipts) {
                list(new ErasureTable(database), outcome);
            } else if (photo != null) {
                byPhoto(installation, database, photo, outcome);
            } else if (identity != null) {
                erase(installation, database, List.of(identity), outcome);
            }
        }
        return outcome.end();
    }

    private void byPhoto(Installation installation, Database database, Path file, Outcome outcome) throws IOException {
        CommandAudit.in(database).did("search", "photo", reason.text(), "to erase");
        List<PhotoSubjects.Found> found = new PhotoSubjects(installation, database).like(file);
        Table table = new Table("identity", "looks like the photo", "last seen", "erased with --yes");
        for (PhotoSubjects.Found each : found) {
            table.row(each.identity(), each.band(), each.lastSeen().toString(), each.meant() ? "yes" : "no");
        }
        outcome.table("found", table);
        List<String> meant = found.stream()
                .filter(PhotoSubjects.Found::meant)
                .map(PhotoSubjects.Found::identity)
                .toList();
        if (meant.isEmpty()) {
            outcome.say("Nobody recorded looks enough like the photo to be erased by it.");
        } else if (yes) {
            erase(installation, database, meant, outcome);
        } else {
            outcome.say("Nothing was erased. Look at these people first, then say --yes, or name one with --identity.");
        }
    }

    private void erase(Installation installation, Database database, List<String> identities, Outcome outcome) {
        installation.createTopics();
        Eraser eraser = installation.keeping().eraser(database);
        List<Receipt> done = new ArrayList<>();
        for (String each : identities) {
            ErasureRequest request = request(each);
            eraser.require(each);
            note(database, request);
            Receipt receipt = eraser.erase(request);
            done.add(receipt);
            show(receipt, outcome);
        }
        outcome.field("receipts", done);
    }

    /** Names the receipt and not the person: what names the person is about to lose its text. */
    private void note(Database database, ErasureRequest request) {
        CommandAudit.in(database).did("identity.erase", request.erasureId(), request.siteId(), reason.text(), "");
    }

    private ErasureRequest request(String of) {
        try {
            return new ErasureRequest(
                    UUID.randomUUID().toString(),
                    ErasureRequest.site(of),
                    of,
                    who.by(),
                    reason.text(),
                    watchlist,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static void show(Receipt receipt, Outcome outcome) {
        Table table = new Table("store", "removed", "left", "gone by", "how");
        for (Receipt.Part part : receipt.parts()) {
            table.row(
                    part.store(),
                    part.removed(),
                    part.left(),
                    part.goneBy() == null ? "now" : part.goneBy(),
                    part.how());
            if (part.problem() != null) {
                outcome.problems()
                        .add(Problem.of(
                                receipt.identity() + ", " + part.store(),
                                "erasure-not-done",
                                part.problem(),
                                "'sightline erase --receipts' shows when it is done"));
            }
            part.named().forEach(named -> outcome.say(part.store() + ": " + named));
        }
        outcome.text(table.text());
        Table topics = new Table("topic", "hours until the last copy is gone", "gone by");
        receipt.parts().stream()
                .flatMap(part -> part.topics().stream())
                .forEach(topic -> topics.row(topic.topic(), topic.hours(), topic.goneBy()));
        outcome.text(topics.isEmpty() ? "" : topics.text());
        outcome.say("Erasure " + receipt.erasureId() + " of " + receipt.identity() + " is " + receipt.state() + ".");
        if (receipt.hours() > 0) {
            outcome.say(
                    "Topics hold nothing of the person any more after " + receipt.hours() + " hours at the latest.");
        }
    }

    private static void list(ErasureTable erasures, Outcome outcome) {
        Table table = new Table("erasure", "identity", "requested", "by", "state", "left to do");
        List<Receipt> all = erasures.newest(1_000);
        for (Receipt receipt : all) {
            List<String> left = receipt.parts().stream()
                    .filter(part -> !part.isDone())
                    .map(Receipt.Part::store)
                    .toList();
            table.row(
                    receipt.erasureId(),
                    receipt.identity(),
                    receipt.requestedAt(),
                    receipt.by(),
                    receipt.state(),
                    String.join(", ", left));
            if (!receipt.isDone()) {
                outcome.problems()
                        .add(Problem.of(
                                receipt.identity(),
                                "erasure-not-done",
                                "erasure " + receipt.erasureId() + " is " + receipt.state(),
                                "keep the system running; it goes on by itself"));
            }
        }
        outcome.text(table.isEmpty() ? "" : table.text()).field("receipts", all);
        if (table.isEmpty()) {
            outcome.say("Nobody was erased yet.");
        }
    }
}

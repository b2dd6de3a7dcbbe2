package dev.sightline.app.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditEntry;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline audit}: whether the audit log is whole, and the log as a file. */
@Command(
        name = "audit",
        description = "Check that no entry of the audit log was altered, and write the log to a file.",
        footer = {
            "",
            "Examples:",
            "  sightline audit verify",
            "  sightline audit verify --known 3f5a…",
            "  sightline audit export --out audit.jsonl"
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = {
                "Look through the whole chain. Note the last hash outside this machine: given as --known the next"
                        + " time, it",
                "shows that the log was not written again from an earlier entry on."
            },
            footer = {"", "Example:", "  sightline audit verify"},
            mixinStandardHelpOptions = true)
    int verify(
            @Option(names = "--known", paramLabel = "HASH", description = "A last hash noted earlier.") @Nullable
                    String known,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            AuditCheck check = log(installation.database()).verify(Optional.ofNullable(known));
            if (check instanceof AuditCheck.Whole whole) {
                outcome.field("entries", whole.entries())
                        .field("hash", whole.hash())
                        .say(whole.entries() + " entries, none altered. Last hash: " + whole.hash());
            } else if (check instanceof AuditCheck.Broken broken) {
                outcome.field("firstBroken", broken.number());
                outcome.problems()
                        .add(Problem.of(
                                "audit log, entry " + broken.number(),
                                "audit-altered",
                                broken.what(),
                                "compare with an earlier 'sightline audit export' or a backup of the database"));
            }
        }
        return outcome.end();
    }

    @Command(
            description = "Write all entries, oldest first, as JSON lines. The export is an entry itself.",
            footer = {"", "Example:", "  sightline audit export --out audit.jsonl"},
            mixinStandardHelpOptions = true)
    int export(
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FILE",
                            description = "A file that is not there yet.")
                    Path file,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Database database = installation.database();
            CommandAudit.in(database)
                    .did("audit.export", "", reason.text(), file.getFileName().toString());
            long entries = write(log(database), file);
            outcome.field("entries", entries)
                    .field("file", file.toString())
                    .say("Wrote " + entries + " entries to " + file + ".");
        }
        return outcome.end();
    }

    private static AuditLog log(Database database) {
        return new AuditLog(database, Clock.systemUTC());
    }

    private static long write(AuditLog log, Path file) {
        long[] entries = {0};
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            log.forEach(entry -> {
                try {
                    out.write(JSON.writeValueAsString(line(entry)));
                    out.newLine();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                entries[0]++;
            });
            return entries[0];
        } catch (FileAlreadyExistsException e) {
            throw new UserError("--out " + file + " is there already; name another file", e);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("--out " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static ObjectNode line(AuditEntry entry) {
        return JSON.createObjectNode()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("actor", entry.event().actor())
                .put("via", entry.event().via())
                .put("action", entry.event().action())
                .put("object", entry.event().object())
                .put("site", entry.event().site())
                .put("reason", entry.event().reason())
                .put("outcome", entry.event().outcome().name())
                .put("detail", entry.event().detail())
                .put("previousHash", entry.previousHash())
                .put("hash", entry.hash());
    }
}

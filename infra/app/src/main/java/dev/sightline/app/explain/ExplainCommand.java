package dev.sightline.app.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.platform.kafka.WholeTopic;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline explain --tracklet ID}. */
@Command(
        name = "explain",
        description = "Show why a tracklet has the identity it has: each decision, what spoke for and against whom.",
        footer = {
            "",
            "Examples:",
            "  sightline explain --tracklet street/1/t7",
            "  sightline explain --tracklet street/1/t7 --results out"
        },
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private SettingsOptions options;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--tracklet",
            required = true,
            paramLabel = "ID",
            description = "As in tracks.csv, sightings and events.")
    private String tracklet;

    @Mixin
    private ReasonOption reason;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "What 'track' or 'demo --batch' left; without it the running installation is asked.")
    private @Nullable Path results;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Outcome outcome = Outcome.of(spec, json);
        List<IdentityEvent> decisions = results == null ? recorded(outcome) : inFolder(results);
        if (decisions.isEmpty()) {
            throw new UserError("nothing is known about tracklet '" + tracklet + "'; tracklet ids look like"
                    + " CAMERA/SESSION/tNUMBER and stand in tracks.csv, sightings and 'sightline tail events'");
        }
        outcome.text(Explanation.of(tracklet, decisions));
        outcome.field("tracklet", tracklet);
        outcome.field("decisions", decisions.stream().map(ExplainCommand::tree).toList());
        return outcome.end();
    }

    private List<IdentityEvent> recorded(Outcome outcome) {
        TrackletStory story = new TrackletStory(tracklet);
        try (Installation installation = options.open()) {
            new WholeTopic(installation.kafka(), Topics.IDENTITY_EVENTS).forEach(record -> {
                try {
                    story.take(IdentityEvent.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    outcome.problems()
                            .add(new Problem(
                                    "identity-events",
                                    "unreadable-record",
                                    "records could not be read and were left out",
                                    1,
                                    "another version may have written them: read them with that one"));
                }
            });
            if (!story.events().isEmpty()) {
                CommandAudit.of(installation.settings(), outcome)
                        .did("sighting.view", tracklet, story.events().get(0).getSiteId(), reason.text(), "decisions");
            }
        }
        return story.events();
    }

    private List<IdentityEvent> inFolder(Path folder) {
        Path file = folder.resolve("events.jsonl");
        if (!Files.isRegularFile(file)) {
            throw new UserError("there is no file " + file + "; --results is the folder that 'track --out' named");
        }
        TrackletStory story = new TrackletStory(tracklet);
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (story.mayBeIn(line)) {
                    IdentityEvent.Builder event = IdentityEvent.newBuilder();
                    JsonFormat.parser().ignoringUnknownFields().merge(line, event);
                    story.take(event.build());
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new UserError(file + " is no list of events: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e, e);
        }
        return story.events();
    }

    private static JsonNode tree(IdentityEvent event) {
        try {
            return JSON.readTree(
                    JsonFormat.printer().preservingProtoFieldNames().print(event));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a message that was parsed can be printed", e);
        }
    }
}

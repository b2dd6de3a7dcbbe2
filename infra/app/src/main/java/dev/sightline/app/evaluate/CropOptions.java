package dev.sightline.app.evaluate;

import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.labeled.CropList;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Layout;
import dev.sightline.trainer.split.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which labeled crops: a list, or folders named in a known way, all people of them or some. */
final class CropOptions {
    private static final long SEED = 1;

    @Option(
            names = "--images",
            paramLabel = "LIST",
            description = "CSV with the columns path,identity,camera and optionally tracklet.")
    private @Nullable Path images;

    @Option(
            names = "--data",
            paramLabel = "SITE=PATH",
            description = {
                "A folder named as Market-1501, CUHK and others name their pictures, a list or a stored snapshot.",
                "May be repeated; in place of --images."
            })
    private List<String> data = List.of();

    @Option(names = "--format", paramLabel = "NAME", description = "How the pictures of --data are named.")
    private @Nullable String format;

    @Option(
            names = "--people",
            paramLabel = "PEOPLE",
            description = "Of --data these only: 643-742, SITE:last-85, names, or share=0.1.")
    private @Nullable String people;

    @Option(names = "--aligned", description = "Faces are aligned already.")
    private boolean aligned;

    boolean aligned() {
        return aligned;
    }

    /** What to call the data, without where it lies on this machine. */
    String name() {
        String what = images != null
                ? String.valueOf(images.getFileName())
                : data.stream()
                        .map(d -> DataSource.parse(d, Optional.empty()).site())
                        .collect(Collectors.joining(", "));
        return people == null ? what : what + " (people " + people + ")";
    }

    /** The crops, in a fixed order; what is left out is a problem. */
    List<LabeledCrop> read(Problems problems) throws IOException {
        if (images != null && data.isEmpty()) {
            if (people != null || format != null) {
                throw new UserError("--people and --format choose from --data; with --images, list the crops you want");
            }
            return CropList.read(images);
        }
        if (images != null || data.isEmpty()) {
            throw new UserError("say which crops: either --images LIST or --data SITE=PATH, such as"
                    + " --data cuhk03=../data/cuhk03");
        }
        Optional<Layout> layout = Optional.ofNullable(format).map(Layout::named);
        Snapshot snapshot = Snapshots.take(
                "evaluation",
                data.stream().map(d -> DataSource.parse(d, layout)).toList());
        problems.addAll(snapshot.problems());
        Set<String> wanted = people == null
                ? snapshot.identities()
                : Selection.parse(people, SEED).of(snapshot, snapshot.identities());
        List<LabeledCrop> crops = snapshot.crops().stream()
                .filter(c -> wanted.contains(c.identity()) || people == null && c.isDistractor())
                .map(Crop::labeled)
                .toList();
        if (crops.isEmpty()) {
            throw new UserError("--people " + people + " leaves nobody of "
                    + snapshot.identities().size() + " people; sites: "
                    + snapshot.sites().stream().collect(Collectors.joining(", ")));
        }
        return crops;
    }
}

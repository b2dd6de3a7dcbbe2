package dev.sightline.app.words;

import dev.sightline.app.evaluate.CropDescribing;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.platform.picture.PictureFolder;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of crops, one person each, and their descriptors. */
public record CropFolder(List<Path> pictures, List<UnitVector> vectors) {
    public CropFolder {
        pictures = List.copyOf(pictures);
        vectors = List.copyOf(vectors);
    }

    /**
     * Describes every picture of a folder.
     *
     * @throws UserError when there is none
     */
    public static CropFolder read(Path folder, String model, SightlineSettings settings, Outcome outcome)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError("'" + folder + "' is no folder; give a folder of crops, one person each");
        }
        PictureFolder listed = PictureFolder.list(folder);
        listed.unsupported()
                .forEach(p -> outcome.problems()
                        .add(Problem.of(
                                String.valueOf(p.getFileName()),
                                "unsupported",
                                "is of a format that is not read; left out",
                                "save it as one of " + PictureFolder.endings())));
        return describe(listed.pictures(), folder, model, settings, outcome);
    }

    /** Describes some pictures; {@code where} names them in messages. */
    private static CropFolder describe(
            List<Path> pictures, Path where, String model, SightlineSettings settings, Outcome outcome)
            throws IOException {
        if (pictures.isEmpty()) {
            throw new UserError("'" + where + "' has no pictures; expected files ending in " + PictureFolder.endings());
        }
        List<LabeledCrop> crops = new ArrayList<>();
        for (Path picture : pictures) {
            crops.add(new LabeledCrop(picture, picture.toString(), picture.toString(), "1", ""));
        }
        List<LabeledDescriptor> described;
        try {
            described = new CropDescribing(settings, model, false).describe(crops, outcome);
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        return new CropFolder(
                described.stream().map(d -> Path.of(d.source())).toList(),
                described.stream().map(LabeledDescriptor::vector).toList());
    }
}

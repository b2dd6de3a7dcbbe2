package dev.sightline.trainer.source;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.CropList;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.source.ExcludedPicture.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source lists, before any picture is opened. People are named within the site.
 *
 * @param crops labeled pictures; site is set on each
 * @param excluded files that carry no label or are not to be used
 */
public record Listing(List<LabeledCrop> crops, List<ExcludedPicture> excluded) {

    public Listing {
        crops = List.copyOf(crops);
        excluded = List.copyOf(excluded);
    }

    /**
     * Lists a source.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it is empty, or named in no known way
     */
    public static Listing of(DataSource source) throws IOException {
        return of(source, true);
    }

    /** {@link #of}, but a list need not say whom its pictures show. */
    public static Listing ofTracklets(DataSource source) throws IOException {
        return of(source, false);
    }

    private static Listing of(DataSource source, boolean identities) throws IOException {
        Path path = source.path();
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isRegularFile(path)) {
            return list(source, path, identities);
        }
        List<String> pictures = files(path, Listing::isPicture);
        Optional<Layout> layout = source.layout().or(() -> Layout.of(pictures));
        if (layout.isPresent() && !pictures.isEmpty()) {
            return folder(source, pictures, files(path, Listing::isOtherPicture), layout.get());
        }
        List<String> lists = files(path, name -> name.toLowerCase(Locale.ROOT).endsWith(".csv"));
        if (lists.size() == 1) {
            return list(source, path.resolve(lists.get(0)), identities);
        }
        throw unknown(path, pictures, lists);
    }

    private static Listing list(DataSource source, Path list, boolean identities) throws IOException {
        Map<Boolean, List<LabeledCrop>> byUse = (identities ? CropList.entries(list) : CropList.unnamed(list))
                .stream()
                        .map(c -> c.site().isEmpty() ? at(source.site(), c) : c)
                        .collect(Collectors.partitioningBy(c -> c.identity().equals(Label.JUNK)));
        return new Listing(
                byUse.getOrDefault(false, List.of()),
                byUse.getOrDefault(true, List.of()).stream()
                        .map(c -> new ExcludedPicture(
                                c.image().toString(),
                                ExcludedPicture.Cause.BY_DESIGN,
                                "junk (identity " + Label.JUNK + ")"))
                        .toList());
    }

    private static LabeledCrop at(String site, LabeledCrop crop) {
        return new LabeledCrop(
                crop.image(), crop.listed(), crop.identity(), crop.camera(), site, crop.tracklet(), crop.time());
    }

    private static Listing folder(DataSource source, List<String> pictures, List<String> others, Layout layout) {
        List<LabeledCrop> crops = new ArrayList<>();
        List<ExcludedPicture> excluded = new ArrayList<>();
        Path root = source.path().toAbsolutePath();
        for (String name : pictures) {
            Path image = root.resolve(name);
            Optional<Layout.Labels> labels = layout.read(name);
            if (labels.isEmpty()) {
                excluded.add(new ExcludedPicture(
                        image.toString(), Cause.NAME, "its name is not one of the format " + layout.label()));
            } else if (labels.get().leftOut().isPresent()) {
                excluded.add(new ExcludedPicture(
                        image.toString(),
                        Cause.BY_DESIGN,
                        labels.get().leftOut().get()));
            } else {
                Layout.Labels l = labels.get();
                crops.add(new LabeledCrop(image, name, l.person(), l.camera(), source.site(), l.tracklet(), l.time()));
            }
        }
        for (String name : others) {
            excluded.add(new ExcludedPicture(
                    root.resolve(name).toString(), Cause.FORMAT, "read are .jpg, .jpeg, .png and .bmp"));
        }
        return new Listing(crops, excluded);
    }

    private static List<String> files(Path folder, java.util.function.Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isPicture(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?:.*/)?[^/.][^/]*\\.(?:jpg|jpeg|png|bmp)");
    }

    /** Named in the report, so that nobody trains on half of a folder without knowing. */
    private static boolean isOtherPicture(String name) {
        return name.toLowerCase(Locale.ROOT).matches("(?:.*/)?[^/.][^/]*\\.(?:gif|webp|tif|tiff|heic|avif|jp2)");
    }

    private static IllegalArgumentException unknown(Path folder, List<String> pictures, List<String> lists) {
        if (pictures.isEmpty() && lists.isEmpty()) {
            return new IllegalArgumentException(
                    "the folder " + folder + " holds no pictures (.jpg, .jpeg, .png, .bmp) and no list (.csv)");
        }
        return new IllegalArgumentException(
                "cannot tell whom the " + pictures.size() + " pictures in " + folder
                        + " show"
                        + (pictures.isEmpty() ? "" : ", such as " + pictures.get(0))
                        + (lists.size() > 1 ? " and which of " + lists.size() + " lists names them" : "")
                        + "; name them in one of the formats " + Layout.all()
                        + ", say --format folders where each folder is a person, or give a list with the columns path,identity,camera");
    }
}

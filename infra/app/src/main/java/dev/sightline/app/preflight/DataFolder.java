package dev.sightline.app.preflight;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.folder.PrivateFile;
import dev.sightline.platform.folder.PrivateFolder;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder with everything a system keeps on this machine. It is looked at before anything is written, so that a mistake
 * in permissions or versions is one sentence and leaves no half of anything.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {
    /** Grows when a version lays the folder out in a way that older ones would misread. */
    static final int LAYOUT = 1;

    private static final String LAYOUT_FILE = "sightline-data.properties";
    private static final String KEY = "layout";

    /** What is written below, by us or by what we embed. */
    private static final List<String> WRITTEN = List.of(
            LAYOUT_FILE,
            "kafka",
            "kafka/meta.properties",
            "kafka/sightline.lock",
            "streams",
            "database",
            "database/sightline.mv.db",
            "crops",
            "search",
            "models");

    /** What is ours in it, whatever else is there. */
    private static final List<String> OURS =
            List.of(LAYOUT_FILE, "kafka", "streams", "database", "crops", "search", "models", "adapt", "erasures");

    /** The folder that the settings name. */
    public static DataFolder of(SightlineSettings settings) {
        return new DataFolder(Path.of(settings.data().folder()).toAbsolutePath().normalize());
    }

    /** Of the embedded Kafka. */
    public Path kafka() {
        return path.resolve("kafka");
    }

    /** Of the embedded database. */
    public Path database() {
        return path.resolve("database");
    }

    /** Of the search index. */
    public Path search() {
        return path.resolve("search");
    }

    /** Whether an embedded Kafka ran here once. */
    public boolean hasKafka() {
        return Files.exists(kafka().resolve("meta.properties"));
    }

    /** Whether there is an embedded database. */
    public boolean hasDatabase() {
        return Files.exists(database().resolve("sightline.mv.db"));
    }

    /**
     * Makes the folder ready to be written, creating it when it is not there, and closes it to this machine's other users:
     * what lies there is about people. A folder that had other things in it stays as it is on the first start.
     *
     * @throws UserError when it may not be written, is no folder, or is of a newer version
     */
    public void prepare() {
        check(Files::isWritable);
        Path file = path.resolve(LAYOUT_FILE);
        try {
            if (Files.exists(file)) {
                closeToOthers();
                return;
            }
            boolean own = PrivateFolder.create(path);
            Properties properties = new Properties();
            properties.setProperty(KEY, String.valueOf(LAYOUT));
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, "how Sightline laid this folder out");
            }
            if (own) {
                PrivateFolder.close(path);
            }
        } catch (IOException e) {
            throw new UserError("data.folder " + path + " cannot be written: " + e + "; " + setAnother(), e);
        }
    }

    /** Where the folder or its first file was open, others may be: of an older version, or made without the launcher. */
    private void closeToOthers() throws IOException {
        boolean folderOpen = PrivateFolder.close(path);
        if (folderOpen || PrivateFile.isOpen(path.resolve(LAYOUT_FILE))) {
            OURS.stream().map(path::resolve).filter(Files::exists).forEach(PrivateFolder::closeWithin);
        }
    }

    /** Looks only; a folder that is not there yet is judged by the one it would be made in. */
    public void check(Predicate<Path> writable) {
        Path nearest = path;
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest)) {
            throw new UserError("data.folder " + path + " cannot be used: " + nearest + " is a file; " + setAnother());
        }
        Stream.concat(Stream.of(nearest), WRITTEN.stream().map(path::resolve).filter(Files::exists))
                .filter(writable.negate())
                .findFirst()
                .ifPresent(this::refuse);
        if (Files.exists(path.resolve(LAYOUT_FILE))) {
            requireKnown(path.resolve(LAYOUT_FILE));
        }
    }

    private void refuse(Path closed) {
        String user = System.getProperty("user.name", "?");
        try {
            if (Files.getFileStore(closed).isReadOnly()) {
                throw new UserError("data.folder " + path + " cannot be used: " + closed
                        + " is on a read-only file system; " + setAnother());
            }
            throw new UserError("data.folder " + path + " cannot be used: " + closed + " belongs to "
                    + Files.getOwner(closed).getName() + " and " + user
                    + " may not write it; change its owner (chown -R " + user + ") or " + setAnother());
        } catch (IOException e) {
            throw new UserError("data.folder " + path + " cannot be used: " + closed + ": " + e, e);
        }
    }

    private void requireKnown(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(file + " cannot be read: " + e + "; restore it, or " + setAnother(), e);
        }
        String layout = properties.getProperty(KEY, "");
        if (!layout.matches("\\d{1,6}") || Integer.parseInt(layout) < 1) {
            throw new UserError(file + ": layout = '" + layout + "' must be a whole number such as " + LAYOUT
                    + "; restore the file, or " + setAnother());
        }
        if (Integer.parseInt(layout) > LAYOUT) {
            throw new UserError("data.folder " + path + " was laid out by a newer version of Sightline (layout "
                    + layout + ", this version knows " + LAYOUT + "): run that version, or " + setAnother());
        }
    }

    /**
     * Before 0.2.0 a relative folder began at the working directory: what to say when this one is new and that one has a
     * system in it.
     */
    public Optional<String> elsewhere() {
        return Optional.ofNullable(path.getFileName())
                .map(name -> new DataFolder(name.toAbsolutePath()))
                .filter(other -> !other.equals(this) && !hasKafka() && other.hasKafka())
                .map(other ->
                        "A new system begins in " + path + "; the one in " + other.path + " is not used. A relative"
                                + " data.folder in a"
                                + " configuration file begins"
                                + " at the folder of that"
                                + " file: to go on with the"
                                + " other, give its full"
                                + " path.");
    }

    private static String setAnother() {
        return "set data.folder to another folder";
    }
}

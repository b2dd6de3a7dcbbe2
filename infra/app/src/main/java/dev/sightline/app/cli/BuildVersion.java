package dev.sightline.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: version and commit as the build wrote them down, and the Java that runs it. */
final class BuildVersion implements IVersionProvider {
    private static final String FILE = "version.properties";
    private static final String UNKNOWN = "unknown";

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream file = BuildVersion.class.getResourceAsStream(FILE)) {
            if (file != null) {
                build.load(file);
            }
        }
        return new String[] {
            line(build),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    static String line(Properties build) {
        String commit = build.getProperty("commit", UNKNOWN);
        String version = "Sightline " + build.getProperty("version", UNKNOWN);
        return commit.equals(UNKNOWN) ? version : version + " (commit " + commit + ")";
    }
}

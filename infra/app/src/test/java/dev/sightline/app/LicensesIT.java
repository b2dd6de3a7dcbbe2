package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What ships with us, as the bill of materials of this build ({@code infra/app/target/bom.json}) has it: every library
 * under a license that we accept, and all of them in the file NOTICE.
 */
class LicensesIT {
    /** Of several licenses of one library we choose. Named as CycloneDX names them. */
    private static final Set<String> ACCEPTED = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            // JLine's "The BSD License" is the three-clause one; CycloneDX takes the name for the four-clause one.
            "BSD-4-Clause",
            // RE2/J's: the three-clause BSD license in Go's words.
            "Go License",
            "EPL-2.0",
            "MPL-2.0");

    private static final Path BOM = Path.of("target", "bom.json");
    private static final Path NEW_NOTICE = Path.of("target", "NOTICE");

    @Test
    void shouldShipNothingUnderALicenseThatWeDoNotAccept() throws Exception {
        assertThat(refused(shipped()))
                .as(
                        "libraries without an accepted license: leave them out, or add the license to ACCEPTED after reading it")
                .isEmpty();
    }

    @Test
    void shouldNoticeALibraryWithoutAKnownLicense() throws Exception {
        JsonNode bom = new ObjectMapper().readTree("""
                {"components": [
                  {"group": "a", "name": "good", "version": "1", "licenses": [
                    {"license": {"name": "GPL-3.0-only"}}, {"license": {"id": "MIT"}}]},
                  {"group": "b", "name": "chosen", "version": "1", "licenses": [{"expression": "GPL-2.0-only OR Apache-2.0"}]},
                  {"group": "c", "name": "silent", "version": "1"},
                  {"group": "d", "name": "strict", "version": "2", "licenses": [{"license": {"id": "AGPL-3.0-only"}}]}]}
                """);

        assertThat(refused(libraries(bom))).containsExactly("c:silent 1: no license", "d:strict 2: AGPL-3.0-only");
    }

    @Test
    void shouldListWhatShipsInTheFileNotice() throws Exception {
        String notice = notice(shipped());
        Files.writeString(NEW_NOTICE, notice);

        assertThat(Files.readString(RepositoryRoot.find().resolve("NOTICE")))
                .as("NOTICE is not what ships; look at what changed, then: cp infra/app/target/NOTICE NOTICE")
                .isEqualTo(notice);
    }

    private record Library(String id, String version, List<String> licenses) {
        String licensesInWords() {
            return licenses.isEmpty() ? "no license" : String.join(" or ", licenses);
        }
    }

    private static List<Library> shipped() throws IOException {
        List<Library> libraries = libraries(new ObjectMapper().readTree(BOM.toFile()));
        assumeTrue(
                libraries.stream().noneMatch(library -> library.id().endsWith("onnxruntime_gpu")),
                "the GPU build carries CUDA under a license of NVIDIA's; NOTICE is about the standard build");
        return libraries;
    }

    private static List<String> refused(List<Library> libraries) {
        return libraries.stream()
                .filter(library -> library.licenses().stream().noneMatch(ACCEPTED::contains))
                .map(library -> library.id() + " " + library.version() + ": " + library.licensesInWords())
                .toList();
    }

    /** Each once, whatever number of its files ship. Our own are left out. */
    private static List<Library> libraries(JsonNode bom) {
        return StreamSupport.stream(bom.path("components").spliterator(), false)
                .filter(component -> !component.path("group").asText().equals("dev.sightline"))
                .map(component -> new Library(
                        component.path("group").asText() + ":"
                                + component.path("name").asText(),
                        component.path("version").asText(),
                        licenses(component.path("licenses"))))
                .distinct()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    private static List<String> licenses(JsonNode licenses) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : licenses) {
            if (each.has("expression")) {
                names.addAll(List.of(each.path("expression").asText().split(" OR ", -1)));
            } else {
                JsonNode license = each.path("license");
                names.add(license.path("id").asText(license.path("name").asText()));
            }
        }
        return List.copyOf(new TreeSet<>(names));
    }

    private static String notice(List<Library> libraries) {
        StringBuilder text = new StringBuilder("""
                Sightline
                Copyright the Sightline authors

                This product includes the libraries below, each under the license named beside it; where there are several, we
                use it under one that LicensesIT in infra/app accepts. Libraries of org.bytedeco carry native code with licenses
                of its own: FFmpeg (LGPL-3.0-or-later, the build without GPL parts), OpenCV (Apache-2.0), OpenBLAS (BSD-3-Clause)
                and LibTorch (BSD-3-Clause). Model weights that are fetched on first use are listed, with license and source, in
                the cards of infra/models.

                Made from infra/app/target/bom.json by LicensesIT; not edited by hand.

                """);
        for (Library library : libraries) {
            text.append(library.id())
                    .append(' ')
                    .append(library.version())
                    .append(": ")
                    .append(library.licensesInWords())
                    .append('\n');
        }
        return text.toString();
    }
}

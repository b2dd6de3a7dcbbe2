package dev.sightline.matcher.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.sightline.contracts.schema.PresentSchema;
import dev.sightline.contracts.schema.SchemaBreaks;
import dev.sightline.matcher.v1.CameraTrackerState;
import dev.sightline.matcher.v1.IdentityState;
import dev.sightline.matcher.v1.SiteInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The matcher's changelogs and its repartition topic outlive the program that wrote them, so its own messages only ever
 * grow, as those of the topics do. {@code src/main/schema/released.binpb} is the schema of the last release;
 * {@code -Dsightline.schema.release=true} lets this test write the present one there.
 */
class StateSchemaCompatibilityTest {
    private static final Path RELEASED = Path.of("src/main/schema/released.binpb");
    private static final Path PROTOS = Path.of("src/main/protobuf");

    @Test
    void shouldRestoreEverythingThatTheLastReleaseStored() throws IOException {
        FileDescriptorSet present = present();
        if (Boolean.getBoolean("sightline.schema.release")) {
            Files.createDirectories(RELEASED.getParent());
            Files.write(RELEASED, present.toByteArray());
        }

        assertThat(RELEASED)
                .as("the released schema; write it with -Dsightline.schema.release=true (matcher/README.md)")
                .exists();
        assertThat(SchemaBreaks.between(FileDescriptorSet.parseFrom(Files.readAllBytes(RELEASED)), present))
                .as("changes that stored state cannot survive: undo them and add new fields instead")
                .isEmpty();
    }

    @Test
    void shouldCoverEveryProtoFile() throws IOException {
        try (Stream<Path> files = Files.walk(PROTOS)) {
            assertThat(present().getFileList().stream().map(FileDescriptorProto::getName))
                    .containsAll(files.filter(f -> f.toString().endsWith(".proto"))
                            .map(f -> PROTOS.relativize(f).toString().replace('\\', '/'))
                            .toList());
        }
    }

    private static FileDescriptorSet present() {
        return PresentSchema.of(List.of(
                SiteInput.getDescriptor().getFile(),
                CameraTrackerState.getDescriptor().getFile(),
                IdentityState.getDescriptor().getFile()));
    }
}

package dev.sightline.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records outlive the program that wrote them, so messages only ever grow. {@code src/main/schema/released.binpb} is
 * the schema of the last release; {@code -Dsightline.schema.release=true} lets this test write the present one there.
 */
class SchemaCompatibilityTest {
    private static final Path RELEASED = Path.of("src/main/schema/released.binpb");
    private static final Path PROTOS = Path.of("src/main/protobuf");

    @Test
    void shouldReadEverythingThatTheLastReleaseWrote() throws IOException {
        FileDescriptorSet present = PresentSchema.ofTopics();
        if (Boolean.getBoolean("sightline.schema.release")) {
            Files.createDirectories(RELEASED.getParent());
            Files.write(RELEASED, present.toByteArray());
        }

        assertThat(RELEASED)
                .as("the released schema; write it with -Dsightline.schema.release=true (infra/contracts/README.md)")
                .exists();
        assertThat(SchemaBreaks.between(FileDescriptorSet.parseFrom(Files.readAllBytes(RELEASED)), present))
                .as("changes that records already written cannot survive: undo them and add new fields instead")
                .isEmpty();
    }

    @Test
    void shouldCoverEveryProtoFile() throws IOException {
        try (Stream<Path> files = Files.walk(PROTOS)) {
            assertThat(PresentSchema.ofTopics().getFileList().stream().map(FileDescriptorProto::getName))
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(f -> f.toString().endsWith(".proto"))
                                    .map(f -> PROTOS.relativize(f).toString().replace('\\', '/'))
                                    .toList());
        }
    }
}

package dev.sightline.contracts.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTrackerState;
import dev.sightline.contracts.v1.TrackerFrame;
import java.util.Map;
import java.util.TreeMap;

/** The schema that is compiled in: every file that a topic's message, or the matcher's messages and state, need. */
final class PresentSchema {

    private PresentSchema() {}

    /** Files by name, without comments or positions, so equal schemas give equal bytes. */
    static FileDescriptorSet files() {
        Map<String, FileDescriptor> files = new TreeMap<>();
        add(TrackerFrame.getDescriptor().getFile(), files);
        add(CameraTrackerState.getDescriptor().getFile(), files);
        Topics.ALL.forEach(topic -> {
            Object empty = topic.value().deserializer().deserialize(topic.noun(), new byte[0]);
            if (empty instanceof Message message) {
                add(message.getDescriptorForType().getFile(), files);
            }
        });
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        files.values().forEach(file -> set.addFile(file.toProto()));
        return set.build();
    }

    private static void add(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (files.put(file.getName(), file) == null) {
            file.getDependencies().forEach(needed -> add(needed, files));
        }
    }
}

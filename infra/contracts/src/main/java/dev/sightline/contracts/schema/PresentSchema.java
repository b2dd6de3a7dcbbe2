package dev.sightline.contracts.schema;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.ShardQuestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schema that is compiled in, in the form in which a release keeps it. */
public final class PresentSchema {

    private PresentSchema() {}

    /** Every file that a topic's message needs, and that of instances which ask one another: two versions may do so. */
    public static FileDescriptorSet ofTopics() {
        List<FileDescriptor> files =
                new ArrayList<>(List.of(ShardQuestion.getDescriptor().getFile()));
        Topics.ALL.forEach(topic -> {
            Object empty = topic.value().deserializer().deserialize(topic.noun(), new byte[0]);
            if (empty instanceof Message message) {
                files.add(message.getDescriptorForType().getFile());
            }
        });
        return of(files);
    }

    /** These files and all that they import, by name, without comments or positions: equal schemas give equal bytes. */
    public static FileDescriptorSet of(Collection<FileDescriptor> files) {
        Map<String, FileDescriptor> all = new TreeMap<>();
        files.forEach(file -> add(file, all));
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        all.values().forEach(file -> set.addFile(file.toProto()));
        return set.build();
    }

    private static void add(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (files.put(file.getName(), file) == null) {
            file.getDependencies().forEach(needed -> add(needed, files));
        }
    }
}

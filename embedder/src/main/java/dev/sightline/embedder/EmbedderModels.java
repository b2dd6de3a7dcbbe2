package dev.sightline.embedder;

import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.detect.PersonDetector;
import dev.sightline.embedder.face.FaceFinder;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Provider;
import dev.sightline.embedder.serve.PackageOpener;
import dev.sightline.embedder.serve.TaskDescribers;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelPackage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The loaded models of an embedder. Descriptor models may change while it runs ({@link TaskDescribers}). Safe for several
 * threads; the owner closes it after everything that uses it.
 */
public final class EmbedderModels implements AutoCloseable {
    private final PersonDetector people;
    private final TaskDescribers bodies;
    private final @Nullable FaceModels faces;

    private EmbedderModels(PersonDetector people, TaskDescribers bodies, @Nullable FaceModels faces) {
        this.people = people;
        this.bodies = bodies;
        this.faces = faces;
    }

    /** {@link #load(Function, EmbedderPolicy)} from the catalog of this machine, fetching what is not here yet. */
    public static EmbedderModels load(ModelCatalog catalog, EmbedderPolicy policy) {
        return load(catalog::resolve, policy);
    }

    /**
     * Loads the models that a policy names.
     *
     * @param resolve from a model id or path to its package, such as the catalog's
     * @throws dev.sightline.embedder.network.NetworkFailure when a network cannot be loaded
     */
    public static EmbedderModels load(Function<String, ModelPackage> resolve, EmbedderPolicy policy) {
        NetworkSettings settings = policy.inference().network();
        return load(PersonDetector.open(resolve.apply(policy.models().personDetector()), settings), resolve, policy);
    }

    /** {@link #load(Function, EmbedderPolicy)} with a person detector made elsewhere, which is owned from here on. */
    public static EmbedderModels load(
            PersonDetector people, Function<String, ModelPackage> resolve, EmbedderPolicy policy) {
        // OpenCV's own threads would fight with the stages for the same cores.
        org.bytedeco.opencv.global.opencv_core.setNumThreads(1);
        NetworkSettings settings = policy.inference().network();
        TaskDescribers bodies = describers(resolve.apply(policy.models().personDescriptor()), resolve, settings);
        EmbedderPolicy.Faces named = policy.models().faces();
        return new EmbedderModels(people, bodies, named == null ? null : FaceModels.load(resolve, named, settings));
    }

    private static TaskDescribers describers(
            ModelPackage configured, Function<String, ModelPackage> resolve, NetworkSettings settings) {
        String task = configured.manifest().task().label();
        return new TaskDescribers(
                task,
                configured.reference(),
                Describer.open(configured, settings),
                new PackageOpener(task, configured, resolve, settings),
                System::nanoTime);
    }

    /** Finds people. */
    public PersonDetector people() {
        return people;
    }

    /** Describe people. */
    public TaskDescribers bodies() {
        return bodies;
    }

    /** Finds and describes faces, unless faces are left alone. */
    public Optional<FaceModels> faces() {
        return Optional.ofNullable(faces);
    }

    /** The describers of every task, which follow the models topic. */
    public List<TaskDescribers> describers() {
        return Stream.concat(Stream.of(bodies), faces().stream().map(FaceModels::describers))
                .toList();
    }

    /** The networks in use by their part: person-detector, person-descriptor, face-detector and so on. */
    public Map<String, Network> networks() {
        Stream<Map.Entry<String, Optional<Network>>> own = Stream.of(
                Map.entry("person-detector", people.network()), Map.entry("person-descriptor", bodies.network()));
        Stream<Map.Entry<String, Optional<Network>>> all = faces == null ? own : Stream.concat(own, faces.networks());
        return all.filter(e -> e.getValue().isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().orElseThrow()));
    }

    /** How often each configured provider was passed over. */
    public Map<Provider, Long> providerFallbacks() {
        return networks().values().stream()
                .map(Network::fallbacks)
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(p -> p, Collectors.counting()));
    }

    @Override
    public void close() {
        try (PersonDetector first = people;
                TaskDescribers second = bodies) {
            if (faces != null) {
                faces.close();
            }
        }
    }

    /**
     * What faces take.
     *
     * @param finder finds and locates them
     * @param describers describe aligned faces
     */
    public record FaceModels(FaceFinder finder, TaskDescribers describers) implements AutoCloseable {

        static FaceModels load(
                Function<String, ModelPackage> resolve, EmbedderPolicy.Faces named, NetworkSettings settings) {
            String landmarks = named.landmarks();
            return new FaceModels(
                    FaceFinder.open(
                            resolve.apply(named.detector()),
                            landmarks == null ? null : resolve.apply(landmarks),
                            settings),
                    EmbedderModels.describers(resolve.apply(named.descriptor()), resolve, settings));
        }

        private Stream<Map.Entry<String, Optional<Network>>> networks() {
            List<Network> own = finder.networks().toList();
            return Stream.of(
                    Map.entry("face-detector", Optional.of(own.get(0))),
                    Map.entry("face-landmarks", own.stream().skip(1).findFirst()),
                    Map.entry("face-descriptor", describers.network()));
        }

        @Override
        public void close() {
            try (FaceFinder first = finder;
                    TaskDescribers second = describers) {
                // Both are closed, in reverse order.
            }
        }
    }
}

package dev.sightline.models.catalog;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The default packages, which lie on the class path beside Sightline's own classes. */
final class BundledModels {
    /**
     * The packages, each a folder of {@code infra/models}, and what their manifests are: a manifest that was changed on
     * the way to this machine, or by mistake, is refused.
     */
    private static final List<Bundled> ALL = List.of(
            new Bundled(
                    "face-faceplugin-descriptor", "6cd64f337809c6dc1753a45255097cc60cf1035ffc25faca4081d3bd378f192c"),
            new Bundled("face-faceplugin-detect", "8c0bd257bd1279c7716a6592d1cc78b4938889d1d507c23c3ece1b786bc2bfa1"),
            new Bundled(
                    "face-faceplugin-landmarks", "0df9f594e4fd5f975d3d632dfa1759adecedadfb78dd843550a24effffc78f99"),
            new Bundled("person-centernet", "e1adae2ad0405f0987e6f2cc58849e85b07836813e8cf8509b741349463152af"),
            new Bundled("person-colour-strip", "d3188d564ad6692e8e876acef81d28b286faedbb6b5c3a83b0b20378813ddbf6"),
            new Bundled("person-sightline", "0e6847bc0c8104800f7ec32a56607f19c5aa4714cb794bc1dd434f21e2c03063"),
            new Bundled("person-words", "1cb2d390c5bcfc70344dbddcca4b67330192545f7e870b124f4288569b984ed5"),
            new Bundled("whole-frame", "c3eb0b4533fb63951f50d666930420b35de085b5433cc8acdcc6019759e22b96"));

    /** In the order of the alphabet. */
    static final List<String> IDS = ALL.stream().map(Bundled::id).toList();

    private static final String ROOT = "/dev/sightline/models/";

    private BundledModels() {}

    static List<FoundModel> find() {
        return ALL.stream().map(BundledModels::read).toList();
    }

    /** Copies the network that came with the classes to {@code target}; false when only the manifest came. */
    static boolean copyNetwork(ModelManifest manifest, Path target) throws IOException {
        try (InputStream in = open(manifest.id() + "/" + manifest.file())) {
            if (in == null) {
                return false;
            }
            Files.copy(in, target);
            return true;
        }
    }

    /** A file beside the manifest; empty when there is none. */
    static Optional<byte[]> beside(String id, String file) {
        try (InputStream in = open(id + "/" + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new ModelException(ROOT + id + "/" + file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static FoundModel read(Bundled bundled) {
        String resource = bundled.id() + "/" + ManifestJson.FILE;
        byte[] manifest = bytes(resource);
        bundled.require(manifest);
        return new FoundModel(
                ManifestJson.read(manifest, ROOT + resource, beside -> bytes(bundled.id() + "/" + beside)),
                Optional.empty());
    }

    private static byte[] bytes(String resource) {
        int slash = resource.indexOf('/');
        return beside(resource.substring(0, slash), resource.substring(slash + 1))
                .orElseThrow(() -> new IllegalStateException("the class path has no " + ROOT + resource));
    }

    /**
     * A package that comes with Sightline.
     *
     * @param sha256 of its manifest, which pins everything else in it
     */
    record Bundled(String id, String sha256) {
        /** @throws ModelException when this is not the manifest that was built in */
        void require(byte[] manifest) {
            String found = Checksum.of(manifest);
            if (!found.equals(sha256)) {
                throw new ModelException(ROOT + id + "/" + ManifestJson.FILE + ": has SHA-256 " + found
                        + ", but this version came with " + sha256 + ": the installation was changed; install it again,"
                        + " or give a changed package an id of its own in a model folder (for a change of Sightline"
                        + " itself: put the new SHA-256 into BundledModels)");
            }
        }
    }

    private static @Nullable InputStream open(String resource) {
        return BundledModels.class.getResourceAsStream(ROOT + resource);
    }
}

package dev.sightline.models.fetch;

import dev.sightline.models.manifest.ModelException;
import java.nio.file.Path;

/** Where package tarballs come from; {@link NpmTarballs} in the product, prepared files in tests. */
@FunctionalInterface
public interface TarballSource {
    /**
     * Downloads a package.
     *
     * @param npmPackage name and exact version
     * @param folder an empty folder to put it in
     * @return the {@code .tgz}
     * @throws ModelException when it cannot be had; the message says what to do
     */
    Path download(String npmPackage, Path folder);
}

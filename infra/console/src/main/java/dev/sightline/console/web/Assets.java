package dev.sightline.console.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/** Style sheets and scripts: these files and no others, so that no path leads anywhere else. */
final class Assets {
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");
    private static final String[] FILES = {
        "console.css",
        "live.js",
        "page.js",
        "keys.js",
        "alerts.js",
        "cameras.js",
        "labels.js",
        "rules.js",
        "models.js",
        "search.js",
        "icon.svg"
    };

    private final Map<String, Asset> files = new LinkedHashMap<>();

    private record Asset(String type, byte[] content, String tag) {}

    Assets() {
        for (String file : FILES) {
            byte[] content = read(file);
            CRC32 sum = new CRC32();
            sum.update(content);
            String tag = "\"" + HexFormat.of().toHexDigits(sum.getValue()) + "\"";
            String extension = file.substring(file.lastIndexOf('.') + 1);
            files.put(file, new Asset(Objects.requireNonNull(TYPES.get(extension)), content, tag));
        }
    }

    void serve(RoutesConfig routes) {
        files.forEach((name, asset) -> routes.get("/assets/" + name, web -> send(asset, web)));
    }

    private static void send(Asset asset, Context web) {
        web.header("Cache-Control", "no-cache").header("ETag", asset.tag);
        if (asset.tag.equals(web.header("If-None-Match"))) {
            web.status(304);
        } else {
            web.contentType(asset.type + "; charset=utf-8").result(asset.content);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in =
                Objects.requireNonNull(Assets.class.getResourceAsStream("/console/" + file), "asset " + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("assets are part of this build", e);
        }
    }
}

package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import dev.sightline.platform.settings.OneOf;
import dev.sightline.platform.settings.PassThrough;
import java.util.Map;
import java.util.Optional;

/** Single sign-on through a proxy in front. */
@Describe("Single sign-on through a proxy in front.")
public interface ProxySettings {
    @Describe(
            "Header in which a proxy in front says who is logged in, such as X-Forwarded-User; empty: no single sign-on")
    Optional<String> userHeader();

    @Describe("Header in which it says in which groups they are, with commas between, such as X-Forwarded-Groups")
    Optional<String> groupsHeader();

    @PassThrough
    @Describe("By group: its role: viewer, operator, supervisor or engineer; the highest one counts")
    Map<String, String> roles();

    @Describe("Role of people in none of these groups, or without groups of those who come first; empty: not let in")
    @OneOf({"viewer", "operator", "supervisor", "engineer"})
    Optional<String> role();

    @FilePath
    @Describe("File with the secret that the proxy sends as X-Sightline-Proxy-Secret; needed with user-header")
    Optional<String> secretFile();
}

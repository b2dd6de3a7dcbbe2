package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;

/** Pages before their scripts are there, or without them: no form leaves the page with what was typed. */
final class WithoutScripts {
    private static final String SCRIPTS = "**/assets/*.js";
    private static final String LOOSE = """
            () => [
              ...[...document.querySelectorAll('main button')].filter(button => !button.disabled && !button.form?.hasAttribute('action')),
              ...[...document.forms].filter(form => !form.hasAttribute('action') && ![...form.elements].some(e => e.type === 'submit')),
            ].map(loose => loose.outerHTML)
            """;

    private final Browser browser;
    private final String console;
    private final String session;

    /** @param in logged in */
    WithoutScripts(BrowserContext in, String console) {
        this.browser = in.browser();
        this.console = console;
        this.session = in.storageState();
    }

    /** What can be pressed on pages whose scripts are blocked, and goes nowhere. */
    List<String> loose(List<String> paths) {
        List<String> found = new ArrayList<>();
        int off = 0;
        try (BrowserContext context = context(true)) {
            Page page = context.newPage();
            page.route(SCRIPTS, Route::abort);
            for (String path : paths) {
                page.navigate(console + path);
                for (Object each : (List<?>) page.evaluate(LOOSE)) {
                    found.add(page.url() + " " + each);
                }
                off += page.locator("button[data-script]:disabled").count();
            }
        }
        assertThat(off).as("buttons that wait for a script").isGreaterThan(20);
        return found;
    }

    /** What was typed while the script was on its way is there when it has come, and is sent by it. */
    void typeBeforeTheScriptIsHere(String person) {
        try (BrowserContext context = context(true)) {
            Page page = context.newPage();
            List<Route> held = new ArrayList<>();
            page.route(SCRIPTS, held::add);
            page.navigate(console + "people/" + person, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            page.waitForSelector("[name=name]");
            String before = page.url();
            page.fill("[name=name]", "Ada Lovelace");
            page.press("[name=name]", "Enter");
            assertThat(page.locator("form[data-write=PUT] button").isDisabled()).isTrue();
            assertThat(page.url()).isEqualTo(before);

            page.unroute(SCRIPTS);
            held.forEach(Route::resume);
            page.click("form[data-write=PUT] button");
            page.waitForSelector("h1:has-text('Ada Lovelace')");
            assertThat(page.url()).isEqualTo(before);
        }
    }

    /** A browser that runs no scripts says why the buttons are off. */
    void sayWhy() {
        try (BrowserContext context = context(false)) {
            Page page = context.newPage();
            page.navigate(console + "users");
            assertThat(page.textContent("noscript")).contains("Turn JavaScript on");
        }
    }

    private BrowserContext context(boolean scripts) {
        return browser.newContext(
                new Browser.NewContextOptions().setStorageState(session).setJavaScriptEnabled(scripts));
    }
}

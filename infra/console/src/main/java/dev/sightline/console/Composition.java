package dev.sightline.console;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Callers;
import dev.sightline.console.access.FirstSteps;
import dev.sightline.console.access.Hosts;
import dev.sightline.console.access.LogIns;
import dev.sightline.console.access.Streams;
import dev.sightline.console.api.AlertDismissals;
import dev.sightline.console.api.AlertSnoozes;
import dev.sightline.console.api.Alerts;
import dev.sightline.console.api.Api;
import dev.sightline.console.api.AuditDesk;
import dev.sightline.console.api.CameraDesk;
import dev.sightline.console.api.Cameras;
import dev.sightline.console.api.Corrections;
import dev.sightline.console.api.Erasures;
import dev.sightline.console.api.Identities;
import dev.sightline.console.api.Labels;
import dev.sightline.console.api.Models;
import dev.sightline.console.api.Repositories;
import dev.sightline.console.api.RuleDesk;
import dev.sightline.console.api.SearchDesk;
import dev.sightline.console.api.Sightings;
import dev.sightline.console.api.SubjectAccess;
import dev.sightline.console.api.SystemDesk;
import dev.sightline.console.api.Tokens;
import dev.sightline.console.api.Topology;
import dev.sightline.console.api.Users;
import dev.sightline.console.api.Watchlist;
import dev.sightline.console.api.WebhookDesk;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.console.live.LiveHub;
import dev.sightline.console.live.LiveView;
import dev.sightline.console.live.RuleBoard;
import dev.sightline.console.page.Pages;
import dev.sightline.console.page.Surroundings;
import dev.sightline.console.web.ConsoleServer;
import dev.sightline.console.web.ProxyEntrance;
import dev.sightline.console.web.RequestGuard;
import dev.sightline.console.webhook.Deliveries;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ErasureTable;
import dev.sightline.store.request.GivenAnswers;
import dev.sightline.store.webhook.WebhookOutbox;
import dev.sightline.store.webhook.Webhooks;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Puts the console together; no Kafka, so that it can be tested without. */
final class Composition {
    private final Database database;
    private final Repositories data;
    private final ConsolePolicy policy;
    private final InstantSource clock;
    private final LiveHub hub;
    private final CameraBoard cameras = new CameraBoard();
    private final RuleBoard rules = new RuleBoard();
    private final AccountRepository accounts;
    private final CredentialRepository credentials;
    private final AuditLog log;
    private final AuditTrail audit;
    private final Streams streams;

    Composition(Database database, CropStore crops, ConsolePolicy policy, InstantSource clock) {
        this.database = database;
        this.data = new Repositories(database, crops);
        this.policy = policy;
        this.clock = clock;
        this.hub = new LiveHub(new LiveView(clock));
        this.accounts = new AccountRepository(database);
        this.credentials = new CredentialRepository(database);
        this.log = new AuditLog(database, clock);
        this.audit = new AuditTrail(log, clock);
        this.streams = new Streams(policy.access());
    }

    LiveHub hub() {
        return hub;
    }

    CameraBoard cameras() {
        return cameras;
    }

    RuleBoard rules() {
        return rules;
    }

    FirstSteps links() {
        return new FirstSteps(accounts, credentials, policy.access().linkLife(), clock);
    }

    /** Sends alerts to other programs. */
    Deliveries deliveries() {
        return new Deliveries(new WebhookOutbox(database), policy.webhooks(), clock, RandomGenerator.getDefault());
    }

    /** @param said takes statements to the feedback topic */
    Api api(Outside outside, Consumer<List<Feedback>> said) {
        Sightings sightings = new Sightings(data, audit);
        Identities identities = new Identities(data, sightings, hub, audit, clock);
        AlertSnoozes snoozes = new AlertSnoozes(data, cameras, identities, audit, clock);
        Alerts alerts = new Alerts(data, identities, snoozes, audit, clock);
        return new Api(
                new Cameras(cameras, hub, snoozes, audit),
                new CameraDesk(cameras, hub, outside.cameras(), audit),
                identities,
                sightings,
                new SearchDesk(data, outside.searching(), audit, clock),
                new Corrections(data, identities, said, audit, clock),
                new Labels(data, sightings, said, audit, clock),
                alerts,
                snoozes,
                new AlertDismissals(data, alerts, said, audit, clock),
                new RuleDesk(data, rules, cameras, outside.rules(), audit),
                new WebhookDesk(new Webhooks(database), new WebhookOutbox(database), policy.webhooks(), audit, clock),
                new Watchlist(data, outside.enrolling(), audit, clock),
                new Models(data, outside.rollouts(), audit),
                new Topology(outside.ways()),
                new Users(accounts, links(), audit, clock),
                new Tokens(accounts, credentials, audit, clock),
                new AuditDesk(log, audit),
                new Erasures(new ErasureTable(database), identities, outside.erasing(), audit, clock),
                new SubjectAccess(data, identities, audit, clock),
                new SystemDesk(data, cameras, streams, policy.disk(), clock));
    }

    ConsoleServer serve(Outside outside, Consumer<List<Feedback>> said) {
        Callers callers = new Callers(accounts, credentials, policy.access(), clock);
        LogIns logIns = new LogIns(accounts, credentials, audit, policy.access(), clock);
        RequestGuard guard = new RequestGuard(
                Hosts.of(policy.host(), policy.names()),
                callers,
                audit,
                policy.access(),
                policy.proxy().map(proxy -> new ProxyEntrance(proxy, logIns)));
        Api api = api(outside, said);
        ConsoleServer.Parts parts = new ConsoleServer.Parts(
                guard,
                api,
                new Pages(api, logIns, guard, new Surroundings(policy.zone(), policy.disk())),
                hub,
                streams,
                new GivenAnswers(database),
                clock);
        return new ConsoleServer(parts, policy.host(), policy.port());
    }
}

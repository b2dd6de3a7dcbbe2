package dev.sightline.platform.broker;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Sightline may do everything; applications that only read may read the public topics, with consumer groups named
 * {@code app-…}, and nothing else: no picture topic, no log-in of a camera, no group of ours, no write. What they may is the
 * same in every folder, so it stands here and not in lists in the metadata log, which somebody could change. Kafka makes it.
 */
public final class ReaderAuthorizer extends StandardAuthorizer {
    private static final KafkaPrincipal READER = new KafkaPrincipal(KafkaPrincipal.USER_TYPE, BrokerPassword.READER);
    private static final Pattern PUBLIC =
            Pattern.compile(".+\\.(alerts|identity-events|sightings|tracks|camera-status)\\.v\\d+");
    private static final String GROUP = "app-";

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        return isReader(context)
                ? actions.stream().map(ReaderAuthorizer::answer).toList()
                : super.authorize(context, actions);
    }

    private static boolean isReader(AuthorizableRequestContext context) {
        return context.principal().equals(READER);
    }

    private static AuthorizationResult answer(Action action) {
        return mayRead(action.resourcePattern(), action.operation())
                ? AuthorizationResult.ALLOWED
                : AuthorizationResult.DENIED;
    }

    static boolean mayRead(ResourcePattern what, AclOperation operation) {
        boolean reads = operation == AclOperation.READ || operation == AclOperation.DESCRIBE;
        boolean open = what.resourceType() == ResourceType.TOPIC
                ? PUBLIC.matcher(what.name()).matches()
                : what.resourceType() == ResourceType.GROUP && what.name().startsWith(GROUP);
        return reads && open && what.patternType() == PatternType.LITERAL;
    }
}

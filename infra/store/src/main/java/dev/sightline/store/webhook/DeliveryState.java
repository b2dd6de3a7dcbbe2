package dev.sightline.store.webhook;

/** How far an alert is on its way to an endpoint. */
public enum DeliveryState {
    WAITING,
    DELIVERED,
    /** Given up; waits again when somebody asks for it. */
    DEAD
}

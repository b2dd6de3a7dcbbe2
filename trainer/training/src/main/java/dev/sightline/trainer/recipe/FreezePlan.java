package dev.sightline.trainer.recipe;

/**
 * Nodes that are held still.
 *
 * @param nodes regular expression found in the names of nodes; empty: nothing
 * @param epochs for how many epochs from the start; 0: for all
 * @param start whether all that the start model brought is held still for as long, whatever {@code nodes} says
 */
public record FreezePlan(String nodes, int epochs, boolean start) {
    public FreezePlan {
        AllowedValues.range("freeze.epochs", epochs, 0, 10_000);
        AllowedValues.pattern("freeze.nodes", nodes);
    }
}

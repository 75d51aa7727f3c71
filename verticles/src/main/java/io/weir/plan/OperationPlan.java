package io.weir.plan;

import graphql.language.OperationDefinition.Operation;
import java.util.List;

/**
 * What an operation does: its root fields in the order of the selection. Immutable; two plans are equal only when they
 * are the same object.
 */
public final class OperationPlan {

    private final Operation kind;
    private final String rootType;
    private final List<RootStep> steps;
    private volatile int sizeHint = 256;

    OperationPlan(Operation kind, String rootType, List<RootStep> steps) {
        this.kind = kind;
        this.rootType = rootType;
        this.steps = List.copyOf(steps);
    }

    /** Query, mutation or subscription. */
    public Operation kind() {
        return kind;
    }

    /** The name of the type it starts from. */
    public String rootType() {
        return rootType;
    }

    /** Its root fields, in the order of the selection. */
    public List<RootStep> steps() {
        return steps;
    }

    /** How large a response of this plan was lately, in bytes. */
    public int sizeHint() {
        return sizeHint;
    }

    /** Remembers how large a response was. */
    public void sizeHint(int bytes) {
        if (bytes > sizeHint || bytes < sizeHint / 2) {
            sizeHint = bytes + bytes / 8;
        }
    }
}

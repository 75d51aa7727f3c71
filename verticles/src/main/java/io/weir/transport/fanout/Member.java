package io.weir.transport.fanout;

import io.weir.bus.GroupResult;
import io.weir.bus.LeaveTrigger;

/** One subscription to one topic, as the group that it is a member of knows it. Belongs to one event loop. */
abstract class Member extends Roster.Member {

    static final long NO_GROUP = LeaveTrigger.WHATEVER_GROUP;

    /** The group whose results are for it. */
    long groupId = NO_GROUP;
    /** The sequence of the group's first result that is for it. */
    long from;

    /** What its subscriber is promised. */
    abstract Delivery delivery();

    /**
     * One response of the group.
     *
     * @param payload the response, shared by all members
     * @return whether the subscriber has it
     */
    abstract boolean onNext(GroupResult result, SharedPayload payload);

    /**
     * The place of the group has moved on.
     *
     * @param payload shared by all members, for what they make of it
     */
    abstract void onPosition(GroupResult result, SharedPayload payload);

    /**
     * The group is no more, and the member no member.
     *
     * @param spreadMillis over how long the members' new joins should be spread
     */
    abstract void onBehind(GroupResult result, long spreadMillis);

    /**
     * The trigger's node is gone; the member is no member.
     *
     * @param spreadMillis over how long the members' new joins should be spread
     */
    abstract void onTriggerGone(long spreadMillis);

    /**
     * The trigger's node will soon be gone; the member still is one.
     *
     * @param spreadMillis over how long the members' new joins should be spread
     */
    abstract void onTriggerDrains(long spreadMillis);

    /** The group ended as it should. */
    abstract void onComplete();
}

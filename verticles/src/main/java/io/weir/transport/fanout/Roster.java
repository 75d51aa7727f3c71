package io.weir.transport.fanout;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Members that come and go at the cost of one array slot each, in no particular order: ten thousand may leave at once
 * without a search among ten thousand. May be walked while members come (they are not visited) and leave. Belongs to
 * one event loop.
 *
 * @param <M> what is on it; a member is on one roster at most
 */
public final class Roster<M extends Roster.Member> {

    private static final int SMALLEST = 2;

    private @Nullable Member[] members = new Member[SMALLEST];
    /** Slots in use; some of them are gaps while a walk is under way. */
    private int used;

    private int gaps;
    private int walks;

    /** How many members there are. */
    public int size() {
        return used - gaps;
    }

    /** Adds a member that is on no roster. */
    public void add(M member) {
        if (member.place != Member.NOWHERE) {
            throw new IllegalStateException("already on a roster");
        }
        if (used == members.length) {
            members = Arrays.copyOf(members, used * 2);
        }
        place(member, used++);
    }

    /**
     * Removes a member of this roster.
     *
     * @return whether it was on it
     */
    public boolean remove(M member) {
        int place = member.place;
        if (place == Member.NOWHERE) {
            return false;
        }
        member.place = Member.NOWHERE;
        members[place] = null;
        gaps++;
        if (walks == 0) {
            fill(place);
        }
        return true;
    }

    /** Visits every member that is on the roster now and has not left when its turn comes. */
    @SuppressWarnings("unchecked") // only add() fills the array
    public void forEach(Consumer<? super M> visitor) {
        walks++;
        try {
            int end = used;
            for (int i = 0; i < end; i++) {
                Member member = members[i];
                if (member != null) {
                    visitor.accept((M) member);
                }
            }
        } finally {
            walks--;
            if (walks == 0 && gaps > 0) {
                close();
            }
        }
    }

    /** Moves the last member into a gap. */
    private void fill(int gap) {
        Member last = members[--used];
        members[used] = null;
        gaps--;
        if (last != null) {
            place(last, gap);
        }
        if (used < members.length / 4 && members.length > SMALLEST) {
            members = Arrays.copyOf(members, members.length / 2);
        }
    }

    /** Closes all gaps that a walk left. */
    private void close() {
        int to = 0;
        for (int from = 0; from < used; from++) {
            Member member = members[from];
            if (member != null) {
                place(member, to++);
            }
        }
        members = Arrays.copyOf(members, Math.max(SMALLEST, to));
        used = to;
        gaps = 0;
    }

    private void place(Member member, int place) {
        members[place] = member;
        member.place = place;
    }

    /** What may be on a roster: it remembers its place. */
    public abstract static class Member {

        static final int NOWHERE = -1;

        int place = NOWHERE;

        /** For subclasses; on no roster yet. */
        protected Member() {}

        /** Whether it is on a roster. */
        final boolean enrolled() {
            return place != NOWHERE;
        }
    }
}

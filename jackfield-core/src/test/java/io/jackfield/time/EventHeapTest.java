package io.jackfield.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

class EventHeapTest {
    private static final class Numbered extends Event {
        final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        public void occur(long nowNanos) {}
    }

    @Test
    void pollsInOrderOfTimeThenOfScheduling() {
        EventHeap heap = new EventHeap();
        Numbered late = new Numbered(0);
        Numbered first = new Numbered(1);
        Numbered second = new Numbered(2);
        heap.schedule(late, 20);
        heap.schedule(first, 10);
        heap.schedule(second, 10);
        assertThat(heap.nextDueNanos()).isEqualTo(10);
        assertThat(heap.poll()).isSameAs(first);
        assertThat(heap.poll()).isSameAs(second);
        assertThat(heap.poll()).isSameAs(late);
        assertThat(heap.poll()).isNull();
        assertThat(heap.nextDueNanos()).isEqualTo(Deadline.NEVER);
        assertThat(late.isScheduled()).isFalse();
    }

    /** One scheduled event of the model. */
    private record Entry(Numbered event, long due, long order) {}

    @Test
    void behavesAsASortedListDoes() {
        Forall.seeds(300, EventHeapTest::comparesWithAList);
    }

    private static void comparesWithAList(Draws draws) {
        EventHeap heap = new EventHeap();
        List<Numbered> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(new Numbered(i));
        }
        List<Entry> model = new ArrayList<>();
        long order = 0;
        for (int step = 0; step < 1_000; step++) {
            Numbered chosen = events.get(draws.below(events.size()));
            int action = draws.below(10);
            if (action < 6) {
                long due = draws.below(50);
                if (!chosen.isScheduled() || chosen.dueNanos() != due) {
                    model.removeIf(entry -> entry.event == chosen);
                    model.add(new Entry(chosen, due, order++));
                }
                heap.schedule(chosen, due);
                assertThat(chosen.dueNanos()).isEqualTo(due);
            } else if (action < 8) {
                heap.remove(chosen);
                model.removeIf(entry -> entry.event == chosen);
            } else {
                Optional<Entry> first = first(model);
                first.ifPresent(model::remove);
                assertThat(heap.poll()).isSameAs(first.map(Entry::event).orElse(null));
            }
            assertThat(heap.size()).isEqualTo(model.size());
            assertThat(heap.peek()).isSameAs(first(model).map(Entry::event).orElse(null));
        }
    }

    private static Optional<Entry> first(List<Entry> model) {
        return model.stream()
                .min(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::order));
    }
}

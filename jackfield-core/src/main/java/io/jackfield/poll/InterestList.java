package io.jackfield.poll;

import io.jackfield.file.OpenFile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The registrations of an epoll instance by (descriptor, description) (LINUX.md 34). */
final class InterestList {
    private @Nullable EpollItem[] buckets = new @Nullable EpollItem[8];
    private int size;

    @Nullable EpollItem find(int fd, OpenFile file) {
        EpollItem item = buckets[fd & buckets.length - 1];
        while (item != null && !(item.fd == fd && item.file() == file)) {
            item = item.nextInBucket;
        }
        return item;
    }

    void add(EpollItem item) {
        if (size == buckets.length) {
            grow();
        }
        link(item);
        size++;
    }

    void remove(EpollItem item) {
        int bucket = item.fd & buckets.length - 1;
        EpollItem before = null;
        EpollItem at = buckets[bucket];
        while (at != null && at != item) {
            before = at;
            at = at.nextInBucket;
        }
        assert at != null : "a registration is removed once";
        if (before == null) {
            buckets[bucket] = item.nextInBucket;
        } else {
            before.nextInBucket = item.nextInBucket;
        }
        item.nextInBucket = null;
        size--;
    }

    int size() {
        return size;
    }

    /** All registrations, in the order of the buckets, which is that of the descriptors. */
    List<EpollItem> all() {
        List<EpollItem> all = new ArrayList<>(size);
        for (EpollItem first : buckets) {
            for (EpollItem item = first; item != null; item = item.nextInBucket) {
                all.add(item);
            }
        }
        return all;
    }

    private void grow() {
        @Nullable EpollItem[] old = buckets;
        buckets = new @Nullable EpollItem[old.length * 2];
        for (EpollItem first : old) {
            EpollItem item = first;
            while (item != null) {
                EpollItem next = item.nextInBucket;
                link(item);
                item = next;
            }
        }
    }

    private void link(EpollItem item) {
        int bucket = item.fd & buckets.length - 1;
        item.nextInBucket = buckets[bucket];
        buckets[bucket] = item;
    }
}

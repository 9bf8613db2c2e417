package io.jackfield.cli.check;

import io.jackfield.address.Endpoint;
import io.jackfield.cli.check.Finding.Kind;
import io.jackfield.observe.Counter;
import io.jackfield.observe.SocketSnapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what of a run is a finding, by comparison with fair weather. */
final class Judge {
    /** Within this a program should do its work again, when all is well. */
    static final long RECOVERY = 2 * Times.MINUTE;

    private static final long IN_THE_END = Times.AFTERMATH - RECOVERY;
    private static final int RATE_SECONDS = 10;
    private static final double STORM = 10;
    private static final int MORE_SOCKETS = 5;
    private static final int MORE_THREADS = 20;
    private static final int MOST_SITES = 3;

    private final Subject subject;
    private final FairWeather fair;

    Judge(Subject subject, FairWeather fair) {
        this.subject = subject;
        this.fair = fair;
    }

    /** What fair weather was like; asked when it has been played. */
    static FairWeather fair(Scene scene, Surroundings around) {
        Map<String, Long> connected = new LinkedHashMap<>();
        for (Map.Entry<Endpoint, Long> each : scene.watch().connected().entrySet()) {
            for (Party party : around.parties()) {
                if (scene.host(party.name()).has(each.getKey().address()) && each.getValue() >= 0) {
                    connected.merge(party.name(), each.getValue(), Math::min);
                }
            }
        }
        Throwable thrown = scene.program().thrown();
        boolean isFair = around.parties().stream().allMatch(Party::answersWhereAsked);
        int served = (int) scene.visits().stream().filter(Visit::isServed).count();
        return new FairWeather(
                isFair,
                !scene.isEnded() && (isFair || served > 0),
                scene.isEnded() ? scene.program().status() : 0,
                thrown == null ? "" : thrown.toString(),
                scene.endedNanos(),
                connected,
                scene.watch().longWaits().stream()
                        .map(Wait::site)
                        .filter(site -> isFair || site.call() == Site.Call.WAIT)
                        .toList(),
                scene.watch().connectRate(0, RATE_SECONDS),
                scene.watch().said(scene.endedNanos() - IN_THE_END, scene.endedNanos()) > 0,
                scene.visits().size(),
                served);
    }

    List<Finding> findings(Case given, Scene scene) {
        List<Finding> found = new ArrayList<>(blocked(given, scene));
        ending(found, given, scene);
        visits(found, given, scene);
        sockets(found, given, scene);
        growth(found, given, scene);
        if (given.adversity() == Adversity.DNS_CHANGE) {
            name(found, given, scene);
        }
        return found;
    }

    private List<Finding> blocked(Case given, Scene scene) {
        Map<Site, List<Wait>> sites = new LinkedHashMap<>();
        for (Wait wait : scene.watch().longWaits()) {
            if (fair.sites().stream().noneMatch(wait.site()::isSame)) {
                Site known =
                        sites.keySet().stream()
                                .filter(wait.site()::isSame)
                                .findFirst()
                                .orElse(wait.site());
                sites.computeIfAbsent(known, _ -> new ArrayList<>()).add(wait);
            }
        }
        List<Finding> found = new ArrayList<>();
        sites.forEach((site, waits) -> found.add(blocked(given, scene, site, waits)));
        found.removeIf(each -> isAnotherOf(each, found));
        found.sort(
                Comparator.comparing(
                                (Finding each) ->
                                        each.site() == null || each.site().call() == Site.Call.WAIT)
                        .thenComparing(Comparator.comparingLong(Finding::nanos).reversed()));
        return found.subList(0, Math.min(MOST_SITES, found.size()));
    }

    /**
     * Whether a thread of a library waits in the same line of it as one that the program called.
     */
    private static boolean isAnotherOf(Finding finding, List<Finding> found) {
        Site site = finding.site();
        return site != null
                && found.stream()
                        .map(Finding::site)
                        .anyMatch(each -> each != null && each.through().equals(site.place()));
    }

    private Finding blocked(Case given, Scene scene, Site site, List<Wait> waits) {
        Wait longest = waits.stream().max(Comparator.comparingLong(Wait::nanos)).orElseThrow();
        boolean isStill = !scene.isEnded() && longest.seenNanos() == scene.endedNanos();
        String who = site.isOwn() ? "" : "\"" + longest.thread() + "\" in ";
        String text = who + site + ": blocked " + Times.text(longest.nanos());
        if (isStill) {
            long healed = scene.endedNanos() - Math.max(given.healNanos(), longest.sinceNanos());
            text += " and not back " + Times.text(healed) + " after all was well again";
        }
        if (waits.size() > 1) {
            text += " (" + waits.size() + " such waits)";
        }
        return new Finding(
                Kind.BLOCKED,
                site,
                text,
                longest.nanos(),
                longest.sinceNanos() + subject.limitNanos() + Times.SECOND,
                0);
    }

    private void ending(List<Finding> found, Case given, Scene scene) {
        if (fair.isEndless() && scene.isEnded() && given.faultNanos() > 0) {
            String text =
                    "ended with status "
                            + scene.program().status()
                            + " "
                            + Times.text(scene.endedNanos() - given.faultNanos())
                            + " after it began"
                            + thrown(scene);
            found.add(of(Kind.ENDED, text, scene.endedNanos(), 0));
        } else if (!fair.isFair()) {
            return; // it has nothing to compare with
        } else if (!fair.isEndless() && !scene.isEnded() && found.isEmpty()) {
            String text = "did not end; alone it takes " + Times.text(fairLength());
            found.add(of(Kind.NOT_ENDED, text, scene.endedNanos(), 0));
        } else if (!fair.isEndless()
                && scene.isEnded()
                && given.adversity() == Adversity.LOSS
                && scene.program().status() != fair.status()) {
            String text = "ended with status " + scene.program().status() + thrown(scene);
            found.add(of(Kind.FAILED, text, scene.endedNanos(), fair.status()));
        }
    }

    private long fairLength() {
        return fair.endedNanos() - Times.START;
    }

    static String thrown(Scene scene) {
        Throwable thrown = scene.program().thrown();
        return thrown == null ? "" : ": " + thrown;
    }

    private void visits(List<Finding> found, Case given, Scene scene) {
        if (scene.isEnded()) {
            return;
        }
        if (fair.served() == 0) {
            silence(found, given, scene);
            return;
        }
        Visit late = null;
        Visit unanswered = null;
        for (Visit visit : scene.visits()) {
            if (visit.startNanos() >= given.healNanos() + RECOVERY && visit.isEnded()) {
                late = visit;
            } else if (visit.startNanos() >= given.faultNanos()
                    && visit.waited(subject.limitNanos())
                    && unanswered == null) {
                unanswered = visit;
            }
        }
        if (late != null && !late.isServed()) {
            String text =
                    Times.text(late.startNanos() - given.healNanos())
                            + " after all was well again a visitor is not served";
            found.add(of(Kind.NOT_RECOVERED, text, late.startNanos(), late.port()));
        } else if (unanswered != null && found.isEmpty()) {
            String text = "a visitor got no answer within " + Times.text(subject.limitNanos());
            found.add(of(Kind.UNANSWERED, text, unanswered.startNanos(), unanswered.port()));
        }
    }

    /** Who is not visited should talk again as it does in fair weather. */
    private void silence(List<Finding> found, Case given, Scene scene) {
        long from = given.healNanos() + RECOVERY;
        boolean isToTalk =
                fair.isEndless() && fair.isTalking() && given.adversity() != Adversity.DNS_CHANGE;
        if (isToTalk && found.isEmpty() && scene.watch().said(from, from + IN_THE_END) == 0) {
            String text = "says nothing more from " + Times.text(RECOVERY) + " after all was well";
            found.add(of(Kind.SILENT, text, from, IN_THE_END / Times.SECOND));
        }
    }

    private static Finding of(Kind kind, String text, long lookNanos, long bound) {
        return new Finding(kind, null, text, 0, lookNanos, bound);
    }

    private void sockets(List<Finding> found, Case given, Scene scene) {
        int closeWaits = scene.watch().closeWaits(Times.MINUTE);
        if (closeWaits > 0) {
            String text =
                    closeWaits
                            + (closeWaits == 1 ? " socket is" : " sockets are")
                            + " in CLOSE-WAIT: the peer has closed, the program has not";
            found.add(of(Kind.CLOSE_WAIT, text, scene.endedNanos(), 0));
        }
        Watch.Count before = scene.watch().countAt(given.faultNanos());
        Watch.Count after = scene.watch().countAt(scene.endedNanos());
        if (before != null
                && after != null
                && after.sockets().open() > before.sockets().open() + MORE_SOCKETS
                && closeWaits == 0) {
            int dead = after.sockets().dead();
            String text = "holds " + after.sockets().open() + " sockets, before ";
            text += before.sockets().open();
            text += dead == 0 ? "" : ": " + dead + " have no connection and were not closed";
            found.add(
                    of(
                            Kind.SOCKETS,
                            text,
                            scene.endedNanos(),
                            before.sockets().open() + MORE_SOCKETS));
        }
        if (given.adversity() == Adversity.VISITOR_CRASHES && holdsStranger(scene)) {
            String text =
                    "still holds the connection of a visitor that crashed "
                            + Times.text(scene.endedNanos() - given.faultNanos())
                            + " ago";
            found.add(of(Kind.HELD, text, scene.endedNanos(), 0));
        }
    }

    private static boolean holdsStranger(Scene scene) {
        for (SocketSnapshot socket : scene.app().sockets()) {
            Endpoint remote = socket.remote();
            if (remote != null && scene.host(Script.STRANGER).has(remote.address())) {
                return true;
            }
        }
        return false;
    }

    private void growth(List<Finding> found, Case given, Scene scene) {
        double rate = scene.watch().connectRate(given.faultNanos(), RATE_SECONDS);
        boolean isAsked = given.adversity() == Adversity.VISITOR_READS_NOTHING; // and asks a lot
        if (rate > STORM && rate > 3 * fair.connectRate() && !isAsked) {
            String text = String.format(Locale.ROOT, "connects %.0f times a second", rate);
            found.add(
                    of(
                            Kind.CONNECTS,
                            text,
                            given.faultNanos() + RATE_SECONDS * Times.SECOND,
                            (long) (STORM * RATE_SECONDS)));
        }
        Watch.Count before = scene.watch().countAt(given.faultNanos());
        Watch.Count most = scene.watch().mostThreads(given.faultNanos());
        if (before != null
                && most != null
                && given.faultNanos() > 0
                && most.threads() > before.threads() + MORE_THREADS) {
            String text =
                    "threads grow from "
                            + before.threads()
                            + " to "
                            + most.threads()
                            + " in "
                            + Times.text(most.nanos() - given.faultNanos());
            found.add(of(Kind.THREADS, text, most.nanos(), before.threads() + MORE_THREADS));
        }
    }

    private static void name(List<Finding> found, Case given, Scene scene) {
        Party party = given.party();
        if (party == null || scene.isEnded()) {
            return;
        }
        Long opens =
                scene.host(Script.second(party.name())).counts().get(Counter.TCP_PASSIVE_OPENS);
        if (opens == null) {
            String text =
                    "never connected to the new address of "
                            + party.name()
                            + " in "
                            + Times.text(scene.endedNanos() - given.faultNanos());
            found.add(of(Kind.OLD_ADDRESS, text, scene.endedNanos(), 0));
        }
    }
}

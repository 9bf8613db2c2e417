package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Three JGroups nodes of one class path; one is cut off when all have got everything. */
final class JGroupsShow implements Show {
    private static final String SHOWN = "three";
    private static final int MESSAGES = 60;

    private static Command member(String stack, String name) throws Exception {
        return Command.client(
                GroupMember.class,
                List.of(Published.jars("jgroups")),
                stack,
                name,
                Integer.toString(MESSAGES),
                "FD_ALL3.interval=1000",
                "FD_ALL3.timeout=8000",
                "MERGE3.min_interval=1000",
                "MERGE3.max_interval=3000");
    }

    @Override
    public void play(Stage stage) throws Exception {
        stage.hosts("one", "two", SHOWN);
        for (String name : List.of("one", "two")) {
            stage.start(name, member("sequencer.xml", name));
            stage.await(() -> stage.log(name).contains("view of"));
        }
        stage.whenPrinted(GroupMember.COMPLETE, () -> stage.world().cables().get(1).cut());
        stage.show(
                "JGroups " + Published.version(Published.jar("jgroups", "jgroups-")),
                SHOWN,
                member("sequencer.xml", SHOWN),
                Messages.all(MESSAGES, "one", "two", SHOWN).summary() + ", then a view of 2",
                "silence for 8 s is a failure, by default 40 s; splits are merged after 3 s, by"
                        + " default 30 s");
        List<String> orders =
                List.of("one", "two", SHOWN).stream()
                        .map(
                                name ->
                                        stage.log(name)
                                                .replaceAll(
                                                        "(?s).*order (\\p{XDigit}{64}).*", "$1"))
                        .toList();
        assertThat(orders.getFirst()).hasSize(64);
        assertThat(orders).containsOnly(orders.getFirst());
    }
}

package io.jackfield.linux.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.option.Answers.Answer;
import io.jackfield.linux.option.Answers.Question;
import io.jackfield.net.World;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * No option is accepted silently: whatever number is accepted stands in options.txt with the test
 * of its effect, and whatever is answered otherwise than Linux answers it, with the reason.
 */
@Timeout(60)
class OptionNumbersTest {
    private static final Path DOCUMENT = Repository.root().resolve("docs/reference/options.md");

    private static final Map<List<Integer>, KnownOption> KNOWN = new HashMap<>();
    private static Map<Question, Answer> ours = Map.of();

    @BeforeAll
    static void ask() {
        for (KnownOption option : KnownOption.all()) {
            KnownOption before = KNOWN.put(List.of(option.level(), option.number()), option);
            assertThat(before).as("another line").isNull();
        }
        AtomicReference<Answers> answers = new AtomicReference<>();
        try (World world = World.scripted(1)) {
            world.host("host")
                    .start(
                            "options",
                            0,
                            os -> {
                                answers.set(Answers.of(os));
                                return 0;
                            });
            world.run();
        }
        ours = answers.get().all();
    }

    private static KnownOption known(Question asked) {
        return KNOWN.get(List.of(asked.level(), asked.number()));
    }

    @Test
    void whatIsAcceptedNamesTheTestOfItsEffect() {
        List<String> silent = new ArrayList<>();
        ours.forEach(
                (asked, answer) -> {
                    KnownOption option = known(asked);
                    if (answer.isAccepted() && (option == null || !option.works())) {
                        silent.add(asked + ": " + answer + " " + answer.others());
                    }
                });
        assertThat(silent).isEmpty();
    }

    @Test
    void whatIsSaidToWorkIsKnownSomewhere() {
        assertThat(
                        KNOWN.values().stream()
                                .filter(KnownOption::works)
                                .filter(
                                        option ->
                                                Stream.of(Kind.values())
                                                        .noneMatch(
                                                                kind ->
                                                                        answer(kind, option)
                                                                                .isKnown())))
                .isEmpty();
    }

    private static Answer answer(Kind kind, KnownOption option) {
        Answer answer = ours.get(new Question(kind, option.level(), option.number()));
        assertThat(answer).as(option.toString()).isNotNull();
        return answer;
    }

    @Test
    void theTestsThatAreNamedAreThere() throws IOException {
        Map<String, String> sources = OptionDocument.testSources();
        List<String> missing = new ArrayList<>();
        for (KnownOption option : KNOWN.values()) {
            for (String test : option.tests()) {
                String[] parts = test.split("#", 2);
                String source = sources.getOrDefault(parts[0], "");
                if (!source.contains("void " + parts[1] + "(")) {
                    missing.add(option + ": " + test);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatLinuxAnswersOtherwiseHasAReason() throws InterruptedException {
        Map<Question, Answer> linux = linux();
        List<String> unexplained = new ArrayList<>();
        ours.forEach(
                (asked, answer) -> {
                    KnownOption option = known(asked);
                    boolean isExplained = option != null && !option.note().isEmpty();
                    Answer there = linux.get(asked);
                    if (!isExplained && !answer.toString().equals(String.valueOf(there))) {
                        unexplained.add(asked + ": Linux " + there + ", here " + answer);
                    }
                });
        assertThat(unexplained).isEmpty();
    }

    private static Map<Question, Answer> linux() throws InterruptedException {
        AtomicReference<Answers> answers = new AtomicReference<>();
        try (LinuxKernel kernel = LinuxKernel.open()) {
            kernel.run(
                    os -> {
                        answers.set(Answers.of(os));
                        return 0;
                    });
        } catch (IllegalStateException refused) {
            assumeTrue(false, String.valueOf(refused.getMessage()));
        }
        return answers.get().all();
    }

    @Test
    void theTableSaysWhatWasAnswered() throws IOException {
        Map<KnownOption, Map<Kind, Answer>> table = new java.util.LinkedHashMap<>();
        for (KnownOption option : KnownOption.all()) {
            Map<Kind, Answer> row = new TreeMap<>();
            for (Kind kind : Kind.values()) {
                row.put(kind, answer(kind, option));
            }
            table.put(option, row);
        }
        String text = OptionDocument.of(table, ours.size());
        if (Boolean.getBoolean("jackfield.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(DOCUMENT).content().isEqualTo(text);
    }
}

package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;
import io.jackfield.jdk.programs.Printed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

import javax.net.ssl.SSLContext;

/** One program sets what the JDK keeps in static fields, and another looks at it. */
@Timeout(60)
class JdkStaticsTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private final Printed first = new Printed();
    private final Printed second = new Printed();
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();
    private final ProxySelector proxies = ProxySelector.getDefault();
    private Map<String, String> setter = Map.of();
    private Map<String, String> other = Map.of();

    @BeforeEach
    void run() throws Exception {
        System.setProperty("keeps.shared", "there");
        JvmProgram sets =
                machines.client()
                        .start(
                                first.of(Launch.of(Keeps.class)).property("keeps.given", "first"),
                                "set");
        assertThat(sets.await()).as(first.err()).isZero();
        setter = told(first);
        JvmProgram tells =
                machines.server()
                        .start(
                                second.of(Launch.of(Keeps.class)).property("keeps.given", "second"),
                                "tell");
        assertThat(tells.await()).as(second.err()).isZero();
        other = told(second);
    }

    @AfterEach
    void restore() throws Exception {
        System.clearProperty("keeps.shared");
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        HttpURLConnection.setFollowRedirects(true);
        Keeps.server().unregisterMBean(Keeps.name());
    }

    private static Map<String, String> told(Printed printed) {
        Map<String, String> told = new LinkedHashMap<>();
        printed.out()
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(words -> told.put(words[0], words[1]));
        return told;
    }

    @Test
    void systemPropertiesAreAProgramsOwn() {
        assertThat(setter)
                .containsEntry("given", "first")
                .containsEntry("set", "yes")
                .containsEntry("shared", "gone");
        assertThat(other)
                .containsEntry("given", "second")
                .containsEntry("set", "null")
                .containsEntry("shared", "there");
        assertThat(System.getProperty("keeps.set")).isNull();
        assertThat(System.getProperty("keeps.given")).isNull();
        assertThat(System.getProperty("keeps.shared")).isEqualTo("there");
    }

    @Test
    void theDefaultsOfJavaNetAreAProgramsOwn() {
        assertThat(setter)
                .containsEntry("cookies", "true")
                .containsEntry("proxies", "true")
                .containsEntry("password", "user");
        assertThat(other)
                .containsEntry("cookies", "false")
                .containsEntry("proxies", "false")
                .containsEntry("password", "none");
        assertThat(CookieHandler.getDefault()).isNull();
        assertThat(ProxySelector.getDefault()).isSameAs(proxies);
        assertThat(Authenticator.getDefault()).isNull();
    }

    @Test
    void handlersOfUrlsAreAProgramsOwn() {
        assertThat(setter).containsEntry("urls", "true");
        assertThat(other).containsEntry("urls", "false");
        assertThat(URI.create("keeps:x")).satisfies(uri -> assertThat(isKnown(uri)).isFalse());
    }

    private static boolean isKnown(URI uri) {
        try {
            return uri.toURL() != null;
        } catch (MalformedURLException e) {
            return false;
        }
    }

    /** DriverManager asks whether the caller's class loader would find the same class. */
    @Test
    void aDriverIsSeenByTheProgramThatRegisteredIt() {
        assertThat(setter).containsEntry("driver", "true");
        assertThat(other).containsEntry("driver", "false");
    }

    @Test
    void whatTlsUsesIsAProgramsOwn() throws Exception {
        assertThat(setter).containsEntry("tls", "TLSv1.3").containsEntry("https", "true");
        assertThat(other).containsEntry("tls", "Default").containsEntry("https", "false");
        assertThat(SSLContext.getDefault().getProtocol()).isEqualTo("Default");
    }

    @Test
    void localeZoneRedirectsAndBeansAreOneForAll() {
        assertThat(setter).containsAllEntriesOf(crossing());
        assertThat(other).containsAllEntriesOf(crossing());
    }

    private static Map<String, String> crossing() {
        return Map.of(
                "locale", "it_IT", "zone", "Asia/Tokyo", "redirects", "false", "bean", "true");
    }
}

package io.jackfield.net.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.net.Flow;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Peer;
import io.jackfield.net.World;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/** The same as Mermaid and as SVG. */
class FormsTest {
    private final World world = World.scripted(7);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final Sequence sequence = Sequence.of(world);
    private final PatchCable cable = world.cable(app, db).delay("20ms");
    private final Flow flow = world.flow(app, db);

    @AfterEach
    void close() {
        world.close();
    }

    private void talk(int octets) {
        Peer.on(80).reads(octets).writes("ok & <bye>").readsAll().start(db);
        app.start("client", Dialogue.client(db, octets));
        world.runFor("5m");
    }

    private static List<Element> packets(String svg) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        List<Element> packets = new ArrayList<>();
        NodeList groups = document.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            packets.add((Element) groups.item(i));
        }
        return packets;
    }

    private long sent() {
        return flow.from(app).packets() + flow.from(db).packets();
    }

    @Test
    void svgIsXmlWithEachPacketOnce() throws Exception {
        cable.loss("10%");
        talk(10_000);
        List<Element> packets = packets(sequence.limit(1000).svg());
        assertThat((long) packets.size()).isEqualTo(sent());
        long lost = packets.stream().filter(each -> is(each, "packet lost")).count();
        assertThat(lost).isPositive().isEqualTo(flow.from(app).lost() + flow.from(db).lost());
        assertThat(packets.stream().map(Element::getTextContent).distinct())
                .as("each says when, and what tcpdump would print")
                .hasSize(packets.size());
    }

    private static boolean is(Element element, String style) {
        return element.getAttribute("class").equals(style);
    }

    @Test
    void svgIsDarkWhereTheReaderIsAndNeedsNothingElse() {
        talk(5);
        assertThat(sequence.svg())
                .contains("@media (prefers-color-scheme:dark)")
                .doesNotContain("url(")
                .doesNotContain("href")
                .doesNotContain("@import");
    }

    @Test
    void arrowsAreSlantedToScale() throws Exception {
        cable.to(app).delay("40ms"); // twice as slow as the other way
        talk(5);
        double[] drops = new double[2];
        for (Element packet : packets(sequence.svg())) {
            String[] path =
                    ((Element) packet.getElementsByTagName("path").item(0))
                            .getAttribute("d")
                            .split("[ML ]");
            double drop = Double.parseDouble(path[4]) - Double.parseDouble(path[2]);
            int way = Double.parseDouble(path[1]) < Double.parseDouble(path[3]) ? 0 : 1;
            drops[way] = Math.max(drops[way], drop);
        }
        assertThat(drops[1] / drops[0]).isBetween(1.5, 2.1);
    }

    @Test
    void mermaidSaysTheSame() {
        world.blackhole(app, db).close();
        talk(5);
        assertThat(sequence.mermaid())
                .startsWith(
                        """
                        sequenceDiagram
                            participant h0 as app 10.0.1.1
                            participant h1 as db 10.0.1.2
                            Note over h0,h1: #35;1 app:\
                        """)
                .contains("    Note left of h0: 0.000 SYN-SENT\n    h0->>h1: 0.000 [S] seq 0")
                .contains("    h1->>h0: 0.020 [S.] seq 0, ack 1")
                .contains("    Note over h0,h1: … 59.98 s …\n");
    }

    @Test
    void mermaidIsCutWhereMermaidWouldRefuseIt() {
        cable.loss("20%");
        talk(1_000_000);
        String whole = sequence.limit(100_000).mermaid();
        assertThat(whole).hasSizeBetween(45_000, MermaidForm.MOST);
        assertThat(whole).containsPattern("Note over h0,h1: … \\d+ segments omitted, \\d+ octets");
        assertThat(whole.lines().skip(1)).allMatch(line -> line.matches("    \\S.*"));
    }
}

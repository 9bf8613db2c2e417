package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** TLS sessions are a host's, unless a program has named a context for all. */
class OwnContextsTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void everyHostHasADefaultContextOfItsOwn() throws Exception {
        SSLContext real = SSLContext.getDefault();
        SSLContext client = machines.client().call(SSLContext::getDefault);
        SSLContext server = machines.server().call(SSLContext::getDefault);
        assertThat(client.getClientSessionContext())
                .isNotSameAs(server.getClientSessionContext())
                .isNotSameAs(real.getClientSessionContext());
        assertThat(machines.client().call(SSLContext::getDefault)).isSameAs(client);
        assertThat(SSLContext.getDefault()).isSameAs(real);
    }

    @Test
    void whatAProgramHasNamedIsForAll() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext named = SSLContext.getInstance("TLSv1.3");
        named.init(null, null, null);
        SSLContext.setDefault(named);
        try {
            assertThat(machines.client().call(SSLContext::getDefault)).isSameAs(named);
            assertThat(machines.server().call(SSLContext::getDefault)).isSameAs(named);
        } finally {
            SSLContext.setDefault(before);
        }
        assertThat(machines.client().call(SSLContext::getDefault)).isNotSameAs(before);
    }

    @Test
    void httpsConnectionsUseTheContextOfTheirHostUntilAFactoryIsNamed() throws Exception {
        SSLSocketFactory real = HttpsURLConnection.getDefaultSSLSocketFactory();
        SSLSocketFactory client =
                machines.client().call(HttpsURLConnection::getDefaultSSLSocketFactory);
        assertThat(client).isNotSameAs(real);
        assertThat(machines.client().call(HttpsURLConnection::getDefaultSSLSocketFactory))
                .isSameAs(client);
        assertThat(machines.server().call(HttpsURLConnection::getDefaultSSLSocketFactory))
                .isNotSameAs(client);
        HttpsURLConnection.setDefaultSSLSocketFactory(real); // for good: the last test of these
        assertThat(machines.client().call(HttpsURLConnection::getDefaultSSLSocketFactory))
                .isSameAs(real);
    }
}

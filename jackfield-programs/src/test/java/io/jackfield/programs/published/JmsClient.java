package io.jackfield.programs.published;

import java.util.Properties;

import javax.jms.BytesMessage;
import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import javax.jms.Session;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Sends messages to a queue, then receives them. */
final class JmsClient {
    static final String NAME = "client";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int NO_MORE_MILLIS = 200;

    private JmsClient() {}

    /** The broker's address and how many. */
    public static void main(String[] args) throws Exception {
        try (Connection connection = factory(args[0]).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("show");
            send(session, session.createProducer(queue), Integer.parseInt(args[1]));
            System.out.println(receive(session.createConsumer(queue)).summary());
        }
    }

    @SuppressWarnings("BanJNDI") // what is looked up is what stands here
    private static ConnectionFactory factory(String address) throws NamingException {
        Properties naming = new Properties();
        naming.put(
                Context.INITIAL_CONTEXT_FACTORY,
                "org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory");
        naming.put("connectionFactory.factory", address);
        return (ConnectionFactory) new InitialContext(naming).lookup("factory");
    }

    private static void send(Session session, MessageProducer producer, int count)
            throws Exception {
        for (int i = 0; i < count; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(Messages.of(NAME, i));
            producer.send(message);
        }
    }

    private static Messages receive(MessageConsumer consumer) throws Exception {
        Messages got = new Messages();
        BytesMessage message = (BytesMessage) consumer.receive(PATIENCE_MILLIS);
        while (message != null) {
            byte[] content = new byte[(int) message.getBodyLength()];
            message.readBytes(content);
            got.add(NAME, content);
            message = (BytesMessage) consumer.receive(NO_MORE_MILLIS);
        }
        return got;
    }
}

package io.jackfield.programs.published;

import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.Protocol;
import org.jgroups.util.NameCache;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A member of a JGroups group of three: sends when all are there, says when all have everything,
 * and what it has got when one of them is gone.
 */
final class GroupMember implements Receiver {
    static final String COMPLETE = "all have everything";
    private static final int MEMBERS = 3;

    /** How many are sent before a pause, which gives the group some time to lose one in. */
    private static final int BURST = 10;

    private static final int PAUSE_MILLIS = 20;

    private final Messages got = new Messages();

    /** Over all messages as they came. */
    private final MessageDigest order = Messages.sha256();

    private int done;
    private @Nullable View view;

    private GroupMember() {}

    @Override
    public synchronized void viewAccepted(View accepted) {
        view = accepted;
        System.out.println("view of " + accepted.size() + ": " + accepted.getMembers());
        notifyAll();
    }

    @Override
    public synchronized void receive(Message message) {
        byte[] content = message.getObject();
        if (content.length == 0) {
            done++;
        } else {
            got.add(NameCache.get(message.getSrc()), content);
            order.update(content);
        }
        notifyAll();
    }

    private synchronized void awaitView(int members) throws InterruptedException {
        while (view == null || view.size() != members) {
            wait();
        }
    }

    private synchronized void awaitMessages(int messages) throws InterruptedException {
        while (got.count() < messages) {
            wait();
        }
    }

    private synchronized void awaitDone() throws InterruptedException {
        while (done < MEMBERS) {
            wait();
        }
    }

    /** The stack, the member's name, how many it sends, and settings as PROTOCOL.NAME=NUMBER. */
    public static void main(String[] args) throws Exception {
        String name = args[1];
        int messages = Integer.parseInt(args[2]);
        JChannel channel = new JChannel(args[0]).name(name);
        for (int i = 3; i < args.length; i++) {
            set(channel, args[i].split("[.=]"));
        }
        GroupMember member = new GroupMember();
        channel.setReceiver(member).connect("show");
        member.awaitView(MEMBERS);
        for (int i = 0; i < messages; i++) {
            channel.send(null, Messages.of(name, i));
            if (i % BURST == 0) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        member.awaitMessages(MEMBERS * messages);
        System.out.println("order " + HexFormat.of().formatHex(member.order.digest()));
        channel.send(null, new byte[0]);
        member.awaitDone();
        System.out.println(COMPLETE);
        member.awaitView(MEMBERS - 1);
        channel.close();
        System.out.println(member.got.summary() + ", then a view of " + (MEMBERS - 1));
    }

    private static void set(JChannel channel, String[] setting) {
        Protocol protocol = channel.getProtocolStack().findProtocol(setting[0]);
        protocol.setValue(setting[1], Long.valueOf(setting[2]));
    }
}

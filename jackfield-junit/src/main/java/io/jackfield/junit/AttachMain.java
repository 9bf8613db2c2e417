package io.jackfield.junit;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;

/** Attaches an agent to another JVM: a JVM may not attach to itself. */
final class AttachMain {
    private AttachMain() {}

    /** Process id, jar, the agent's argument. What goes wrong is said on standard error. */
    public static void main(String[] arguments) {
        try {
            VirtualMachine machine = VirtualMachine.attach(arguments[0]);
            try {
                machine.loadAgent(arguments[1], arguments[2]);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException
                | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}

package io.jackfield.agent.program;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;

/** Says whether its own class loader is the system's. */
public final class Loads {
    private Loads() {}

    public static void main(String[] arguments) throws IOException {
        ClassLoader own = Loads.class.getClassLoader();
        System.out.println("system: " + (ClassLoader.getSystemClassLoader() == own));
        try (URLClassLoader child = new URLClassLoader(new URL[0])) {
            System.out.println("parent: " + (child.getParent() == own));
        }
        String resource = Loads.class.getName().replace('.', '/') + ".class";
        System.out.println("resource: " + (ClassLoader.getSystemResource(resource) != null));
    }
}

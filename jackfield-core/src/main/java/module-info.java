/** The socket system and the simulated network. */
module io.jackfield.core {
    requires static org.jspecify;
}

package io.jackfield.programs.published;

import java.lang.reflect.Method;

/** Calls the main method of gRPC's test client once for each test case. */
final class InteropCases {
    private static final String CLIENT = "io.grpc.testing.integration.TestServiceClient";

    private InteropCases() {}

    /** The options of that client, and last the cases, with commas between them. */
    public static void main(String[] args) throws Exception {
        Method client = Class.forName(CLIENT).getMethod("main", String[].class);
        int last = args.length - 1;
        String[] cases = args[last].split(",", -1);
        for (String each : cases) {
            String[] options = args.clone();
            options[last] = "--test_case=" + each;
            client.invoke(null, (Object) options);
        }
        System.out.println(cases.length + " test cases passed");
    }
}

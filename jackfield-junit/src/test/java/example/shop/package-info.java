/** What a user of jackfield-junit has: programs, and tests of them. Uses only what is public. */
@org.jspecify.annotations.NullMarked
package example.shop;

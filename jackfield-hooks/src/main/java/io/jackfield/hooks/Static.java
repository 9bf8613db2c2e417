package io.jackfield.hooks;

/** What the JDK keeps in static fields, and every program for itself. */
public enum Static {
    SYSTEM_PROPERTIES,
    COOKIE_HANDLER,
    PROXY_SELECTOR,
    AUTHENTICATOR,
    URL_HANDLER_FACTORY,
    URL_HANDLERS
}

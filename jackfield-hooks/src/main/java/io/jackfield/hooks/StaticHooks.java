package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URLStreamHandlerFactory;
import java.util.Properties;

/**
 * The calls of the exit switch about static fields: each read goes through one, and each method
 * that sets one asks first.
 */
public final class StaticHooks {
    private static volatile @Nullable Statics installed;

    private StaticHooks() {}

    /** From now on the calls are answered; null ends it. */
    public static void install(@Nullable Statics statics) {
        installed = statics;
    }

    private static @Nullable Object own(Static of, @Nullable Object shared) {
        Statics statics = installed;
        return statics == null ? shared : statics.own(of, shared);
    }

    private static @Nullable Boolean set(Static of, @Nullable Object value) {
        Statics statics = installed;
        return statics != null && statics.set(of, value) ? true : null;
    }

    /** System.props. */
    public static @Nullable Object properties(Object shared) {
        return own(Static.SYSTEM_PROPERTIES, shared);
    }

    /** System.setProperties. */
    public static @Nullable Boolean setProperties(@Nullable Properties named) {
        return set(Static.SYSTEM_PROPERTIES, named);
    }

    /** CookieHandler.cookieHandler. */
    public static @Nullable Object cookieHandler(@Nullable Object shared) {
        return own(Static.COOKIE_HANDLER, shared);
    }

    /** CookieHandler.setDefault. */
    public static @Nullable Boolean setDefault(@Nullable CookieHandler named) {
        return set(Static.COOKIE_HANDLER, named);
    }

    /** ProxySelector.theProxySelector. */
    public static @Nullable Object proxySelector(@Nullable Object shared) {
        return own(Static.PROXY_SELECTOR, shared);
    }

    /** ProxySelector.setDefault. */
    public static @Nullable Boolean setDefault(@Nullable ProxySelector named) {
        return set(Static.PROXY_SELECTOR, named);
    }

    /** Authenticator.theAuthenticator. */
    public static @Nullable Object authenticator(@Nullable Object shared) {
        return own(Static.AUTHENTICATOR, shared);
    }

    /** Authenticator.setDefault. */
    public static @Nullable Boolean setDefault(@Nullable Authenticator named) {
        return set(Static.AUTHENTICATOR, named);
    }

    /** URL.factory. */
    public static @Nullable Object urlHandlerFactory(@Nullable Object shared) {
        return own(Static.URL_HANDLER_FACTORY, shared);
    }

    /** URL.handlers. */
    public static @Nullable Object urlHandlers(Object shared) {
        return own(Static.URL_HANDLERS, shared);
    }

    /** URL.setURLStreamHandlerFactory. */
    public static @Nullable Boolean setURLStreamHandlerFactory(
            @Nullable URLStreamHandlerFactory named) {
        return set(Static.URL_HANDLER_FACTORY, named);
    }
}

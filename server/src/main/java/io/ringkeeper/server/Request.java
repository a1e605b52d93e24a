package io.ringkeeper.server;

/**
 * What an answer depends on.
 *
 * @param path of the target, without its query
 * @param http10 whether the client must be told that the connection stays open
 * @param keepAlive whether the client wants to send more requests on this connection
 */
record Request(String method, String path, boolean http10, boolean keepAlive) {}

package io.weir.transport.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 request as the test writes it, for what a well-behaved client would not send. */
final class RawHttp {

    /** A whole answer. */
    record Answer(int status, String head, String body) {}

    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    static Answer post(int port, String path, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                port,
                "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, contentType, bytes.length, body));
    }

    /** Sends the text and reads until the server closes. */
    static Answer send(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        }
    }
}

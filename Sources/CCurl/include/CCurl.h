// Mail by SMTP with libcurl (RFC 5321): the calls that take a varying number of arguments stay in C.
#ifndef SLOTWISE_CCURL_H
#define SLOTWISE_CCURL_H

#include <stddef.h>

/// A connection to a mail server that is used again for as long as it lasts; for one thread.
typedef struct slotwise_mailer slotwise_mailer;

/// What a mailer needs to know.
typedef struct {
    /// `smtp://host:port` or `smtps://host:port`.
    const char *url;
    /// NULL where nobody signs in.
    const char *user;
    const char *password;
    /// A file in PEM with whom it trusts; NULL for whom the machine trusts.
    const char *authority;
    /// Whether a line that is not encrypted is given up.
    int requires_tls;
    /// Seconds until a message is given up.
    long seconds;
} slotwise_mail_server;

/// A mailer, or NULL if there is no memory.
slotwise_mailer *slotwise_mailer_make(const slotwise_mail_server *server);

/// Sends a message with CRLF line ends; 0, or why not: the server's answer if it is at least 400, else a code of libcurl, with its words
/// in `why`, which has room for 256 bytes.
long slotwise_mailer_send(
    slotwise_mailer *mailer, const char *from, const char *to, const char *message, size_t length, char *why);

void slotwise_mailer_free(slotwise_mailer *mailer);

#endif

#include "CCurl.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

struct slotwise_mailer {
    CURL *curl;
};

struct rest {
    const char *next;
    size_t length;
};

static size_t give(char *buffer, size_t size, size_t count, void *user) {
    struct rest *rest = user;
    size_t length = size * count < rest->length ? size * count : rest->length;
    memcpy(buffer, rest->next, length);
    rest->next += length;
    rest->length -= length;
    return length;
}

slotwise_mailer *slotwise_mailer_make(const slotwise_mail_server *server) {
    slotwise_mailer *mailer = calloc(1, sizeof *mailer);
    if (!mailer) return NULL;
    mailer->curl = curl_easy_init();
    if (!mailer->curl) {
        free(mailer);
        return NULL;
    }
    CURL *curl = mailer->curl;
    curl_easy_setopt(curl, CURLOPT_URL, server->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    // A server of this machine often has a certificate that nobody signed: it is asked for encryption only if somebody says whom to trust.
    long tls = server->requires_tls ? CURLUSESSL_ALL : server->authority ? CURLUSESSL_TRY : CURLUSESSL_NONE;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
    if (server->user) curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
    if (server->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
    if (server->authority) curl_easy_setopt(curl, CURLOPT_CAINFO, server->authority);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, server->seconds);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, server->seconds);
    // Threads of a server have no signals to spare.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    return mailer;
}

long slotwise_mailer_send(
    slotwise_mailer *mailer, const char *from, const char *to, const char *message, size_t length, char *why) {
    CURL *curl = mailer->curl;
    struct rest rest = {message, length};
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    char words[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
    CURLcode code = curl_easy_perform(curl);
    long answer = 0;
    if (code != CURLE_OK) {
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
        strncpy(why, words[0] ? words : curl_easy_strerror(code), 255);
        why[255] = 0;
        if (answer < 400) answer = code;
    }
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(recipients);
    return answer;
}

void slotwise_mailer_free(slotwise_mailer *mailer) {
    curl_easy_cleanup(mailer->curl);
    free(mailer);
}

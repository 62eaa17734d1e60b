#pragma once
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// `curl_easy_setopt` and `curl_easy_getinfo` are variadic: one function for each type that they take.
static inline CURLcode uc_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode uc_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode uc_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode uc_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode uc_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
// Write, header and read functions have one signature.
typedef size_t (*uc_curl_bytes)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode uc_curl_set_bytes(CURL *handle, CURLoption option, uc_curl_bytes function) {
    return curl_easy_setopt(handle, option, function);
}
typedef int (*uc_curl_progress)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
static inline CURLcode uc_curl_set_progress(CURL *handle, uc_curl_progress function) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, function);
}
static inline long uc_curl_long(CURL *handle, CURLINFO what) {
    long value = 0;
    return curl_easy_getinfo(handle, what, &value) == CURLE_OK ? value : 0;
}
static inline const char *uc_curl_string(CURL *handle, CURLINFO what) {
    char *value = NULL;
    return curl_easy_getinfo(handle, what, &value) == CURLE_OK ? value : NULL;
}

// Macros that Swift cannot see.
static const long uc_curl_global_all = CURL_GLOBAL_ALL;
static const size_t uc_curl_read_abort = CURL_READFUNC_ABORT;
static const size_t uc_curl_error_size = CURL_ERROR_SIZE;
static const long uc_curl_auth_basic = CURLAUTH_BASIC;

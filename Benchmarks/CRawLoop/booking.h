// The statements of one booking and what they are bound to, for loops on either engine.
#ifndef BOOKING_H
#define BOOKING_H

// What a statement is bound to, by its number.
enum { ID = 1, KEY, PATIENT, PRACTITIONER, START, END, FIRST, WHO, WHOM, FINGERPRINT, OUTCOME, BEFORE, AUDIENCE, VALUES };

// A value of one booking: text, or a number where there is no text.
typedef struct { char text[512]; long long number; } value;

extern const char *const booking_texts[];
extern const int booking_count;

// Fills in the values of booking `i`.
void booking_fill(value v[VALUES], int i, int practitioners, long long first);

double seconds_now(void);

#endif

// Argon2 as this machine has it (RFC 9106).
#ifndef SLOTWISE_CARGON2_H
#define SLOTWISE_CARGON2_H

#include <argon2.h>

#endif

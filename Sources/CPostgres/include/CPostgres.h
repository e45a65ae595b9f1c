// PostgreSQL's client library; nothing that is needed of it is variadic.
#ifndef SLOTWISE_CPOSTGRES_H
#define SLOTWISE_CPOSTGRES_H

#include <postgresql/libpq-fe.h>

#endif

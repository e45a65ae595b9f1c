// A target needs a source; the library has everything.
#include "CArgon2.h"

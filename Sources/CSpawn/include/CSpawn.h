// What a child of this process inherits: the one call that Swift's view of the C library leaves out.
#ifndef SLOTWISE_CSPAWN_H
#define SLOTWISE_CSPAWN_H

#include <spawn.h>

// The child closes every descriptor from `first` on; the kernel does it, whatever is open by then. Returns 0 or an errno.
int slotwise_close_from(posix_spawn_file_actions_t *actions, int first);

#endif

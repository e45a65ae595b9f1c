// A SQLite VFS for tests that keeps what a disk would have kept after a power cut.
//
// It stands over the default VFS. Writes reach the real file at once, so that the program sees them, but the disk is
// thought to hold only what was synced, plus a random part of what was not: each unsynced write may be kept, dropped,
// or torn at a 512-byte sector. At a chosen call the power goes: everything fails from then on, and
// power_cut_restore() puts the files into the state the disk would have had.
#ifndef POWER_CUT_H
#define POWER_CUT_H

#include <stdint.h>

// Registers the VFS as the process's default, once. 0 for success.
int power_cut_install(void);

// Power on; it goes at the `calls`-th write, sync, truncate or delete from now. `seed` decides what unsynced writes become.
void power_cut_arm(int64_t calls, uint64_t seed);

// Whether the power has gone.
int power_cut_happened(void);

// Calls counted since the power was switched on.
int64_t power_cut_calls(void);

// Puts every file that was open into its state on the disk; close the database first. 0 for success.
int power_cut_restore(void);

#endif

// GLPK as this machine has it, and the two calls that must stay in C: the branch-and-bound callback, which runs
// inside GLPK, and the switch that keeps GLPK quiet.
#ifndef SLOTWISE_CGLPK_H
#define SLOTWISE_CGLPK_H

#include <glpk.h>

// What a running glp_intopt tells and obeys.
typedef struct {
    double deadline;   // seconds on the monotonic clock
    void *context;     // passed back to both functions
    int (*isCancelled)(void *context);
    void (*report)(void *context, int hasIncumbent, double incumbent, double bound);
    int stoppedByCancellation;
    double lastBound;
} slotwise_watch;

// Seconds on the monotonic clock.
double slotwise_monotonic(void);

// Switches GLPK's terminal output off for the calling thread (its environment is thread-local).
void slotwise_quiet(void);

// Lets malloc keep what GLPK frees: giving megabytes back to the system at each refactorisation costs a tenth.
void slotwise_keep_memory(void);

// Makes the calling thread yield to others: nice value 10 on Linux, where it is per thread.
void slotwise_be_nice(void);

// Runs glp_intopt with `parameters`, watched. Returns what glp_intopt returns.
int slotwise_intopt(glp_prob *problem, glp_iocp *parameters, slotwise_watch *watch);

#endif

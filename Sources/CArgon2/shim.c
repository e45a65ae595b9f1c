#include "CGLPK.h"

#include <malloc.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

double slotwise_monotonic(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void slotwise_quiet(void) { glp_term_out(GLP_OFF); }

void slotwise_keep_memory(void) {
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
}

void slotwise_be_nice(void) { setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 10); }

static void watching(glp_tree *tree, void *info) {
    slotwise_watch *watch = info;
    int reason = glp_ios_reason(tree);
    if (watch->isCancelled(watch->context)) {
        watch->stoppedByCancellation = 1;
        glp_ios_terminate(tree);
        return;
    }
    if (slotwise_monotonic() > watch->deadline) {
        glp_ios_terminate(tree);
        return;
    }
    if (reason != GLP_IBINGO && reason != GLP_ISELECT) return;
    int best = glp_ios_best_node(tree);
    if (best != 0) watch->lastBound = glp_ios_node_bound(tree, best);
    glp_prob *problem = glp_ios_get_prob(tree);
    int found = glp_mip_status(problem) == GLP_FEAS;
    watch->report(watch->context, found, found ? glp_mip_obj_val(problem) : 0, watch->lastBound);
}

int slotwise_intopt(glp_prob *problem, glp_iocp *parameters, slotwise_watch *watch) {
    parameters->cb_func = watching;
    parameters->cb_info = watch;
    return glp_intopt(problem, parameters);
}

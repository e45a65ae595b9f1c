#include "power_cut.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, MAX_FILES = 16 };

// One change since the last sync: `data` at `offset`, or a truncation to `offset` when data is null.
typedef struct {
    int64_t offset;
    int length;
    unsigned char *data;
} Change;

// What the disk holds of one file, and what was written since.
typedef struct {
    char *path;
    unsigned char *durable;
    int64_t durableSize;
    Change *changes;
    int changeCount, changeRoom;
} Disk;

typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
    Disk *disk;  // null for files that need not survive, such as the shared memory's and temporary ones
} File;

static sqlite3_vfs *realVfs;
static sqlite3_vfs cutVfs;
static Disk disks[MAX_FILES];
static int diskCount;
static int64_t callsLeft = -1, calls;
static int isOff;
static uint64_t randomState;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t nextRandom(void) {
    uint64_t z = (randomState += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

// Counts a call; 1 if there is no power for it.
static int goes(void) {
    if (isOff) return 1;
    calls++;
    if (callsLeft > 0 && --callsLeft == 0) isOff = 1;
    return isOff;
}

static void applyTo(Disk *disk, const Change *change, int kept) {
    if (!change->data) {
        if (change->offset < disk->durableSize) disk->durableSize = change->offset;
        return;
    }
    int64_t end = change->offset + kept;
    if (end > disk->durableSize) {
        disk->durable = realloc(disk->durable, (size_t)end);
        if (change->offset > disk->durableSize)
            memset(disk->durable + disk->durableSize, 0, (size_t)(change->offset - disk->durableSize));
        disk->durableSize = end;
    }
    memcpy(disk->durable + change->offset, change->data, (size_t)kept);
}

static void forget(Disk *disk) {
    for (int i = 0; i < disk->changeCount; i++) free(disk->changes[i].data);
    disk->changeCount = 0;
}

static void note(Disk *disk, int64_t offset, const void *data, int length) {
    if (disk->changeCount == disk->changeRoom) {
        disk->changeRoom = disk->changeRoom ? disk->changeRoom * 2 : 64;
        disk->changes = realloc(disk->changes, sizeof(Change) * (size_t)disk->changeRoom);
    }
    Change change = {offset, length, NULL};
    if (data) {
        change.data = malloc((size_t)(length ? length : 1));
        memcpy(change.data, data, (size_t)length);
    }
    disk->changes[disk->changeCount++] = change;
}

static Disk *diskAt(const char *path) {
    for (int i = 0; i < diskCount; i++)
        if (!strcmp(disks[i].path, path)) return &disks[i];
    if (diskCount == MAX_FILES) return NULL;
    Disk *disk = &disks[diskCount++];
    memset(disk, 0, sizeof *disk);
    disk->path = strdup(path);
    FILE *file = fopen(path, "rb");  // what is there before the power is on is durable
    if (file) {
        fseek(file, 0, SEEK_END);
        disk->durableSize = ftell(file);
        rewind(file);
        disk->durable = malloc((size_t)disk->durableSize + 1);
        if (fread(disk->durable, 1, (size_t)disk->durableSize, file) != (size_t)disk->durableSize) disk->durableSize = 0;
        fclose(file);
    }
    return disk;
}

#define REAL(f) (((File *)(f))->real)
#define DISK(f) (((File *)(f))->disk)

static int xClose(sqlite3_file *f) {
    int result = REAL(f)->pMethods->xClose(REAL(f));
    free(REAL(f));
    return result;
}
static int xRead(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    return isOff ? SQLITE_IOERR_READ : REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}
static int xWrite(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    if (!DISK(f)) return isOff ? SQLITE_IOERR_WRITE : REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
    pthread_mutex_lock(&lock);
    int off = goes();
    if (!off || (callsLeft == 0 && isOff)) note(DISK(f), at, from, n);  // the write during which the power goes may be torn
    pthread_mutex_unlock(&lock);
    return off ? SQLITE_IOERR_WRITE : REAL(f)->pMethods->xWrite(REAL(f), from, n, at);
}
static int xTruncate(sqlite3_file *f, sqlite3_int64 size) {
    if (!DISK(f)) return isOff ? SQLITE_IOERR_TRUNCATE : REAL(f)->pMethods->xTruncate(REAL(f), size);
    pthread_mutex_lock(&lock);
    int off = goes();
    if (!off) note(DISK(f), size, NULL, 0);
    pthread_mutex_unlock(&lock);
    return off ? SQLITE_IOERR_TRUNCATE : REAL(f)->pMethods->xTruncate(REAL(f), size);
}
static int xSync(sqlite3_file *f, int flags) {
    (void)flags;
    if (!DISK(f)) return isOff ? SQLITE_IOERR_FSYNC : SQLITE_OK;
    pthread_mutex_lock(&lock);
    int off = goes();
    if (!off) {
        for (int i = 0; i < DISK(f)->changeCount; i++) applyTo(DISK(f), &DISK(f)->changes[i], DISK(f)->changes[i].length);
        forget(DISK(f));
    }
    pthread_mutex_unlock(&lock);
    return off ? SQLITE_IOERR_FSYNC : SQLITE_OK;  // no real fsync: the disk is ours
}
static int xFileSize(sqlite3_file *f, sqlite3_int64 *size) {
    return isOff ? SQLITE_IOERR_FSTAT : REAL(f)->pMethods->xFileSize(REAL(f), size);
}
static int xLock(sqlite3_file *f, int level) { return REAL(f)->pMethods->xLock(REAL(f), level); }
static int xUnlock(sqlite3_file *f, int level) { return REAL(f)->pMethods->xUnlock(REAL(f), level); }
static int xCheckReservedLock(sqlite3_file *f, int *out) { return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out); }
static int xFileControl(sqlite3_file *f, int op, void *arg) { return REAL(f)->pMethods->xFileControl(REAL(f), op, arg); }
static int xSectorSize(sqlite3_file *f) {
    (void)f;
    return SECTOR;
}
static int xDeviceCharacteristics(sqlite3_file *f) {
    (void)f;
    return 0;  // promises nothing: no atomic writes, no safe append, no power-safe overwrite
}
static int xShmMap(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
    return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}
static int xShmLock(sqlite3_file *f, int offset, int n, int flags) {
    return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}
static void xShmBarrier(sqlite3_file *f) { REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int xShmUnmap(sqlite3_file *f, int delete) { return REAL(f)->pMethods->xShmUnmap(REAL(f), delete); }

static const sqlite3_io_methods methods = {
    2,           xClose,           xRead,       xWrite,       xTruncate,
    xSync,       xFileSize,        xLock,       xUnlock,      xCheckReservedLock,
    xFileControl, xSectorSize,     xDeviceCharacteristics, xShmMap, xShmLock,
    xShmBarrier, xShmUnmap,        NULL,        NULL,
};

static int xOpen(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *outFlags) {
    (void)vfs;
    File *file = (File *)f;
    memset(file, 0, sizeof *file);
    file->real = calloc(1, (size_t)realVfs->szOsFile);
    int result = realVfs->xOpen(realVfs, name, file->real, flags, outFlags);
    if (result != SQLITE_OK) {
        free(file->real);
        return result;
    }
    if (name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) {
        pthread_mutex_lock(&lock);
        file->disk = diskAt(name);
        pthread_mutex_unlock(&lock);
    }
    file->base.pMethods = &methods;
    return SQLITE_OK;
}

static int xDelete(sqlite3_vfs *vfs, const char *name, int syncDirectory) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    int off = goes();
    if (!off)
        for (int i = 0; i < diskCount; i++)
            if (!strcmp(disks[i].path, name)) {
                forget(&disks[i]);
                disks[i].durableSize = 0;
            }
    pthread_mutex_unlock(&lock);
    return off ? SQLITE_IOERR_DELETE : realVfs->xDelete(realVfs, name, syncDirectory);
}

int power_cut_install(void) {
    if (realVfs) return 0;
    realVfs = sqlite3_vfs_find(NULL);
    if (!realVfs) return 1;
    cutVfs = *realVfs;
    cutVfs.zName = "power-cut";
    cutVfs.szOsFile = sizeof(File);
    cutVfs.xOpen = xOpen;
    cutVfs.xDelete = xDelete;
    return sqlite3_vfs_register(&cutVfs, 1);
}

void power_cut_arm(int64_t count, uint64_t seed) {
    pthread_mutex_lock(&lock);
    callsLeft = count;
    calls = 0;
    isOff = 0;
    randomState = seed;
    pthread_mutex_unlock(&lock);
}

int power_cut_happened(void) { return isOff; }
int64_t power_cut_calls(void) { return calls; }

int power_cut_restore(void) {
    int failed = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < diskCount; i++) {
        Disk *disk = &disks[i];
        for (int k = 0; k < disk->changeCount; k++) {
            Change *change = &disk->changes[k];
            uint64_t fate = nextRandom() % 3;
            if (fate == 0) continue;  // dropped
            int kept = change->length;
            if (fate == 2 && kept > SECTOR) kept = (int)(nextRandom() % (uint64_t)(kept / SECTOR)) * SECTOR;  // torn
            applyTo(disk, change, kept);
        }
        FILE *file = fopen(disk->path, "wb");
        if (!file || fwrite(disk->durable, 1, (size_t)disk->durableSize, file) != (size_t)disk->durableSize) failed = 1;
        if (file) fclose(file);
        forget(disk);
        free(disk->changes);
        free(disk->durable);
        free(disk->path);
    }
    diskCount = 0;
    isOff = 0;
    callsLeft = -1;
    pthread_mutex_unlock(&lock);
    return failed;
}

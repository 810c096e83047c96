/* The C limit: what one thread of plain C can do for the same question, on the same file.
 *
 * One pass over a pcap (little-endian, microseconds, Ethernet, IPv4) that counts packets per sensor,
 * day and label, and distinct Mirai-type sources per day. A sensor is told by its destination
 * address. It believes the file: nothing is compressed, no link type but Ethernet, no IPv6, no
 * fragments, no countries, no tags but one, at most 64 days. It is a yardstick and not a tool.
 *
 * limit FILE prints the totals that `hirundo tally` must agree with.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SENSORS = 16, DAYS = 64, LABELS = 2 * 65536 + 256, BATCH = 256, ICMP_LABEL = 2 * 65536 + 1 };

struct fields {
  uint32_t source[BATCH];
  uint32_t cell[BATCH]; /* sensor and label */
  uint8_t mirai[BATCH];
};

struct host {
  uint32_t address;
  uint64_t days; /* a bit a day; zero marks an empty slot */
};

static struct host *hosts;
static uint32_t hosts_held, hosts_mask;
static uint32_t sensor_count, sensor_address[256];
static uint8_t sensor_index[256]; /* one more than the index; zero marks an empty slot */
static uint64_t hosts_per_day[DAYS], other, sensor_packets[SENSORS];

static void fail(const char *what) {
  fprintf(stderr, "limit: %s\n", what);
  exit(1);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (!memory) fail("no memory for the tables.");
  return memory;
}

static inline uint32_t big16(const uint8_t *at) {
  uint16_t value;
  memcpy(&value, at, 2);
  return __builtin_bswap16(value);
}

static inline uint32_t big32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return __builtin_bswap32(value);
}

static inline uint32_t slot_of(uint32_t address) {
  return (uint32_t)((address * 0x9E3779B97F4A7C15ull) >> 32) & hosts_mask;
}

static void grow(void) {
  struct host *old = hosts;
  uint32_t count = hosts_mask + 1;
  hosts_mask = hosts_mask * 2 + 1;
  hosts = allocate((size_t)count * 2, sizeof *hosts);
  for (uint32_t i = 0; i < count; i++) {
    if (!old[i].days) continue;
    uint32_t slot = slot_of(old[i].address);
    while (hosts[slot].days) slot = (slot + 1) & hosts_mask;
    hosts[slot] = old[i];
  }
  free(old);
}

static inline void seen(uint32_t address, uint32_t day) {
  uint32_t slot = slot_of(address);
  while (hosts[slot].days && hosts[slot].address != address) slot = (slot + 1) & hosts_mask;
  uint64_t days = hosts[slot].days, bit = 1ull << day;
  if (days & bit) return;
  hosts_per_day[day]++;
  hosts[slot] = (struct host){address, days | bit};
  if (!days && ++hosts_held > hosts_mask / 2) grow();
}

/* A table and not a search: with sensors at random, the search's branches cannot be predicted. */
static inline uint32_t sensor_of(uint32_t address) {
  uint32_t slot = address * 0x9E3779B1u >> 24;
  while (sensor_address[slot] != address) {
    if (!sensor_index[slot]) {
      if (sensor_count == SENSORS) fail("more than 16 destination addresses; use generated input.");
      sensor_address[slot] = address;
      sensor_index[slot] = (uint8_t)++sensor_count;
      break;
    }
    slot = (slot + 1) & 255;
  }
  return sensor_index[slot] - 1u;
}

static void update(const struct fields *batch, uint32_t count, uint32_t *counts, uint32_t day) {
  for (uint32_t i = 0; i < count; i++)
    if (batch->mirai[i]) __builtin_prefetch(&hosts[slot_of(batch->source[i])], 1);
  for (uint32_t i = 0; i < count; i++) counts[batch->cell[i]]++;
  for (uint32_t i = 0; i < count; i++)
    if (batch->mirai[i]) seen(batch->source[i], day);
}

int main(int argc, char **argv) {
  if (argc != 2) fail("usage: limit FILE");
  int file = open(argv[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) || status.st_size < 24) fail("the file cannot be read; check its path.");
  size_t size = (size_t)status.st_size;
  const uint8_t *bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
  if (bytes == MAP_FAILED) fail("the file cannot be mapped.");
  madvise((void *)bytes, size, MADV_SEQUENTIAL);
  uint32_t magic, link;
  memcpy(&magic, bytes, 4);
  memcpy(&link, bytes + 20, 4);
  if (magic != 0xA1B2C3D4 || link != 1) fail("not a little-endian Ethernet pcap in microseconds.");

  hosts_mask = (1u << 16) - 1;
  hosts = allocate((size_t)hosts_mask + 1, sizeof *hosts);
  uint32_t *counts = allocate((size_t)DAYS * SENSORS * LABELS, sizeof *counts);
  struct fields batch;
  uint64_t packets = 0;
  uint32_t first_day = 0, day = 0, held = 0, day_end = 0;
  size_t at = 24;
  while (size - at >= 16) {
    uint32_t header[3];
    memcpy(header, bytes + at, sizeof header);
    uint32_t seconds = header[0], length = header[2];
    const uint8_t *frame = bytes + at + 16;
    if (length > size - at - 16) break;
    at += 16 + length;
    if (seconds >= day_end) { /* the input is in order of time */
      update(&batch, held, counts + (size_t)day * SENSORS * LABELS, day);
      held = 0;
      if (!packets) first_day = seconds / 86400;
      day = seconds / 86400 - first_day;
      if (day >= DAYS) fail("more than 64 days; use generated input.");
      day_end = (first_day + day + 1) * 86400;
    }
    packets++;
    if (length < 34 || frame[12] != 8 || frame[13] != 0 || frame[14] >> 4 != 4) { other++; continue; }
    uint32_t header_length = 14 + (frame[14] & 15) * 4u, protocol = frame[23];
    uint32_t destination = big32(frame + 30), label = 2 * 65536 + protocol;
    uint8_t mirai = 0;
    if (protocol == 6 && length >= header_length + 20) {
      const uint8_t *tcp = frame + header_length;
      label = big16(tcp + 2);
      mirai = big32(tcp + 4) == destination && (tcp[13] & 0x12) == 0x02;
    } else if (protocol == 17 && length >= header_length + 8) {
      label = 65536 + big16(frame + header_length + 2);
    }
    batch.source[held] = big32(frame + 26);
    batch.cell[held] = sensor_of(destination) * LABELS + label;
    batch.mirai[held] = mirai;
    if (++held == BATCH) {
      update(&batch, held, counts + (size_t)day * SENSORS * LABELS, day);
      held = 0;
    }
  }
  update(&batch, held, counts + (size_t)day * SENSORS * LABELS, day);

  uint64_t tcp = 0, udp = 0, icmp = 0, telnet = 0, host_days = 0;
  for (uint32_t d = 0; d <= day; d++) {
    host_days += hosts_per_day[d];
    for (uint32_t s = 0; s < sensor_count; s++) {
      const uint32_t *row = counts + ((size_t)d * SENSORS + s) * LABELS;
      for (uint32_t l = 0; l < LABELS; l++) {
        sensor_packets[s] += row[l];
        if (l < 65536) tcp += row[l]; else if (l < 2 * 65536) udp += row[l];
      }
      icmp += row[ICMP_LABEL];
      telnet += row[23];
    }
  }
  printf("{\"packets\": %llu, \"not_ipv4\": %llu, \"tcp\": %llu, \"udp\": %llu, \"icmp\": %llu, "
         "\"telnet\": %llu, \"days\": %u, \"mirai_hosts\": %u, \"mirai_host_days\": %llu, \"sensors\": [",
         (unsigned long long)packets, (unsigned long long)other, (unsigned long long)tcp,
         (unsigned long long)udp, (unsigned long long)icmp, (unsigned long long)telnet, day + 1,
         hosts_held, (unsigned long long)host_days);
  for (uint32_t s = 0; s < sensor_count; s++)
    printf("%s%llu", s ? ", " : "", (unsigned long long)sensor_packets[s]);
  puts("]}");
  return 0;
}

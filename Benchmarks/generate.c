/* Writes the standard input of the benchmarks: a seeded pcap of background radiation.
 *
 * Ethernet and IPv4, frames of 60 to 74 bytes, microseconds, 30 days from 2024-07-01 UTC, in order
 * of time: 85 % TCP, 11 % UDP, 4 % ICMP; 6 sensors at documentation addresses (RFC 5737); sources
 * with a heavy tail (density rank^(-2/3)), each of them present at least once so that the number of
 * distinct sources does not depend on the number of packets; ports by Zipf(1.05). Of the sources,
 * 15 % are of Mirai's type (sequence number = destination address), 5 % ZMap (identification 54321)
 * and 5 % masscan (identification = destination ^ port ^ sequence); these send TCP SYNs only.
 *
 * generate [--packets N] [--sources N] [--seed N] [--split] OUTPUT
 *
 * OUTPUT is a file, or with --split a folder that gets sensor-1/bench.pcap to sensor-6/bench.pcap.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SENSORS = 6, DAYS = 30, PORTS = 65536, BUFFER = 1 << 20 };
static const uint64_t START = 1719792000; /* 2024-07-01T00:00:00Z */
static const uint32_t SENSOR[SENSORS] = {0xC000020A, 0xC0000214, 0xC000021E,
                                         0xC633640A, 0xC6336414, 0xCB00710A};
/* The commonest ports of the published tables come first; the other ranks are a permutation. */
static const uint16_t COMMON_TCP[] = {23,   6379, 80,   22,   445,  443,  5555, 81,
                                      8080, 1433, 8088, 2375, 2323, 2376, 3389, 8728};
static const uint16_t COMMON_UDP[] = {5060, 53, 123, 161, 1900, 389, 5353, 11211};

enum kind { OTHER, MIRAI, ZMAP, MASSCAN };

struct source {
  uint32_t address;
  uint16_t port, window;
  uint8_t kind, ttl;
};

struct alias {
  float keep[PORTS];
  uint16_t other[PORTS];
};

static uint64_t state[2];

/* xoroshiro128+, Blackman and Vigna 2018. */
static uint64_t next(void) {
  uint64_t a = state[0], b = state[1], sum = a + b;
  b ^= a;
  state[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
  state[1] = (b << 37) | (b >> 27);
  return sum;
}

static double unit(void) { return (double)(next() >> 11) * 0x1p-53; }

static uint32_t below(uint32_t limit) { return (uint32_t)(((next() >> 32) * limit) >> 32); }

static void seed(uint64_t value) {
  for (int i = 0; i < 2; i++) { /* splitmix64, Steele et al. 2014 */
    uint64_t z = (value += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    state[i] = z ^ (z >> 31);
  }
}

static void fail(const char *what, const char *where) {
  fprintf(stderr, "generate: cannot %s %s: %s; check the path and the free space.\n", what, where,
          strerror(errno));
  exit(1);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (!memory) fail("allocate memory for", "the tables");
  return memory;
}

/* Walker's alias method: one draw of a rank costs one multiplication and one comparison. */
static void zipf(struct alias *table, double exponent) {
  double *weight = allocate(PORTS, sizeof *weight), total = 0;
  uint32_t *small = allocate(PORTS, sizeof *small), *large = allocate(PORTS, sizeof *large);
  uint32_t smalls = 0, larges = 0;
  for (uint32_t i = 0; i < PORTS; i++) total += weight[i] = pow(i + 1, -exponent);
  for (uint32_t i = 0; i < PORTS; i++) {
    weight[i] *= PORTS / total;
    if (weight[i] < 1) small[smalls++] = i; else large[larges++] = i;
  }
  while (smalls && larges) {
    uint32_t less = small[--smalls], more = large[larges - 1];
    table->keep[less] = (float)weight[less];
    table->other[less] = (uint16_t)more;
    weight[more] -= 1 - weight[less];
    if (weight[more] < 1) { larges--; small[smalls++] = more; }
  }
  while (larges) table->keep[large[--larges]] = 1;
  while (smalls) table->keep[small[--smalls]] = 1;
  free(weight); free(small); free(large);
}

static uint16_t draw(const struct alias *table, const uint16_t *port) {
  uint32_t slot = below(PORTS);
  return port[(float)unit() < table->keep[slot] ? slot : table->other[slot]];
}

static uint16_t *ranked(const uint16_t *common, uint32_t count) {
  uint16_t *port = allocate(PORTS, sizeof *port);
  for (uint32_t i = 0; i < PORTS; i++) port[i] = (uint16_t)i;
  for (uint32_t i = PORTS - 1; i > 0; i--) {
    uint32_t j = below(i + 1);
    uint16_t swapped = port[i];
    port[i] = port[j];
    port[j] = swapped;
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t j = i; j < PORTS; j++)
      if (port[j] == common[i]) { port[j] = port[i]; port[i] = common[i]; break; }
  return port;
}

/* A bijection of the 32-bit numbers (the finaliser of MurmurHash3): no address comes twice. */
static uint32_t scatter(uint32_t value) {
  value = (value ^ (value >> 16)) * 0x85EBCA6B;
  value = (value ^ (value >> 13)) * 0xC2B2AE35;
  return value ^ (value >> 16);
}

static struct source *population(uint32_t count) {
  struct source *sources = allocate(count, sizeof *sources);
  static const uint8_t start[] = {64, 64, 128, 255};
  uint32_t counter = (uint32_t)next();
  for (uint32_t i = 0; i < count; i++) {
    uint32_t address, first;
    do {
      address = scatter(counter++);
      first = address >> 24;
    } while (first == 0 || first == 10 || first == 127 || first >= 224 || first == 192 ||
             first == 198 || first == 203);
    uint32_t lot = i % 20; /* interleaved over the ranks: shares of sources and packets agree */
    uint8_t kind = lot % 7 == 1 ? MIRAI : lot == 4 ? ZMAP : lot == 11 ? MASSCAN : OTHER;
    uint8_t top = kind == ZMAP || kind == MASSCAN ? 255 : kind == MIRAI ? 64 : start[below(4)];
    sources[i] = (struct source){.address = address,
                                 .port = (uint16_t)(1024 + below(64512)),
                                 .window = (uint16_t)(1 + below(65535)),
                                 .kind = kind,
                                 .ttl = (uint8_t)(top - 8 - below(22))};
  }
  return sources;
}

static void put16(uint8_t *at, uint32_t value) { at[0] = (uint8_t)(value >> 8); at[1] = (uint8_t)value; }

static void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16); put16(at + 2, value); }

/* The one's complement sum of RFC 1071. */
static uint16_t checksum(const uint8_t *bytes, uint32_t count, uint32_t sum) {
  for (uint32_t i = 0; i + 1 < count; i += 2) sum += (uint32_t)bytes[i] << 8 | bytes[i + 1];
  if (count & 1) sum += (uint32_t)bytes[count - 1] << 8;
  while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
  return (uint16_t)~sum;
}

static uint32_t frame(uint8_t *f, const struct source *source, uint32_t sensor,
                      const struct alias *table, const uint16_t *tcp, const uint16_t *udp) {
  static const uint8_t linux_options[20] = {2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0,
                                            0, 1, 0, 0,    0, 0, 1, 3,  3, 7};
  uint32_t destination = SENSOR[sensor], choice = below(100), identification = (uint32_t)(next() >> 48);
  uint32_t protocol = source->kind != OTHER || choice < 80 ? 6 : choice < 95 ? 17 : 1;
  uint8_t *ip = f + 14, *body = f + 34;
  uint32_t length; /* of the IP payload */
  memset(f, 0, 74);
  memcpy(f, "\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0", 14);
  put32(ip + 12, source->address);
  put32(ip + 16, destination);
  if (protocol == 6) {
    uint32_t sequence = (uint32_t)(next() >> 32), port = draw(table, tcp), flags = 0x02;
    uint32_t window = source->window, options = 0, from = source->port;
    if (source->kind == MIRAI) sequence = destination;
    else if (source->kind == ZMAP) identification = 54321, window = 65535;
    else if (source->kind == MASSCAN) identification = (destination ^ port ^ sequence) & 0xFFFF, window = 1024;
    else {
      options = below(10) < 5 ? 20 : below(2) * 4;
      if (below(25) == 0) flags = 0x12, port = from, from = 443; /* backscatter */
    }
    if (sequence == destination && source->kind != MIRAI) sequence++;
    put16(body, from);
    put16(body + 2, port);
    put32(body + 4, sequence);
    body[12] = (uint8_t)((20 + options) / 4 << 4);
    body[13] = (uint8_t)flags;
    put16(body + 14, window);
    memcpy(body + 20, linux_options, options);
    length = 20 + options;
  } else if (protocol == 17) {
    length = 26 + below(15);
    put16(body, source->port);
    put16(body + 2, draw(table, udp));
    put16(body + 4, length);
    for (uint32_t i = 8; i < length; i++) body[i] = (uint8_t)(next() >> 56);
  } else {
    length = 26 + below(15);
    body[0] = 8;
    put32(body + 4, (uint32_t)next());
  }
  ip[0] = 0x45;
  put16(ip + 2, 20 + length);
  put16(ip + 4, identification);
  ip[8] = source->ttl;
  ip[9] = (uint8_t)protocol;
  put16(ip + 10, checksum(ip, 20, 0));
  uint32_t pseudo = (source->address >> 16) + (source->address & 0xFFFF) + (destination >> 16) +
                    (destination & 0xFFFF) + protocol + length;
  if (protocol == 6) put16(body + 16, checksum(body, length, pseudo));
  else if (protocol == 17) {
    uint16_t sum = checksum(body, length, pseudo);
    put16(body + 6, sum ? sum : 0xFFFF); /* RFC 768: zero means none */
  }
  else put16(body + 2, checksum(body, length, 0));
  uint32_t size = 34 + length;
  return size < 60 ? 60 : size; /* Ethernet's minimum without its check sequence */
}

static FILE *create(const char *path) {
  FILE *file = fopen(path, "wb");
  if (!file) fail("create", path);
  setvbuf(file, NULL, _IOFBF, BUFFER);
  const uint32_t header[6] = {0xA1B2C3D4, 4u << 16 | 2, 0, 0, 65535, 1};
  if (fwrite(header, sizeof header, 1, file) != 1) fail("write", path);
  return file;
}

static uint64_t number(const char *text, uint64_t most) {
  char *end;
  errno = 0;
  uint64_t value = strtoull(text, &end, 10);
  if (errno || *end || end == text || !value || value > most) {
    fprintf(stderr, "generate: %s is not a number from 1 to %llu.\n", text, (unsigned long long)most);
    exit(2);
  }
  return value;
}

int main(int argc, char **argv) {
  uint64_t packets = 10000000, sources = 500000, start = 1;
  int split = 0;
  const char *output = NULL;
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--split")) split = 1;
    else if (!strcmp(argv[i], "--packets") && i + 1 < argc) packets = number(argv[++i], 1000000000);
    else if (!strcmp(argv[i], "--sources") && i + 1 < argc) sources = number(argv[++i], 100000000);
    else if (!strcmp(argv[i], "--seed") && i + 1 < argc) start = number(argv[++i], UINT64_MAX);
    else if (argv[i][0] != '-' && !output) output = argv[i];
    else output = NULL, i = argc;
  }
  if (!output) {
    fprintf(stderr, "usage: generate [--packets N] [--sources N] [--seed N] [--split] OUTPUT\n");
    return 2;
  }
  seed(start);
  struct alias *table = allocate(1, sizeof *table);
  zipf(table, 1.05);
  uint16_t *tcp = ranked(COMMON_TCP, sizeof COMMON_TCP / sizeof *COMMON_TCP);
  uint16_t *udp = ranked(COMMON_UDP, sizeof COMMON_UDP / sizeof *COMMON_UDP);
  struct source *people = population((uint32_t)sources);

  FILE *file[SENSORS];
  char path[SENSORS][4096];
  if (split && mkdir(output, 0777) && errno != EEXIST) fail("create", output);
  for (int i = 0; i < (split ? SENSORS : 1); i++) {
    snprintf(path[i], sizeof path[i], split ? "%s/sensor-%d" : "%s", output, i + 1);
    if (split) {
      if (mkdir(path[i], 0777) && errno != EEXIST) fail("create", path[i]);
      strncat(path[i], "/bench.pcap", sizeof path[i] - strlen(path[i]) - 1);
    }
    file[i] = create(path[i]);
  }

  uint64_t stride = packets / sources ? packets / sources : 1;
  uint8_t record[16 + 74];
  for (uint64_t i = 0; i < packets; i++) {
    uint64_t microseconds = (uint64_t)((__uint128_t)i * DAYS * 86400 * 1000000 / packets);
    double u = unit();
    uint64_t rank = i % stride == 0 && i / stride < sources ? i / stride : (uint64_t)(u * u * u * sources);
    uint32_t sensor = below(SENSORS);
    uint32_t size = frame(record + 16, &people[rank], sensor, table, tcp, udp);
    const uint32_t header[4] = {(uint32_t)(START + microseconds / 1000000),
                                (uint32_t)(microseconds % 1000000), size, size};
    memcpy(record, header, sizeof header);
    int where = split ? (int)sensor : 0;
    if (fwrite_unlocked(record, 16 + size, 1, file[where]) != 1) fail("write", path[where]);
  }
  for (int i = 0; i < (split ? SENSORS : 1); i++)
    if (fclose(file[i])) fail("write", path[i]);
  return 0;
}

/* send INTERFACE COUNT [RATE]: frames of 60 bytes, as many a second as the system takes, or RATE.
 *
 * UDP over IPv4 from 65,536 sources in 198.18.0.0/15 (RFC 2544) to 203.0.113.1 (RFC 5737), each with its
 * number in its last four bytes. Prints how many were sent, and in how many seconds. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, LENGTH = 60 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int count, char **words) {
  if (count < 3) return fprintf(stderr, "usage: send INTERFACE COUNT [RATE]\n"), 2;
  long total = atol(words[2]);
  double rate = count > 3 ? atof(words[3]) : 0;
  int descriptor = socket(AF_PACKET, SOCK_RAW, 0);
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(words[1])};
  if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
    return perror(words[1]), 1;

  static uint8_t frames[BATCH][LENGTH];
  struct iovec parts[BATCH];
  struct mmsghdr messages[BATCH];
  memset(messages, 0, sizeof messages);
  for (int place = 0; place < BATCH; place++) {
    uint8_t *frame = frames[place];
    memset(frame, 0xFF, 6);
    memcpy(frame + 6, "\x02\0\0\0\0\x01\x08\0\x45\0\0\x2e", 12);
    memcpy(frame + 22, "\x40\x11", 2);
    memcpy(frame + 26, "\xc6\x12\0\0\xcb\0\x71\x01\x0f\xa0\0\x35\0\x1a", 14);
    parts[place] = (struct iovec){frame, LENGTH};
    messages[place].msg_hdr.msg_iov = &parts[place];
    messages[place].msg_hdr.msg_iovlen = 1;
  }

  long sent = 0;
  double start = seconds();
  while (sent < total) {
    int wanted = total - sent < BATCH ? (int)(total - sent) : BATCH;
    for (int place = 0; place < wanted; place++) {
      uint32_t number = htonl((uint32_t)(sent + place));
      uint32_t random = (uint32_t)(sent + place) * 2654435761u;
      memcpy(frames[place] + 28, &random, 2);
      memcpy(frames[place] + 42, &random, 4);
      memcpy(frames[place] + 56, &number, 4);
    }
    int done = sendmmsg(descriptor, messages, wanted, 0);
    if (done < 0 && errno != ENOBUFS && errno != EAGAIN) return perror("sendmmsg"), 1;
    if (done > 0) sent += done;
    while (rate > 0 && sent > (seconds() - start) * rate) usleep(200);
  }
  printf("%ld %.6f\n", sent, seconds() - start);
  return 0;
}

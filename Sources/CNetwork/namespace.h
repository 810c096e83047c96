#if defined(__linux__)
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

extern int setns(int descriptor, int kind);

/// Moves this thread into the network namespace of a descriptor (setns(2), which C shows to GNU sources only).
static inline int network_enter(int descriptor) {
  return setns(descriptor, 0x40000000 /* CLONE_NEWNET */);
}

/// A socket that sends whole frames out of an interface of this thread's namespace and hears none (packet(7)); -1 with errno.
static inline int network_sender(const char *interface) {
  struct sockaddr_ll address = {
      .sll_family = AF_PACKET,
      .sll_ifindex = (int)if_nametoindex(interface),
  };
  if (address.sll_ifindex == 0) return -1;
  int descriptor = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (bind(descriptor, (const struct sockaddr *)&address, sizeof address) == 0) return descriptor;
  close(descriptor);
  return -1;
}
#endif

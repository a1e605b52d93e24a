// Makes envoy.txt: the tables that Envoy's Maglev makes, by Envoy's own code and hashes.
//
// Envoy's code is not here. Of https://github.com/envoyproxy/envoy (Apache License 2.0), take the
// file source/common/upstream/maglev_lb.cc as it was in commit
// 004303a5a8facd20b83f282a7452cd789983ac20, and put its part that makes tables beside this file:
//
//     sed '/^#include/d;/^MaglevLoadBalancer::/,$d' maglev_lb.cc > maglev_table.inc
//     g++ -std=c++17 -O2 envoy.cc -lxxhash -lcrypto -o envoy && ./envoy > envoy.txt
//
// It needs libxxhash and OpenSSL (Debian: libxxhash-dev, libssl-dev). What Envoy's headers would
// declare is declared below, only so far that the code compiles, and takes down the offset and skip
// of each host. Each line: the slots; the hosts, as offset:skip*weight; the SHA-256 of the places in
// that list of the owners of all slots, as ints of four bytes, the lowest first; and the places of
// the owners of the first 17 slots. The hosts are 127.0.0.1:90, :91 and so on. The first two lines
// are the tables that Envoy's tests expect (Basic and Weighted in maglev_lb_test.cc).

#include <openssl/sha.h>
#include <xxhash.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define ASSERT(condition) assert(condition)
#define ENVOY_LOG(...)
#define ENVOY_LOG_CHECK_LEVEL(level) false

namespace absl {
using string_view = std::string_view;
}

namespace Envoy {

struct HashUtil {
  static uint64_t xxHash64(std::string_view text, uint64_t seed = 0) {
    return XXH64(text.data(), text.size(), seed);
  }
};

namespace Upstream {

struct Address {
  std::string text;
  const std::string& asString() const { return text; }
};

struct Host {
  int place;
  Address at;
  const Address* address() const { return &at; }
};
using HostConstSharedPtr = std::shared_ptr<const Host>;
using NormalizedHostWeightVector = std::vector<std::pair<HostConstSharedPtr, double>>;

struct Gauge {
  void set(uint64_t) {}
};
struct MaglevLoadBalancerStats {
  Gauge min_entries_per_host_, max_entries_per_host_;
};

std::vector<std::pair<uint64_t, uint64_t>> offsets_and_skips;

class MaglevTable {
public:
  MaglevTable(const NormalizedHostWeightVector&, double, uint64_t, bool, MaglevLoadBalancerStats&);
  HostConstSharedPtr chooseHost(uint64_t hash, uint32_t attempt) const;

private:
  struct TableBuildEntry {
    TableBuildEntry(const HostConstSharedPtr& host, uint64_t offset, uint64_t skip, double weight)
        : host_(host), offset_(offset), skip_(skip), weight_(weight) {
      offsets_and_skips.emplace_back(offset, skip);
    }
    HostConstSharedPtr host_;
    uint64_t offset_, skip_;
    double weight_, target_weight_ = 0;
    uint64_t next_ = 0, count_ = 0;
  };
  static std::string_view hashKey(const HostConstSharedPtr& host, bool) {
    return host->address()->asString();
  }
  uint64_t permutation(const TableBuildEntry& entry);

  uint64_t table_size_;
  std::vector<HostConstSharedPtr> table_;
  MaglevLoadBalancerStats& stats_;
};

} // namespace Upstream
} // namespace Envoy

#include "maglev_table.inc" // ends within both namespaces

} // namespace Upstream
} // namespace Envoy

using namespace Envoy::Upstream;

static void line(uint64_t slots, const std::vector<int>& weights) {
  NormalizedHostWeightVector hosts;
  for (int i = 0; i < (int)weights.size(); i++) {
    Address address{"127.0.0.1:" + std::to_string(90 + i)};
    hosts.emplace_back(std::make_shared<Host>(Host{i, address}), weights[i]);
  }
  MaglevLoadBalancerStats stats;
  offsets_and_skips.clear();
  MaglevTable table(hosts, *std::max_element(weights.begin(), weights.end()), slots, false, stats);
  std::vector<int32_t> owners;
  for (uint64_t slot = 0; slot < slots; slot++) {
    owners.push_back(table.chooseHost(slot, 0)->place);
  }
  printf("%lu ", slots);
  for (size_t i = 0; i < weights.size(); i++) {
    auto [offset, skip] = offsets_and_skips[i];
    printf("%s%lu:%lu*%d", i == 0 ? "" : ",", offset, skip, weights[i]);
  }
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256((const unsigned char*)owners.data(), owners.size() * sizeof(int32_t), hash);
  printf(" ");
  for (unsigned char byte : hash) {
    printf("%02x", byte);
  }
  for (uint64_t slot = 0; slot < std::min<uint64_t>(17, slots); slot++) {
    printf("%s%d", slot == 0 ? " " : ",", owners[slot]);
  }
  printf("\n");
}

int main() {
  line(7, std::vector<int>(6, 1));
  line(17, {1, 2});
  for (int size : {1, 3, 10, 50}) {
    line(65537, std::vector<int>(size, 1));
  }
  line(65537, {1, 2, 7});
  line(65537, {1000, 1, 500, 500});
  std::vector<int> mixed;
  for (int i = 0; i < 40; i++) {
    mixed.push_back(1 + i * i % 11);
  }
  line(65537, mixed);
}

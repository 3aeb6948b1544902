// unreached.cpp -- what recipients did with messages that nothing was sent of to them, or not yet.
// SPDX-License-Identifier: MIT
#include "measure/unreached.hpp"

#include <algorithm>
#include <string_view>

namespace engage::measure {
namespace {

constexpr Verbs reaching = verbs("message.sent message.delivered");
constexpr Verbs answering = verbs("message.opened message.clicked message.converted message.unsubscribed "
                                  "message.complained");

/// FNV-1a. Its key is not drawn at start, as that of other tables: where places are shared, it decides what is found.
void mix(std::uint64_t& hash, std::string_view bytes) {
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
}

/// Of a recipient and a message, by which pairs are told apart.
std::uint64_t hash_of_pair(const Batch& batch, const Event& event) {
    std::uint64_t hash = 0xcbf29ce484222325;
    mix(hash, batch.view(event.customer));
    mix(hash, event.message.empty() ? std::string_view("\0c", 2) : std::string_view("\0m", 2));
    mix(hash, batch.view(event.message));
    const std::uint32_t labels[] = {event.channel, event.message.empty() ? event.campaign : 0};
    mix(hash, {reinterpret_cast<const char*>(labels), sizeof labels});
    return hash ^ hash >> 32;
}

bool is_of(const Event& event, Verbs words) {
    return !is_measured(event.verb) && (bit(event.verb) & words) && !event.customer.empty();
}

} // namespace

void Unreached::note(const Batch& batch, const Event& event) {
    if (!is_of(event, reaching)) return;
    channels_.insert(event.channel);
    Instant& first = first_[hash_of_pair(batch, event) % places];
    first = std::min(first, event.time); // without a time, it may have been before anything
}

bool Unreached::finds(const Batch& batch, const Event& event) const {
    if (!is_of(event, answering) || !channels_.contains(event.channel)) return false;
    const Instant first = first_[hash_of_pair(batch, event) % places];
    return first == never || (event.time != no_time && event.time < first);
}

} // namespace engage::measure

// slip.cpp -- what few events have, in few bytes.
// SPDX-License-Identifier: MIT
#include "count/slip.hpp"

namespace engage::count {
namespace {

template <class Number>
void put_number(char*& at, const Number& number) {
    std::memcpy(at, &number, sizeof number);
    at += sizeof number;
}

template <class Number>
void take_number(const char*& at, Number& number) {
    std::memcpy(&number, at, sizeof number);
    at += sizeof number;
}

} // namespace

std::size_t Slips::size_of_rare(std::uint8_t parts, std::int64_t duration) const {
    return (duration == with_told ? sizeof(Told) : 0) + (parts & has_subject ? sizeof(Cell) : 0) +
           (parts & has_campaign ? sizeof(Label) : 0) + (parts & odd ? sizeof(Odd) : 0) +
           (parts & many_keys ? sizeof(Routed::valued) : 0) + (parts & keyed ? key_count_ * sizeof(Label) : 0) +
           (parts & long_texts ? sizeof(Sizes) : 0);
}

char* Slips::write_rare(char* at, const Form& form, const Batch& batch, const Event& event,
                        const Routed& routed) const {
    const std::uint8_t parts = form.parts;
    if (parts & has_subject) put_number(at, routed.subject);
    if (parts & has_campaign) put_number(at, routed.campaign);
    if (parts & odd) put_number(at, Odd{event.count, form.duration});
    if (form.duration == with_told) {
        const Detail& detail = batch.detail(event);
        put_number(at, Told{detail.value, detail.score, detail.scored, detail.priced});
    }
    if (parts & many_keys) put_number(at, routed.valued);
    for (std::size_t i = 0; parts & keyed && i < key_count_; ++i) put_number(at, routed.keys[i]);
    if (parts & long_texts) put_number(at, Sizes{event.customer.size, event.session.size, event.message.size});
    return at;
}

const char* Slips::read_rare(const char* at, std::uint8_t parts, Counted& counted, Sizes& sizes) const {
    if (parts & has_subject) take_number(at, counted.subject);
    if (parts & has_campaign) take_number(at, counted.campaign);
    if (parts & odd) {
        Odd numbers;
        take_number(at, numbers);
        counted.count = numbers.count;
        counted.duration = numbers.duration;
        if (numbers.duration == with_told) counted.told = std::exchange(at, at + sizeof(Told));
    }
    if (parts & many_keys) take_number(at, counted.valued);
    if (parts & keyed)
        counted.keys = reinterpret_cast<const Label*>(std::exchange(at, at + key_count_ * sizeof(Label)));
    if (parts & long_texts) take_number(at, sizes);
    return at;
}

} // namespace engage::count

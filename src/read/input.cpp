// input.cpp -- unpacks as often as there is something packed.
// SPDX-License-Identifier: MIT
#include "read/input.hpp"

#include "read/archive.hpp"
#include "read/bytes.hpp"

namespace engage::read {

namespace {

constexpr std::size_t most_layers = 3;
constexpr std::size_t longest_mark = 4; // by which what is packed is known

} // namespace

struct Input::State {
    std::shared_ptr<File> file;
    std::string name;
    int member = -1;
    Expansion expansion;
    std::unique_ptr<Ahead> bytes;
    std::vector<std::string_view> packed_in;
    bool started = false;
    bool tells_size = true;

    void start();
};

/// What is packed is looked at on the first read, not when opening: a pipe may have nothing to say for a long time.
void Input::State::start() {
    started = true;
    while (packed_in.size() < most_layers) {
        Unpacked inside = unpack(bytes, name, expansion);
        if (inside.bytes == nullptr) break;
        packed_in.push_back(inside.format);
        bytes = std::make_unique<Ahead>(std::move(inside.bytes));
    }
    if (is_zip(bytes->look(longest_mark)))
        fail_to_read(name, "is an archive inside something packed", "unpack it first");
}

Input::Input(std::string name, std::istream* standard_input, const Reading& reading)
    : state_(std::make_unique<State>()) {
    state_->file = std::make_shared<File>(name, standard_input);
    state_->name = std::move(name);
    state_->expansion.most = reading.max_expansion;
    state_->bytes = std::make_unique<Ahead>(std::make_unique<FileBytes>(state_->file));
}

Input::Input(std::unique_ptr<State> state) : state_(std::move(state)) {}
Input::~Input() = default;
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;

std::size_t Input::read(char* into, std::size_t size) {
    if (!state_->started) state_->start();
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t count = state_->bytes->read(into + filled, size - filled);
        if (count == 0) break;
        filled += count;
    }
    return filled;
}

std::string_view Input::look(std::size_t size) {
    if (!state_->started) state_->start();
    return state_->bytes->look(size);
}

std::vector<Input> Input::members() {
    std::vector<Input> inputs;
    const std::string_view start = state_->bytes->look(longest_mark);
    if (!is_zip(start)) return inputs;
    const std::shared_ptr<File>& file = state_->file;
    if (!file->regular()) file->spool(start);
    const auto members = members_of(*file);
    for (const Member& member : members)
        if (member.name == "xl/workbook.xml")
            fail_to_read(state_->name, "is an Excel workbook", "save its sheets as CSV");
    if (members.empty()) fail_to_read(state_->name, "is an archive without a file in it");
    for (const Member& member : members) {
        auto state = std::make_unique<State>();
        state->file = file;
        state->member = static_cast<int>(inputs.size());
        state->tells_size = state->member == 0;
        state->name = state_->name + ":" + member.name;
        state->expansion = state_->expansion;
        state->packed_in.emplace_back("zip");
        state->bytes = std::make_unique<Ahead>(open_member(file, member, state->name, state->expansion));
        inputs.push_back(Input(std::move(state)));
    }
    return inputs;
}

Input Input::without_bytes() const {
    struct Nothing : Bytes {
        std::size_t read(char*, std::size_t) override { return 0; }
    };
    auto state = std::make_unique<State>();
    state->file = state_->file;
    state->name = state_->name;
    state->member = state_->member;
    state->packed_in = state_->packed_in;
    state->bytes = std::make_unique<Ahead>(std::make_unique<Nothing>());
    state->started = true;
    state->tells_size = false;
    return Input(std::move(state));
}

const std::string& Input::name() const { return state_->name; }
const std::string& Input::file() const { return state_->file->name(); }
int Input::member() const { return state_->member; }
const std::vector<std::string_view>& Input::packed_in() const { return state_->packed_in; }
std::uint64_t Input::bytes_on_disk() const { return state_->tells_size ? state_->file->size() : 0; }
bool Input::size_known() const { return !state_->tells_size || state_->file->size() > 0; }
std::uint64_t Input::bytes_taken() const { return state_->tells_size ? state_->file->taken() : 0; }

} // namespace engage::read

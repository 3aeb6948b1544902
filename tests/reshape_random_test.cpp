// reshape_random_test.cpp -- random records: their shape, and that which a naive reading gives them.
// SPDX-License-Identifier: MIT
#include "catch.hpp"

#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "read_support.hpp"

using engage::Shape;
using engage::test::read_text;
using engage::test::Strings;

namespace {

using nlohmann::ordered_json;

/// Random objects over few keys, so that paths often lead somewhere.
class Random {
public:
    explicit Random(unsigned seed) : numbers_(seed) {}

    std::size_t below(std::size_t limit) { return numbers_() % limit; }
    std::string key() {
        return std::vector<std::string>{"a", "b", "a.b", "key", "value", "b\"", "é", "x_value"}[below(8)];
    }

    ordered_json object(int depth) {
        ordered_json made = ordered_json::object();
        for (std::size_t i = below(4); i-- > 0;) made[key()] = value(depth);
        return made;
    }

    ordered_json value(int depth) {
        switch (below(depth > 3 ? 5 : 10)) {
        case 0: return nullptr;
        case 1: return below(1000);
        case 2: return "x\n\\\" ]}{[" + key();
        case 3: return true;
        case 4: return object(4).dump();
        case 5:
        case 6: return object(depth + 1);
        case 7: return pairs(depth + 1);
        default: {
            ordered_json made = ordered_json::array();
            for (std::size_t i = below(4); i-- > 0;) made.push_back(value(depth + 1));
            return made;
        }
        }
    }

private:
    ordered_json pairs(int depth) {
        ordered_json made = ordered_json::array();
        for (std::size_t i = below(4); i-- > 0;) made.push_back({{"key", key()}, {"value", value(depth)}});
        return made;
    }

    std::mt19937 numbers_;
};

/// What stands at a path, and the object in which it does, of which the key is.
struct Spot {
    ordered_json* holder = nullptr;
    std::string key;
    ordered_json& value() const { return (*holder)[key]; }
};

Spot spot_at(ordered_json& object, const std::string& path) {
    if (object.contains(path)) return {&object, path};
    for (std::size_t dot = path.rfind('.'); dot != path.npos && dot != 0; dot = path.rfind('.', dot - 1)) {
        const std::string key = path.substr(0, dot);
        if (!object.contains(key) || !object[key].is_object()) continue;
        if (const Spot found = spot_at(object[key], path.substr(dot + 1)); found.holder != nullptr) return found;
    }
    return {};
}

ordered_json unwrapped_once(ordered_json record, const Shape& shape) {
    for (const std::string& path : shape.unwrap) {
        const Spot spot = spot_at(record, path);
        if (spot.holder == nullptr) continue;
        ordered_json inner = spot.value();
        if (inner.is_string()) inner = ordered_json::parse(inner.get<std::string>(), nullptr, false);
        if (inner.is_object()) return inner;
    }
    return record;
}

ordered_json plain(const ordered_json& value) {
    if (!value.is_object()) return value;
    bool typed = value.empty();
    for (const auto& [key, inner] : value.items()) {
        if (!key.ends_with("_value")) continue;
        typed = true;
        if (!inner.is_null()) return inner;
    }
    return typed ? ordered_json() : value;
}

ordered_json unwrapped(ordered_json record, const Shape& shape) {
    for (int i = 0; i < 4; ++i) record = unwrapped_once(record, shape);
    return record;
}

void replace_pairs(ordered_json& record, const Shape& shape) {
    for (const std::string& path : shape.pairs) {
        const Spot spot = spot_at(record, path);
        if (spot.holder == nullptr || !spot.value().is_array()) continue;
        ordered_json object = ordered_json::object();
        for (const auto& pair : spot.value())
            if (pair.is_object() && pair.contains("key") && pair["key"].is_string() && !object.contains(pair["key"]))
                object[pair["key"].get<std::string>()] = plain(pair.value("value", ordered_json()));
        if (!object.empty()) spot.value() = object;
    }
}

void add_after(ordered_json& object, const std::string& before, const std::string& key, const ordered_json& value) {
    ordered_json made = ordered_json::object();
    for (const auto& [name, member] : object.items()) {
        made[name] = member;
        if (name == before) made[key] = value;
    }
    object = made;
}

std::vector<ordered_json> naively(const ordered_json& from, const Shape& shape) {
    ordered_json record = unwrapped(from, shape);
    replace_pairs(record, shape);
    Spot spot;
    for (const auto& path : shape.each) {
        const Spot found = spot_at(record, path);
        if (found.holder == nullptr || found.value().is_null()) continue;
        const bool is_empty = found.value().is_array() && found.value().empty();
        if (!is_empty || spot.holder == nullptr) spot = found;
        if (!is_empty) break;
    }
    if (spot.holder == nullptr || !spot.value().is_array()) return {record};
    const ordered_json array = spot.value();
    spot.value() = nullptr;
    if (array.empty()) return {record};
    std::vector<ordered_json> records;
    if (shape.with_last) add_after(*spot.holder, spot.key, spot.key + "_last", array.back());
    for (const auto& element : array) {
        spot.value() = element;
        records.push_back(record);
    }
    return records;
}

} // namespace

TEST_CASE("random records become what a naive reading makes of them") {
    Random random(1);
    std::set<std::string> seen;
    const std::vector<std::string> paths{"a", "b", "a.b", "a.a", "b.a.b", "value", "a.b.value", "é"};
    for (int round = 0; round < 300; ++round) {
        const auto path = [&] { return paths[random.below(paths.size())]; };
        const Shape shape{{path(), path()}, {path(), path()}, {path(), path()}, {}, random.below(2) == 0};
        std::string records, expected;
        for (int i = 0; i < 20; ++i) {
            const ordered_json record = random.object(0);
            const auto naive = naively(record, shape);
            records += record.dump() + "\n";
            for (const auto& one : naive) expected += one.dump();
            expected += "\n"; // several records of a line have its number
            seen.insert(naive.size() > 1 ? "many" : naive[0] == record ? "same" : "other");
        }
        const Strings columns = read_text(expected).format.columns;
        if (columns.empty()) continue;
        INFO(records);
        const auto shaped = read_text(records, columns, {}, {{}, false, shape});
        CHECK(shaped.bad.empty());
        CHECK(shaped.rows == read_text(expected, columns).rows);
    }
    CHECK(seen.size() == 3);
}

TEST_CASE("damaged records are refused as without a shape") {
    Random random(2);
    const Shape shape{{"a", "b"}, {"value", "a"}, {"b"}, {}, true};
    const std::string marks = "{}[]\",:\\0-e.nu \n\xff\x01";
    std::size_t refused = 0;
    for (int round = 0; round < 200; ++round) {
        std::string records;
        for (int i = 0; i < 20; ++i) {
            std::string record = random.object(0).dump();
            for (std::size_t damages = random.below(3); damages-- > 0;) {
                const std::size_t at = random.below(record.size());
                if (random.below(2) == 0) record[at] = marks[random.below(marks.size())];
                else record.erase(at, 1 + random.below(3));
                if (record.empty()) record = "{";
            }
            records += record + (random.below(8) == 0 ? " " : "\n");
        }
        INFO(records);
        for (const std::string& text : Strings{"{\"id\":1}\n" + records, "[{\"id\":1},\n" + records + "\n]"}) {
            const auto plain = read_text(text, {"id"}), shaped = read_text(text, {"id"}, {}, {{}, false, shape});
            CHECK(shaped.bad == plain.bad);
            CHECK(shaped.what == plain.what);
            CHECK(shaped.lines == plain.lines);
            refused += plain.bad.size();
        }
    }
    CHECK(refused > 1000);
}

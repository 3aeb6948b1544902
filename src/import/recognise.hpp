// recognise.hpp -- which importer knows an input, and why.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "import/source.hpp"

namespace engage {

/// The importer of tables whose rows are events as they stand.
inline constexpr std::string_view plain_importer = "canonical";

/// What of the chosen table of a source is compared with fingerprints; `pairs`: of its pairs of names and values.
class Look {
public:
    explicit Look(const Source& source, bool pairs = false);
    /// The column that has the name, or is as the pattern says; null: there is none.
    const std::string* find(const std::string& name) const;
    /// How much of the table the fingerprint has asked for, and what; 0: it is not this table's.
    std::size_t fit(const Fingerprint& print, std::string& why) const;

private:
    std::map<std::string, std::string> columns_; ///< by key
    std::vector<std::string> written_;           ///< in lower case
    std::string name_, above_;
    bool pairs_;
};

/// Of the importer asked for, or else of the importers of the request and then of those that are built in.
using UseFingerprint = std::function<void(const std::string& importer, const Fingerprint& print)>;
void each_fingerprint(const Request& request, const UseFingerprint& use);

/// Those of the request first, then those that are built in. Throws Failure(usage) with the nearest name.
const Importer& importer_named(const Request& request, const std::string& name);

/// Finds the importers: that asked for; one that any row suits, where the event is set or mapped; else the one with the
/// fingerprint that asks for most; else the one for tables with a column for the event. Of several tables of a text,
/// the one it knows is chosen. Where two importers know an input equally well, throws Failure(data) that names them.
/// Where none does, likewise, with what to do; of the tables of an archive, only where none knows any.
/// `keep_unknown`: such a table is kept, and its rows are ignored.
void recognise(std::vector<Source>& sources, const Request& request, bool keep_unknown);

inline constexpr std::string_view unknown_event = "no column is known to hold the event";

} // namespace engage

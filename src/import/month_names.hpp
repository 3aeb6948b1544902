// month_names.hpp -- the months and days of the week as exports write them. A language is a few lines more.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace engage {

/// Of each month, in lower case and one blank between them: English, German, French, Spanish, Italian, Dutch,
/// Portuguese; whole names and the short ones, without a point at the end.
inline constexpr std::array<std::string_view, 12> month_names{
    "jan january januar jänner jän janvier janv enero ene gennaio gen januari janeiro",
    "feb february februar février févr fév fevrier febrero febbraio februari feb fevereiro fev",
    "mar march märz mär mrz mars marzo maart mrt março marco",
    "apr april avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juillet juil julio luglio lug julho",
    "aug august août aout agosto ago augustus",
    "sep sept september septembre septiembre settembre set setembro",
    "oct october oktober okt octobre octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro",
};

/// In the same languages; which day it is follows from the date.
inline constexpr std::string_view weekday_names =
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag sonnabend so sonntag "
    "lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche "
    "lunes martes mié mie miércoles jue jueves vie viernes sáb sábado sab dom domingo "
    "lunedì martedì mercoledì gio giovedì venerdì sabato domenica "
    "ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag "
    "seg segunda ter terça qua quarta qui quinta sex sexta";

} // namespace engage

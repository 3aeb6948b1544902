// currencies.hpp -- how amounts name their currency: the codes of ISO 4217, and signs.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace engage {

/// A sign beside an amount. Without a code, it is that of several currencies and names none.
struct CurrencySign {
    std::string_view sign;
    std::string_view code;
};

/// No sign stands after one that it begins with.
inline constexpr std::array<CurrencySign, 39> currency_signs{{
    {"US$", "USD"}, {"AU$", "AUD"}, {"CA$", "CAD"}, {"NZ$", "NZD"}, {"HK$", "HKD"}, {"NT$", "TWD"}, {"MX$", "MXN"},
    {"CN¥", "CNY"}, {"JP¥", "JPY"}, {"A$", "AUD"},  {"C$", "CAD"},  {"S$", "SGD"},  {"R$", "BRL"},  {"$", ""},
    {"€", "EUR"},   {"£", "GBP"},   {"¥", ""},      {"￥", ""},     {"円", "JPY"},  {"元", "CNY"},  {"₹", "INR"},
    {"Rs.", ""},    {"Rs", ""},     {"₽", "RUB"},   {"₩", "KRW"},   {"₺", "TRY"},   {"₪", "ILS"},   {"₫", "VND"},
    {"₴", "UAH"},   {"₱", "PHP"},   {"₦", "NGN"},   {"฿", "THB"},   {"zł", "PLN"},  {"Kč", "CZK"},  {"Ft", "HUF"},
    {"kr.", ""},    {"kr", ""},     {"Rp", "IDR"},  {"RM", "MYR"},
}};

/// The codes in use, one blank between them.
inline constexpr std::string_view currency_codes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// Decimals of the smallest unit of a currency, by ISO 4217; 2 where it is not known.
constexpr int decimals_of(std::string_view code) {
    constexpr std::string_view none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    constexpr std::string_view three = "BHD IQD JOD KWD LYD OMR TND";
    if (code.size() != 3) return 2;
    return none.find(code) != none.npos ? 0 : three.find(code) != three.npos ? 3 : 2;
}

} // namespace engage

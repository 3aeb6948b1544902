#!/usr/bin/env bash
# process.sh -- what only a real process shows: descriptors, pipes, signals, environment, files that race.
# SPDX-License-Identifier: MIT
#
#     tests/process.sh ENGAGE SOURCE_DIR
set -u
engage=$1 source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
passed=0 failed=0

# check NAME COMMAND…: the command must succeed.
check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1)) && echo "ok $name"
    else
        failed=$((failed + 1)) && echo "not ok $name"
    fi
}
# gives STATUS COMMAND…: the command must end with that status.
gives() {
    local wanted=$1 status=0
    shift
    "$@" || status=$?
    [ "$status" = "$wanted" ] || { echo "  status $status, not $wanted: $*" && return 1; }
}

mail=$source/data/examples/mail.csv
report=("$engage" report "$mail" --format json)

# A few thousand rows with every kind of state, to be counted by several threads.
many() {
    echo 'time,customer,channel,event,campaign,session,page,id'
    for i in $(seq 1 20000); do
        case $((i % 4)) in
        0) echo "2026-11-$((i % 20 + 10))T10:00:00Z,c$((i * 7 % 500)),email,opened,k$((i % 9)),,," ;;
        1) echo "2026-11-$((i % 20 + 10))T09:00:00Z,c$((i * 7 % 500)),email,delivered,k$((i % 9)),,," ;;
        2) echo "2026-11-$((i % 20 + 10))T10:$((i % 50 + 10)):00Z,c$((i % 300)),web,page_view,,,/p$((i % 40)),e$((i % 4000))" ;;
        3) echo "2026-11-$((i % 20 + 10))T10:$((i % 50 + 10)):00Z,c$((i % 300)),app,page_view,,s$((i % 700)),/p$((i % 40))," ;;
        esac
    done
}
many >many.csv

the_figures_are_the_same_bytes_for_any_number_of_threads() {
    local threads
    "$engage" report many.csv --threads 1 --by campaign --top 0 --format json >one.json || return 1
    for threads in 2 3 8; do
        "$engage" report many.csv --threads $threads --by campaign --top 0 --format json | cmp - one.json || return 1
    done
}
a_pipe_in_small_pieces_gives_the_same_as_the_file() {
    "$engage" report - --format csv <many.csv >whole.csv &&
        dd if=many.csv bs=777 status=none | "$engage" report - --format csv | cmp - whole.csv
}
gzip_is_known_by_content_not_by_name() {
    gzip -c many.csv >many.data && "$engage" report many.data --format csv >zipped.csv &&
        "$engage" report many.csv --format csv | cmp - zipped.csv
}
a_cut_gzip_gives_no_figures() {
    gzip -c many.csv | head -c 20000 >cut.gz
    gives 66 "$engage" report cut.gz >cut.out 2>cut.err && [ ! -s cut.out ] && grep -q cut.gz cut.err
}
neither_language_nor_zone_nor_an_empty_environment_changes_a_byte() {
    "${report[@]}" >plain.json &&
        LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Kathmandu "${report[@]}" | cmp - plain.json &&
        env -i "${report[@]}" | cmp - plain.json
}
it_runs_with_closed_standard_input() { gives 0 "${report[@]}" <&- >/dev/null; }
a_reader_who_has_read_enough_is_no_failure() {
    { "$engage" events many.csv || echo "status $?" >&2; } 2>noise | head -n 1 >/dev/null
    ! grep -q engage noise
}
a_full_device_is_told() { gives 74 "${report[@]}" >/dev/full 2>full.err && grep -q 'standard output' full.err; }
a_closed_standard_output_is_told() { gives 74 "${report[@]}" >&- 2>closed.err && [ -s closed.err ]; }
a_missing_input_prints_nothing() {
    gives 66 "$engage" report "$mail" missing.csv >missing.out 2>/dev/null && [ ! -s missing.out ]
}
an_output_file_in_a_missing_folder_cannot_be_created() {
    gives 73 "${report[@]}" -o nowhere/report.json 2>/dev/null
}
an_output_file_appears_whole_though_several_write_it() {
    local i
    for i in 1 2 3 4; do "$engage" report many.csv --format json -o race.json & done
    wait
    "$engage" report many.csv --format json | cmp - race.json && [ "$(ls race.json* | wc -l)" = 1 ]
}
a_killed_run_leaves_the_old_file() {
    echo old >kept.json
    (yes 'c1,email,opened,2026-11-09' | sed '1i customer,channel,event,time' | timeout -s KILL 1 "$engage" report - --format json -o kept.json) 2>/dev/null
    [ "$(cat kept.json)" = old ]
}
a_link_is_followed_and_a_device_written_through() {
    echo old >target.json && ln -s target.json link.json && "${report[@]}" -o link.json && [ -L link.json ] &&
        grep -q schema target.json && "${report[@]}" -o /dev/null && [ -c /dev/null ]
}
a_line_of_some_megabytes_is_read() {
    { echo 'event,customer,campaign'; printf 'opened,a,'; head -c 8000000 /dev/zero | tr '\0' x; echo; } >long.csv
    gives 0 "$engage" report long.csv --set channel=email --format csv >/dev/null
}
ten_thousand_columns_are_read() {
    { printf 'event,customer'; printf ',c%d' $(seq 1 10000); echo; printf 'opened,a'; printf ',%d' $(seq 1 10000); echo; } >wide.csv
    gives 0 "$engage" report wide.csv --set channel=email --format csv >/dev/null
}
deep_json_is_refused_not_followed() {
    { head -c 1000000 /dev/zero | tr '\0' '['; } >deep.json
    gives 65 "$engage" report deep.json --set event=web.page_view >/dev/null 2>&1
}
random_bytes_end_with_a_message() {
    head -c 5000000 /dev/urandom >random.csv
    gives 65 "$engage" report random.csv >/dev/null 2>random.err && grep -q random.csv random.err
}
an_empty_file_and_a_folder_are_told() {
    : >empty.csv
    gives 65 "$engage" report empty.csv >/dev/null 2>&1 && gives 66 "$engage" report . >/dev/null 2>&1
}
escape_sequences_of_the_data_do_not_reach_the_terminal() {
    printf 'event,customer,campaign\nopened,a,\033[31mred\nnonsense,b,\033]0;title\007\n' >escape.csv
    "$engage" report escape.csv --set channel=email --by campaign >escape.out 2>&1
    ! grep -q $'\033' escape.out
}

for name in $(declare -F | cut -d' ' -f3 | grep _); do check "${name//_/ }" "$name"; done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

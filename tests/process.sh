#!/usr/bin/env bash
# process.sh -- what only a real process shows: descriptors, pipes, signals, environment, files that race.
# SPDX-License-Identifier: MIT
#
#     tests/process.sh ENGAGE SOURCE_DIR
set -u
engage=$(realpath "$1") source=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
passed=0 failed=0

# check NAME COMMAND…: the command must succeed; what it prints is why it did not.
check() {
    local name=$1 why
    shift
    : >"$folder/why" # for what has no streams to say it on
    if why=$("$@" 2>&1); then
        passed=$((passed + 1)) && echo "ok $name"
    else
        failed=$((failed + 1)) && echo "not ok $name: ${why//$'\n'/; }$(cat "$folder/why")"
    fi
}
# gives STATUS COMMAND…: the command must end with that status.
gives() {
    local wanted=$1 status=0
    shift
    "$@" || status=$?
    [ "$status" = "$wanted" ] || { echo "status $status, not $wanted: $*" >"$folder/why" && return 1; }
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
the_figures_are_the_same_bytes_for_any_limit_of_memory_and_no_file_is_left() {
    local limit
    mkdir -p room && "$engage" report many.csv --by campaign --top 0 --format json >unlimited.json || return 1
    for limit in 1K 1M 100M; do
        TMPDIR=$PWD/room "$engage" report many.csv --by campaign --top 0 --format json --memory-limit $limit | cmp - unlimited.json || return 1
    done
    [ -z "$(ls -A room)" ]
}
a_temporary_file_that_cannot_be_made_or_written_is_told_and_nothing_printed() {
    TMPDIR=$PWD/nowhere gives 73 "$engage" report many.csv --memory-limit 1K >limited.out 2>limited.err &&
        [ ! -s limited.out ] && grep -q '^engage: .*/nowhere: cannot create a temporary file' limited.err || return 1
    (ulimit -f 4 && gives 74 "$engage" report many.csv --threads 3 --memory-limit 1K >limited.out 2>limited.err) &&
        [ ! -s limited.out ] && grep -q 'cannot use a temporary file' limited.err
}
statistics_go_to_standard_error_and_change_no_byte_of_the_report() {
    "${report[@]}" >without.json && "${report[@]}" --stats 2>stats.err | cmp - without.json && [ "$(wc -l <stats.err)" = 3 ] &&
        grep -Eq '^engage: [0-9,]+ rows, [0-9.]+ [kM]B in [0-9.]+ s: [0-9,.]+( million)? rows/s, [0-9.]+ [kMG]?B/s$' stats.err
}
# Rows, nothing for a while, then a row that is refused.
slowly() { cat many.csv many.csv many.csv many.csv | grep -v '^time' | cat <(head -n 1 many.csv) - && sleep 1 && echo '2026-11-20T10:00:00Z,c1,email,nonsense,,,,'; }
# terminal COMMANDS: what they write on a terminal, in our shell whatever the user's is: it knows our functions.
terminal() { SHELL=$BASH script -qc "$1" /dev/null </dev/null; }
progress_shows_on_a_terminal_and_makes_way_for_messages() {
    script --version 2>/dev/null | grep -q util-linux || return 0
    export engage && export -f slowly
    terminal 'stty cols 100; slowly | "$engage" report - >/dev/null' >terminal.log
    grep -aEq $'\r[0-9.]+ [kM]B, [1-9][0-9,]+ rows, [0-9,.]+( million)? rows/s\e\\[K\r\e\\[Kengage: .*nonsense' terminal.log || return 1
    terminal 'stty cols 12; slowly | "$engage" report - >/dev/null' >narrow.log
    grep -aEq $'\r[0-9.]+ [kM]B\e\\[K\r\e\\[Kengage: ' narrow.log || return 1
    terminal 'slowly | "$engage" report - --progress never >/dev/null' >never.log
    grep -aq nonsense never.log && ! grep -aq 'rows/s' never.log
}
progress_shows_nowhere_else() {
    slowly | gives 65 "$engage" report - >/dev/null 2>slow.err || return 1
    [ "$(grep -vc '^engage: ' slow.err)" = 0 ] && ! grep -q 'rows/s' slow.err
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
several_members_of_a_gzip_file_are_one_text() {
    { head -n 9000 many.csv | gzip && tail -n +9001 many.csv | gzip; } >members.gz &&
        "$engage" report members.gz --format csv >members.csv && "$engage" report many.csv --format csv | cmp - members.csv
}
it_runs_with_closed_standard_input() { gives 0 "${report[@]}" <&- >/dev/null; }
a_closed_standard_input_is_no_other_input() {
    gives 66 "$engage" report - <&- >/dev/null 2>&1 && gives 66 "$engage" report "$mail" - <&- >/dev/null 2>&1
}
nothing_is_said_into_a_file_that_took_the_place_of_a_closed_stream() {
    { cat many.csv && echo 'ragged,row'; } >ragged.csv
    "$engage" events ragged.csv >spoken.csv 2>spoken.err
    [ -s spoken.err ] && gives 65 "$engage" events ragged.csv -o silent.csv <&- >&- 2>&- && cmp spoken.csv silent.csv
}
a_reader_who_has_read_enough_is_no_failure() {
    { "$engage" events many.csv || echo "status $?" >&2; } 2>noise | head -n 1 >/dev/null
    ! grep -q engage noise
}
a_full_device_is_told() { gives 74 "${report[@]}" >/dev/full 2>full.err && grep -q 'standard output' full.err; }
a_closed_standard_output_is_told() { gives 74 "${report[@]}" >&- 2>closed.err && [ -s closed.err ]; }
help_that_cannot_be_printed_is_told() {
    gives 74 "$engage" --help >/dev/full 2>/dev/null && gives 74 "$engage" report --help >&- 2>/dev/null
}
an_output_weighs_more_than_refused_rows_and_an_input_more_than_both() {
    echo 'event,customer' >poor.csv && echo 'nonsense,a' >>poor.csv
    gives 65 "$engage" report poor.csv >/dev/null 2>&1 && gives 74 "$engage" report poor.csv >/dev/full 2>/dev/null &&
        gives 73 "$engage" report poor.csv -o nowhere/x 2>/dev/null &&
        gives 66 "$engage" report poor.csv missing.csv -o nowhere/x 2>/dev/null &&
        gives 64 "$engage" report missing.csv --tz Nowhere -o nowhere/x 2>/dev/null
}
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
    "$engage" report many.csv --format json | cmp - race.json && [ -z "$(ls -A | grep '^.engage')" ]
}
a_killed_run_leaves_the_old_file() {
    echo old >kept.json
    { echo 'customer,channel,event,time' && yes 'c1,email,opened,2026-11-09'; } 2>/dev/null |
        timeout -s KILL 1 "$engage" events - -o kept.json
    [ "$(cat kept.json)" = old ]
}
a_file_that_grows_too_large_leaves_the_old_one_and_nothing_else() {
    mkdir small && echo old >small/kept.csv
    (ulimit -f 64 && gives 74 "$engage" events many.csv -o small/kept.csv) 2>/dev/null &&
        [ "$(cat small/kept.csv)" = old ] && [ "$(ls -A small)" = kept.csv ]
}
a_file_that_may_not_be_written_is_not_replaced() {
    echo old >locked.json && chmod a-w locked.json
    [ -w locked.json ] || { gives 73 "${report[@]}" -o locked.json 2>/dev/null && [ "$(cat locked.json)" = old ]; }
}
a_link_to_a_file_that_is_not_there_yet_is_followed() {
    ln -s later.json early.json && "${report[@]}" -o early.json && [ -L early.json ] && [ -s later.json ]
}
standard_output_named_as_a_file_goes_on_where_it_stands() {
    "${report[@]}" >printed.json && cp printed.json twice.json && "${report[@]}" -o /dev/stdout >>twice.json &&
        cat printed.json printed.json | cmp - twice.json
}
a_named_pipe_is_written_through() {
    mkfifo pipe && { cat pipe >piped.json & } && "${report[@]}" -o pipe && wait && "${report[@]}" | cmp - piped.json && [ -p pipe ]
}
a_link_is_followed_and_a_device_written_through() {
    echo old >target.json && ln -s target.json link.json && "${report[@]}" -o link.json && [ -L link.json ] &&
        grep -q schema target.json && "${report[@]}" -o /dev/null && [ -c /dev/null ]
}
a_line_of_some_megabytes_is_read() {
    { echo 'event,customer,campaign'; printf 'opened,a,'; head -c 8000000 /dev/zero | tr '\0' x; echo; } >long.csv
    gives 0 "$engage" report long.csv --set channel=email --format csv >/dev/null &&
        { printf '{"event":"opened","customer":"a","campaign":"'; head -c 8000000 /dev/zero | tr '\0' x; echo '"}'; } >long.ndjson &&
        gives 0 "$engage" report long.ndjson --set channel=email --format csv >/dev/null
}
quotes_that_are_never_closed_cost_their_lines_and_no_time() {
    { head -n 2 many.csv && yes 'a"b,"c' | head -n 200000 && tail -n 1 many.csv; } >quotes.csv
    timeout 20 "$engage" events quotes.csv 2>/dev/null | wc -l >quotes.out
    [ "$(cat quotes.out)" = 3 ]
}
ten_thousand_columns_are_read() {
    { printf 'event,customer'; printf ',c%d' $(seq 1 10000); echo; printf 'opened,a'; printf ',%d' $(seq 1 10000); echo; } >wide.csv
    gives 0 "$engage" report wide.csv --set channel=email --format csv >/dev/null
}
a_hundred_thousand_columns_take_no_undue_time() {
    seq -s , -f 'c%.0f' 1 100000 >columns && { printf event, && cat columns && printf opened, && cat columns; } >wider.csv
    gives 0 timeout 20 "$engage" events wider.csv --set channel=email >/dev/null &&
        gives 0 timeout 20 "$engage" inspect wider.csv --set channel=email >/dev/null
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
an_importer_in_the_folder_of_the_user_is_known_without_a_flag() {
    mkdir -p config/engage/importers && printf 'Who Was It,What Happened\nana,looked\n' >mine.csv
    echo '{"name": "mine", "title": "Mine", "about": "of me", "recognise": [{"columns": [["What Happened"]]}],
           "fields": {"customer": ["Who Was It"]},
           "events": [{"if": {"What Happened": "looked"}, "event": "web.page_view"}]}' >config/engage/importers/mine.json
    XDG_CONFIG_HOME=$PWD/config "$engage" report mine.csv --format csv | grep -q 'page_views,count,1,' &&
        gives 65 env XDG_CONFIG_HOME="$PWD/none" "$engage" report mine.csv 2>/dev/null &&
        mkdir -p home/.config && cp -r config/engage home/.config/ &&
        env -u XDG_CONFIG_HOME HOME="$PWD/home" "$engage" inspect mine.csv | grep -q 'importer: mine'
}
# What a sanitizer reserves is more than any limit.
limit() { if (ulimit -v "$1"; "$engage" --version) >/dev/null 2>&1; then ulimit -v "$1"; fi; }
a_bomb_is_refused_before_it_goes_off() {
    { echo a,b && head -c 150000000 /dev/zero | tr '\0' '\n'; } | gzip -9 >bomb.gz
    (limit 1000000; gives 66 timeout 60 "$engage" rows bomb.gz) >/dev/null 2>bomb.err && grep -q max-expansion bomb.err
}
an_archive_in_a_pipe_gives_what_the_file_gives() {
    python3 -c 'import sys, zipfile; zipfile.ZipFile("many.zip", "w", zipfile.ZIP_DEFLATED).write("many.csv")' &&
        "$engage" report many.zip --format csv >archive.csv && cat many.zip | "$engage" report - --format csv | cmp - archive.csv &&
        "$engage" report many.csv --format csv | cmp - archive.csv
}
rows_of_a_long_pipe_take_no_more_memory_than_those_of_a_short_one() {
    awk 'BEGIN { print "id,text"; for (i = 0; i < 3000000; ++i) print i ",some words" }' |
        (limit 300000; gives 0 timeout 60 "$engage" rows -) | wc -l | grep -q 3000001
}
damage_on_every_line_takes_no_longer_than_the_text_is_long() {
    awk 'BEGIN { print "a,b"; for (i = 0; i < 500000; ++i) print "\"x,3" }' >open.csv
    gives 0 timeout 20 "$engage" rows -q open.csv >open.out && [ "$(wc -l <open.out)" = 500001 ]
}
text_in_the_encoding_of_another_machine_gives_the_same_figures() {
    iconv -f utf-8 -t utf-16 many.csv >many16.csv && "$engage" report many16.csv --format csv >many16.out &&
        "$engage" report many.csv --format csv | cmp - many16.out
}
the_last_week_is_that_before_source_date_epoch_or_the_clock() {
    local fixed='1794823200' # 2026-11-16T10:00:00Z
    SOURCE_DATE_EPOCH=$fixed "$engage" report many.csv --period last-week --format json |
        tr -d ' \n' | grep -q '"from":"2026-11-09","to":"2026-11-15"' || return 1
    SOURCE_DATE_EPOCH=noon gives 64 "$engage" report many.csv --period last-week 2>epoch.err || return 1
    grep -q 'SOURCE_DATE_EPOCH noon is no number of seconds (write seconds since 1970-01-01, or unset it)' epoch.err || return 1
    "$engage" report many.csv --period yesterday --format json | tr -d ' \n' | grep -q "\"from\":\"$(date -u -d yesterday +%F)\""
}

for name in $(declare -F | cut -d' ' -f3 | grep _); do check "${name//_/ }" "$name"; done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

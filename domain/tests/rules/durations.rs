//! Lengths of time as people write them.

use domain::duration::{limit, minutes, written, written_limit};
use domain::person::Language;
use domain::policy::Limit;
use proptest::prelude::*;

#[test]
fn people_write_lengths_of_time_in_many_ways() {
    let table = [
        ("30 min", 30),
        ("30min", 30),
        ("30 Minutes", 30),
        ("1 minute", 1),
        ("4 h", 240),
        ("4H", 240),
        ("4 hours", 240),
        ("1.5 h", 90),
        ("2 d", 2880),
        ("1 day", 1440),
        ("1 h 30 min", 90),
        ("1h30m", 90),
        ("1d 4h", 1680),
        ("  2   days ", 2880),
        ("30 分钟", 30),
        ("30分", 30),
        ("４　小时", 240),
        ("4 个小时", 240),
        ("1 小时 30 分钟", 90),
        ("2 天", 2880),
        ("0 min", 0),
        ("at once", 0),
        ("At  Once", 0),
        ("即时", 0),
    ];
    for (typed, expected) in table {
        assert_eq!(minutes(typed), Some(expected), "{typed}");
    }
}

#[test]
fn what_could_mean_two_things_or_nothing_is_not_read() {
    let unreadable = [
        "",
        " ",
        "30",
        "h",
        "soon",
        "4 x",
        "4 hx",
        "1.25 h",
        "1..5 h",
        "0.5 min",
        "-4 h",
        "4 h 30",
        "4 h soon",
        "99999999999999999999 h",
        "400 d",
        "半天",
        "1 working day",
        "\u{0}",
    ];
    for typed in unreadable {
        assert_eq!(minutes(typed), None, "{typed}");
    }
}

#[test]
fn working_days_have_their_own_words() {
    for typed in ["2 working days", "2 Working  Days", "2 wd", "2 个工作日", "２工作日"] {
        assert_eq!(limit(typed), Some(Limit::WorkingDays(2)), "{typed}");
    }
    assert_eq!(limit("1 working day"), Some(Limit::WorkingDays(1)));
    assert_eq!(limit("2 d"), Some(Limit::Minutes(2880)));
    assert_eq!(limit("1.5 working days"), None);
    assert_eq!(limit("1 working day 2 h"), None);
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(length in 0_i64..527_040, days in 0_i64..400) {
        for language in Language::ALL {
            prop_assert_eq!(minutes(&written(language, length)), Some(length));
            for meant in [Limit::Minutes(length), Limit::WorkingDays(days)] {
                prop_assert_eq!(limit(&written_limit(language, meant)), Some(meant));
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_it(typed in "\\PC{0,30}") {
        let _ = (minutes(&typed), limit(&typed));
    }
}

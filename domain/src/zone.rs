//! A time zone as plain data: enough offsets to show moments of a few years, so that the browser needs no zone database.

use crate::Moment;
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A named zone and the offsets it has had and will have around now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name, e.g. `Asia/Shanghai`.
    pub name: String,
    /// `(from, offset east of UTC in seconds)`, oldest first; the first entry also holds for everything before it.
    pub offsets: Vec<(Moment, i32)>,
}

impl Zone {
    /// A zone with one offset for ever, e.g. Asia/Shanghai (UTC+8 since 1991).
    pub fn fixed(name: &str, offset_seconds: i32) -> Zone {
        Zone { name: name.to_owned(), offsets: vec![(Moment::UNIX_EPOCH, offset_seconds)] }
    }

    /// Seconds east of UTC at that moment.
    pub fn offset_seconds(&self, at: Moment) -> i32 {
        let later = self.offsets.partition_point(|(from, _)| *from <= at);
        self.offsets.get(later.saturating_sub(1)).map_or(0, |(_, offset)| *offset)
    }

    /// The moment of a wall time; one that the clocks skipped is the moment the gap ends at the latest.
    pub fn moment(&self, wall: NaiveDateTime) -> Option<Moment> {
        let east = |at: Moment| Duration::seconds(i64::from(self.offset_seconds(at)));
        let in_utc = Moment::from(wall.and_utc());
        let guess = in_utc.checked_sub_signed(east(in_utc))?;
        in_utc.checked_sub_signed(east(guess))
    }

    /// The wall-clock date and time at that moment.
    pub fn local(&self, at: Moment) -> NaiveDateTime {
        at.naive_utc() + Duration::seconds(i64::from(self.offset_seconds(at)))
    }
}

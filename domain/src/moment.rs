//! When something is: a moment in UTC. Between server and browser it travels as a number, not as text: reading text takes
//! code that every page would have to load.

use chrono::{DateTime, Months, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::ops::{Add, AddAssign, Deref, Sub, SubAssign};
use std::str::FromStr;

/// A moment, always in UTC, to the microsecond. Shown in a reader's zone by [`crate::zone::Zone`]; written as RFC 3339 where
/// people may read it (JSON), as microseconds since 1970 where they may not.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// The beginning of 1970.
    pub const UNIX_EPOCH: Moment = Moment(DateTime::UNIX_EPOCH);
    /// The last one there is.
    pub const MAX_UTC: Moment = Moment(DateTime::<Utc>::MAX_UTC);

    /// Seconds and nanoseconds since 1970; none when that is out of range.
    pub fn from_timestamp(seconds: i64, nanoseconds: u32) -> Option<Moment> {
        DateTime::from_timestamp(seconds, nanoseconds).map(Moment)
    }

    /// Milliseconds since 1970; none when that is out of range.
    pub fn from_timestamp_millis(milliseconds: i64) -> Option<Moment> {
        DateTime::from_timestamp_millis(milliseconds).map(Moment)
    }

    /// Microseconds since 1970; none when that is out of range.
    pub fn from_timestamp_micros(microseconds: i64) -> Option<Moment> {
        DateTime::from_timestamp_micros(microseconds).map(Moment)
    }

    /// The same in whole microseconds, as both databases keep it.
    pub fn to_microseconds(self) -> Moment {
        Moment(self.0.trunc_subsecs(6))
    }

    /// So much later; none when that is out of range.
    pub fn checked_add_signed(self, span: TimeDelta) -> Option<Moment> {
        self.0.checked_add_signed(span).map(Moment)
    }

    /// So many months later, on the same day where that month has it; none when that is out of range.
    pub fn checked_add_months(self, months: Months) -> Option<Moment> {
        self.0.checked_add_months(months).map(Moment)
    }

    /// So many months earlier, on the same day where that month has it; none when that is out of range.
    pub fn checked_sub_months(self, months: Months) -> Option<Moment> {
        self.0.checked_sub_months(months).map(Moment)
    }

    /// So much earlier; none when that is out of range.
    pub fn checked_sub_signed(self, span: TimeDelta) -> Option<Moment> {
        self.0.checked_sub_signed(span).map(Moment)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, to)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, to)
    }
}

impl FromStr for Moment {
    type Err = chrono::ParseError;

    fn from_str(told: &str) -> Result<Moment, chrono::ParseError> {
        told.parse().map(Moment)
    }
}

impl Deref for Moment {
    type Target = DateTime<Utc>;

    fn deref(&self) -> &DateTime<Utc> {
        &self.0
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Moment {
        Moment(at)
    }
}

impl Add<TimeDelta> for Moment {
    type Output = Moment;

    fn add(self, span: TimeDelta) -> Moment {
        Moment(self.0 + span)
    }
}

impl Sub<TimeDelta> for Moment {
    type Output = Moment;

    fn sub(self, span: TimeDelta) -> Moment {
        Moment(self.0 - span)
    }
}

impl Sub for Moment {
    type Output = TimeDelta;

    fn sub(self, earlier: Moment) -> TimeDelta {
        self.0 - earlier.0
    }
}

impl AddAssign<TimeDelta> for Moment {
    fn add_assign(&mut self, span: TimeDelta) {
        self.0 += span;
    }
}

impl SubAssign<TimeDelta> for Moment {
    fn sub_assign(&mut self, span: TimeDelta) {
        self.0 -= span;
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.0.serialize(serializer)
        } else {
            self.0.timestamp_micros().serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        if deserializer.is_human_readable() {
            DateTime::deserialize(deserializer).map(Moment)
        } else {
            Moment::from_timestamp_micros(i64::deserialize(deserializer)?).ok_or_else(|| Error::custom("no moment"))
        }
    }
}

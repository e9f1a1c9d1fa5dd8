//! Days on their way: text where people may read it (JSON), between server and browser a number, as [`crate::Moment`] is.
//! Named by the fields that hold days: `#[serde(with = "crate::day")]`.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A day, or several, or perhaps none.
pub(crate) trait Days: Sized + Serialize + for<'de> Deserialize<'de> {
    /// Of days since the beginning of year 1.
    type Numbers: Serialize + for<'de> Deserialize<'de>;

    fn numbers(&self) -> Self::Numbers;

    /// None when one is out of range.
    fn from_numbers(numbers: Self::Numbers) -> Option<Self>;
}

impl Days for NaiveDate {
    type Numbers = i32;

    fn numbers(&self) -> i32 {
        self.num_days_from_ce()
    }

    fn from_numbers(number: i32) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(number)
    }
}

impl Days for Option<NaiveDate> {
    type Numbers = Option<i32>;

    fn numbers(&self) -> Option<i32> {
        self.as_ref().map(Days::numbers)
    }

    fn from_numbers(number: Option<i32>) -> Option<Option<NaiveDate>> {
        number.map_or(Some(None), |number| NaiveDate::from_numbers(number).map(Some))
    }
}

impl Days for Vec<NaiveDate> {
    type Numbers = Vec<i32>;

    fn numbers(&self) -> Vec<i32> {
        self.iter().map(Days::numbers).collect()
    }

    fn from_numbers(numbers: Vec<i32>) -> Option<Vec<NaiveDate>> {
        numbers.into_iter().map(NaiveDate::from_numbers).collect()
    }
}

pub(crate) fn serialize<T: Days, S: Serializer>(days: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() { days.serialize(serializer) } else { days.numbers().serialize(serializer) }
}

pub(crate) fn deserialize<'de, T: Days, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    if deserializer.is_human_readable() {
        T::deserialize(deserializer)
    } else {
        T::from_numbers(T::Numbers::deserialize(deserializer)?).ok_or_else(|| Error::custom("no day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Page {
        #[serde(with = "crate::day")]
        on: NaiveDate,
        #[serde(with = "crate::day")]
        perhaps: Option<NaiveDate>,
        #[serde(with = "crate::day")]
        several: Vec<NaiveDate>,
    }

    fn page(perhaps: Option<NaiveDate>) -> Page {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        Page { on: day(1), perhaps, several: vec![day(2), NaiveDate::MAX, NaiveDate::MIN] }
    }

    #[test]
    fn a_day_is_text_for_people_and_a_number_otherwise() {
        for page in [page(None), page(NaiveDate::from_ymd_opt(1969, 12, 31))] {
            let json = serde_json::to_string(&page).unwrap();
            assert!(json.starts_with(r#"{"on":"2026-10-01","#), "{json}");
            assert_eq!(serde_json::from_str::<Page>(&json).unwrap(), page);
            let packed = postcard::to_allocvec(&page).unwrap();
            assert_eq!(postcard::from_bytes::<Page>(&packed).unwrap(), page);
        }
    }

    #[test]
    fn a_number_that_is_no_day_is_refused() {
        let packed = postcard::to_allocvec(&(i32::MAX, None::<i32>, Vec::<i32>::new())).unwrap();
        assert!(postcard::from_bytes::<Page>(&packed).is_err());
    }
}

//! What stands in the index beside a text's words: who may read it, and how old it is. No text has such tokens, so that the
//! engines answer with what the reader may see, and of words that most texts have with the newest texts, without looking at
//! any text itself.

/// What begins the token of those who may read a text. Both engines take such a sign for a letter.
const READERS: &str = "¶";
/// What begins the token of a text's shelf.
const SHELF: &str = "‡";
/// Texts of one shelf.
const SHELF_TEXTS: i64 = 512;
/// As many of the last shelves are the newest texts.
const NEWEST_SHELVES: i64 = 8;

/// As many texts are among the newest, at most.
pub(crate) const NEWEST_TEXTS: i64 = SHELF_TEXTS * NEWEST_SHELVES;

/// The tokens of a text: its shelf, and who may read it besides the staff, if anybody may.
pub(super) fn of_text(text_id: i64, audience: &str, organisation_id: Option<i64>) -> Vec<String> {
    let readers = match (audience, organisation_id) {
        ("everybody", _) => Some("everybody".to_owned()),
        ("customers", None) => Some("customers".to_owned()),
        ("customers", Some(id)) => Some(id.to_string()),
        _ => None,
    };
    let readers = readers.map(|readers| format!("{READERS}{readers}"));
    [shelf(text_id / SHELF_TEXTS)].into_iter().chain(readers).collect()
}

/// One of these a text has to have for a reader: `everybody`, `staff`, or the id of a customer's organisation. None for the
/// staff, who read all.
pub(crate) fn of_reader(audience: &str) -> Vec<String> {
    let readers: &[&str] = match audience {
        "staff" => &[],
        "everybody" => &["everybody"],
        organisation => &["everybody", "customers", organisation],
    };
    readers.iter().map(|readers| format!("{READERS}{readers}")).collect()
}

/// One of these the newest texts have, when `text_id` is the last one of all.
pub(crate) fn of_newest(text_id: i64) -> Vec<String> {
    let last = text_id / SHELF_TEXTS;
    (0..NEWEST_SHELVES).map(|before| shelf(last - before)).collect()
}

fn shelf(nth: i64) -> String {
    format!("{SHELF}{nth}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sees(reader: &str, audience: &str, organisation_id: Option<i64>) -> bool {
        let (asked, text) = (of_reader(reader), of_text(1, audience, organisation_id));
        asked.is_empty() || asked.iter().any(|token| text.contains(token))
    }

    #[test]
    fn a_reader_finds_what_is_for_them_and_nothing_else() {
        for (reader, found) in [
            ("everybody", [true, false, false, false, false]),
            ("7", [true, true, true, false, false]),
            ("staff", [true; 5]),
        ] {
            let texts = [
                ("everybody", None),
                ("customers", None),
                ("customers", Some(7)),
                ("customers", Some(77)),
                ("staff", None),
            ];
            assert_eq!(texts.map(|(audience, organisation)| sees(reader, audience, organisation)), found, "{reader}");
        }
    }

    #[test]
    fn the_newest_texts_are_whole_shelves_up_to_the_last_one() {
        let newest = of_newest(10_000);
        let among = |text_id: i64| newest.contains(&of_text(text_id, "staff", None)[0]);
        assert!(among(10_000) && among(10_000 - NEWEST_TEXTS + SHELF_TEXTS) && !among(10_000 - NEWEST_TEXTS));
        assert!(of_newest(3).contains(&of_text(3, "staff", None)[0]));
    }
}

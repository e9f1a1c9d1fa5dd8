//! Sends a browser back to its form with everything that was typed (docs/decisions/0003): the form is parked in the store and
//! the page's address says where. When the session has ended, the way leads past the sign-in page.

use crate::local_path::with_query;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use axum::response::Response;
use domain::parked::Parked;
use domain::refusal::Refusal;

/// Room for everything typed, as JSON: what the store takes, less the refusal and the names of the fields.
const TYPED_MOST_BYTES: usize = 48 << 10;

/// Parks the form and goes back to `page` (path and query).
///
/// # Errors
/// When the store does not take it.
pub async fn send_back(
    seat: &Seat,
    page: &str,
    fields: Vec<(String, String)>,
    refusal: Refusal,
) -> Result<Response, Trouble> {
    let must_sign_in = refusal == Refusal::SignInNeeded;
    let form = park(seat, page, fields, refusal).await?;
    if !must_sign_in {
        return Ok(see_other(&form));
    }
    let next: String = form_urlencoded::byte_serialize(form.as_bytes()).collect();
    Ok(see_other(&format!("/sign-in?next={next}")))
}

/// Parks the form; the answer is the page's address with it.
///
/// # Errors
/// When the store does not take it.
pub async fn park(seat: &Seat, page: &str, fields: Vec<(String, String)>, refusal: Refusal) -> Result<String, Trouble> {
    let id = seat.desk.park(&Parked { fields: within_bounds(fields), refusal }).await?;
    Ok(with_query(page, &["parked"], Some(("parked", &id))))
}

/// Far too long a text is cut, so that the rest of the form comes back: the text was refused for its length anyway.
fn within_bounds(mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut order: Vec<usize> = (0..fields.len()).collect();
    order.sort_by_key(|index| fields[*index].1.len());
    let mut room = TYPED_MOST_BYTES;
    for index in order {
        let value = &mut fields[index].1;
        value.truncate(fitting(value, room));
        room -= value.chars().map(in_json).sum::<usize>();
    }
    fields
}

/// How many bytes of the text fit into that many bytes of JSON.
fn fitting(text: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += in_json(c);
        if used > room {
            return at;
        }
    }
    text.len()
}

/// At most: control characters become six.
fn in_json(c: char) -> usize {
    match c {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        c if c.is_control() => 6,
        c => c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(texts: &[&str]) -> Vec<(String, String)> {
        texts.iter().map(|text| ("field".to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn an_endless_text_is_cut_and_takes_nothing_from_the_others() {
        let parked = within_bounds(fields(&[&"\u{84dd}\n".repeat(100_000), "short", &"x".repeat(8000)]));
        assert_eq!(parked[1].1, "short");
        assert_eq!(parked[2].1.len(), 8000);
        assert!(parked[0].1.len() > 30_000);
        assert!(serde_json::to_string(&parked).unwrap().len() < 64 << 10);
    }

    #[test]
    fn what_fits_is_not_touched() {
        let typed = fields(&["a \"quoted\" text", "</textarea><script>alert(1)</script>"]);
        assert_eq!(within_bounds(typed.clone()), typed);
    }
}

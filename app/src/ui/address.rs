//! Addresses: what may stand in a path or a query.

/// Percent-encodes everything but the unreserved characters and `/`, so that it can be the value in a query.
pub fn in_query(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => encoded.push(byte as char),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                encoded.push('%');
                encoded.push(HEX[usize::from(byte >> 4)] as char);
                encoded.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    encoded
}

/// `/cases/C-20261121-0042`
pub fn case(number: &str) -> String {
    format!("/cases/{}", in_query(number))
}

/// `/cases/C-20261121-0042/record`
pub fn record(number: &str) -> String {
    case(number) + "/record"
}

/// `/cases/C-20261121-0042/quote`
pub fn quote(number: &str) -> String {
    case(number) + "/quote"
}

/// `/assets/7XK2P93`; a slash in the number is no border of the path.
pub fn asset(serial: &str) -> String {
    format!("/assets/{}", in_query(serial).replace('/', "%2F"))
}

/// `/cases/C-20261121-0042/survey`
pub fn survey(number: &str) -> String {
    case(number) + "/survey"
}

/// `/contracts/QS-2025-014`
pub fn contract(number: &str) -> String {
    format!("/contracts/{}", in_query(number))
}

/// `/inspections/XJ-20261121-001`
pub fn inspection(number: &str) -> String {
    format!("/inspections/{}", in_query(number))
}

/// `/kb/first-steps`
pub fn article(slug: &str) -> String {
    format!("/kb/{}", in_query(slug))
}

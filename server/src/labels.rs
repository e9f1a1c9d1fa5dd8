//! What leads to the page of a device: a serial number typed into one field (`GET /assets/check?serial=…`), and the label to
//! stick on it (`GET /assets/{serial}/label`), a drawing whose QR code opens the report form with the device filled in.

use crate::house::House;
use crate::plain::{Trouble, see_other};
use crate::seat::Seat;
use app::frame::locale;
use app::i18n::{Locale, td_string};
use app::ssr::qr::{QUIET, path};
use app::ui::address;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::asset::{Asset, normal_serial, printable};
use domain::refusal::Refusal;
use html_escape::encode_text;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;

/// The label's size in tenths of a millimetre, and the square for the code.
const WIDTH: i32 = 640;
const HEIGHT: i32 = 340;
const CODE: i32 = 300;
/// The width for text, and the smallest size in which it is read at arm's length.
const TEXT: i32 = 310;
const SMALLEST: i32 = 18;

/// What was typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    serial: String,
}

/// Goes to the page of the serial number, which answers whatever it is.
pub async fn check(Query(typed): Query<Typed>) -> Response {
    match normal_serial(&typed.serial).as_str() {
        "" => see_other("/assets"),
        serial => see_other(&address::asset(serial)),
    }
}

/// The label of a device that the viewer may see.
pub async fn label(State(house): State<House>, seat: Seat, Path(serial): Path<String>) -> Response {
    let asset = match seat.desk.asset_of_label(&serial).await {
        Ok(asset) => asset,
        Err(store::Error::Refused(Refusal::SignInNeeded)) => {
            let next = address::in_query(&format!("{}/label", address::asset(&serial)));
            return see_other(&format!("/sign-in?next={next}"));
        }
        Err(error) => return Trouble::from(error).answer(seat.language()),
    };
    let link = format!("{}/cases/new?serial={}", house.settings.public_url(), address::in_query(&asset.serial));
    let company = &house.store.company();
    let name = if seat.language().tag() == "en" { &company.name.english } else { &company.name.chinese };
    match drawing(locale(seat.language()), &asset, &link, name, &company.hotline) {
        Ok(svg) => {
            let headers = [
                (CONTENT_TYPE, "image/svg+xml; charset=utf-8"),
                (CACHE_CONTROL, "private, no-store"),
                (CONTENT_SECURITY_POLICY, "default-src 'none'"),
            ];
            (headers, svg).into_response()
        }
        Err(too_long) => Trouble::from(std::io::Error::other(too_long)).answer(seat.language()),
    }
}

/// The label: the code on the left; on the right what the device is called, its number, and whom to call.
fn drawing(
    language: Locale,
    asset: &Asset,
    link: &str,
    company: &str,
    hotline: &str,
) -> Result<String, qrcodegen::DataTooLong> {
    let code = QrCode::encode_text(link, QrCodeEcc::Medium)?;
    let modules = code.size() + 2 * QUIET;
    let scale = f64::from(CODE) / f64::from(modules);
    let texts = [
        line(70, 40, 700, &asset.name),
        line(112, 26, 400, &asset.model),
        line(160, 32, 700, &asset.serial),
        line(200, 24, 400, &asset.site),
        line(252, 24, 400, td_string!(language, assets.label_scan)),
        line(284, 24, 400, company),
        line(316, 24, 700, hotline),
    ];
    let title = format!("{} {}", asset.title(), asset.serial);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"64mm\" height=\"34mm\" \
         font-family=\"system-ui,'Noto Sans SC','Microsoft YaHei',sans-serif\"><title>{}</title>\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\
         <path transform=\"translate(10 20) scale({scale:.4})\" d=\"{}\" fill=\"#000\" shape-rendering=\"crispEdges\"/>\
         <g fill=\"#000\">{}</g></svg>",
        encode_text(&title),
        path(&code),
        texts.concat(),
    ))
}

/// A line of text as large as fits beside the code: smaller first, then cut.
fn line(y: i32, size: i32, weight: i32, text: &str) -> String {
    // Of the usual typefaces, so that every number can be read whole: what a column takes, in hundredths of the size.
    let column = if weight > 400 { 70 } else { 60 };
    let columns: i32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let fitting = TEXT * 100 / (columns.max(1) * column);
    let size = size.min(fitting.max(SMALLEST));
    let room = usize::try_from(TEXT * 100 / (size * column)).unwrap_or_default();
    let text = printable(text, room);
    let text = encode_text(&text);
    format!("<text x=\"320\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\">{text}</text>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(serial: &str, name: &str) -> Asset {
        let (model, site) = ("R740 <xd>".to_owned(), "B & C".to_owned());
        let (serial, name) = (serial.to_owned(), name.to_owned());
        Asset {
            id: 1,
            organisation_id: 1,
            serial,
            name,
            model,
            product_line: String::new(),
            site,
            warranty_ends_on: None,
        }
    }

    #[test]
    fn a_label_draws_just_the_modules_of_its_code() {
        let code =
            QrCode::encode_text("https://service.example.com/cases/new?serial=7XK2P93", QrCodeEcc::Medium).unwrap();
        let mut drawn = std::collections::BTreeSet::new();
        for stroke in path(&code).split('M').filter(|stroke| !stroke.is_empty()) {
            let (place, run) = stroke.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let run: i32 = run.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            drawn.extend((0..run).map(|n| (x + n - QUIET, y - QUIET)));
        }
        let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark: std::collections::BTreeSet<_> = squares.filter(|(x, y)| code.get_module(*x, *y)).collect();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn a_long_number_is_small_and_whole_and_a_longer_name_is_cut() {
        let long = asset("2102352TKX10M7000231", &"N".repeat(60));
        let svg = drawing(Locale::en, &long, "https://x.example/", "", "").unwrap();
        assert!(svg.contains("font-size=\"22\" font-weight=\"700\">2102352TKX10M7000231<"), "{svg}");
        assert!(svg.contains("font-size=\"18\" font-weight=\"700\">NNNN") && svg.contains("N\u{2026}<"), "{svg}");
    }

    #[test]
    fn what_is_on_file_is_no_markup() {
        let svg = drawing(Locale::en, &asset("A&B", "</text><script>"), "https://x.example/", "<b>", "400-1").unwrap();
        assert!(!svg.contains("<script") && !svg.contains("<b>") && svg.contains("R740 &lt;xd&gt;"), "{svg}");
    }
}

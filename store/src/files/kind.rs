//! Which files are accepted: pictures, documents, archives and plain text, when name and content agree. Anything a browser
//! would run (HTML, SVG, scripts) or a computer would start stays outside.

const TEXT: &str = "text/plain";
const OLE: &[&str] =
    &["application/x-ole-storage", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"];
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const POWERPOINT: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
const ZIP: &str = "application/zip";

/// Longest name kept, in characters.
const NAME_MOST: usize = 120;

/// What a name's ending promises: the type the file is served as, and the types its content may turn out to be.
fn promised(extension: &str) -> Option<(&'static str, &'static [&'static str])> {
    Some(match extension {
        "png" => ("image/png", &["image/png"]),
        "jpg" | "jpeg" => ("image/jpeg", &["image/jpeg"]),
        "gif" => ("image/gif", &["image/gif"]),
        "webp" => ("image/webp", &["image/webp"]),
        "heic" | "heif" => ("image/heic", &["image/heif", "image/heic"]),
        "pdf" => ("application/pdf", &["application/pdf"]),
        "zip" => (ZIP, &[ZIP]),
        "docx" => (WORD, &[WORD, ZIP]),
        "xlsx" => (EXCEL, &[EXCEL, ZIP]),
        "pptx" => (POWERPOINT, &[POWERPOINT, ZIP]),
        "doc" => ("application/msword", OLE),
        "xls" => ("application/vnd.ms-excel", OLE),
        "ppt" => ("application/vnd.ms-powerpoint", OLE),
        _ => return None,
    })
}

fn is_text_ending(extension: &str) -> bool {
    let rotated_log = extension.chars().all(|c| c.is_ascii_digit());
    rotated_log
        || ["txt", "log", "csv", "json", "xml", "md", "ini", "cfg", "conf", "yaml", "yml", "out", "trc"]
            .contains(&extension)
}

/// The type a file is served as; none when it is not accepted. A name without an ending may be plain text.
pub(super) fn media_type(name: &str, head: &[u8]) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    match promised(&extension) {
        Some((media_type, contents)) => {
            let found = infer::get(head)?.mime_type();
            contents.contains(&found).then_some(media_type)
        }
        None => (is_text_ending(&extension) && is_plain_text(head)).then_some(TEXT),
    }
}

/// Text in UTF-8, UTF-16 or one of the Chinese encodings: without the control characters that programs and pictures are
/// full of, and without markup that a browser would run.
fn is_plain_text(head: &[u8]) -> bool {
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    (utf16 || !head.iter().any(|byte| control(byte) || *byte == 0x7f)) && !is_active(head)
}

fn is_active(head: &[u8]) -> bool {
    let beginning: String = head.iter().filter(|byte| **byte != 0).take(2048).map(|byte| char::from(*byte)).collect();
    let beginning = beginning.to_lowercase();
    let Some((_, markup)) = beginning.split_once('<') else { return false };
    let before_markup = &beginning[..beginning.len() - markup.len() - 1];
    if before_markup.chars().any(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let runs = ["!doctype html", "html", "svg", "script", "head", "body", "iframe", "img", "object", "embed"];
    let begins = |text: &str| runs.iter().any(|tag| text.starts_with(tag));
    let within_xml = (markup.starts_with('?') || markup.starts_with('!')) && markup.split('<').any(begins);
    begins(markup) || within_xml
}

/// The name as people may see it again: without folders, without characters that deceive (control, bidirectional), not
/// endless, its ending kept.
pub(super) fn tidy_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let deceives = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = own.chars().filter(|c| !deceives(c)).collect();
    let kept = kept.trim().trim_start_matches('.');
    let (stem, ending) = kept.rsplit_once('.').map_or((kept, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let room = NAME_MOST.saturating_sub(ending.chars().count());
    let stem: String = stem.chars().take(room).collect();
    let name: String = format!("{stem}{ending}").chars().take(NAME_MOST).collect();
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn a_picture_is_accepted_under_its_own_ending_only() {
        assert_eq!(media_type("photo.PNG", PNG), Some("image/png"));
        assert_eq!(media_type("photo.jpg", PNG), None);
        assert_eq!(media_type("photo.txt", PNG), None);
        assert_eq!(media_type("photo", PNG), None);
    }

    #[test]
    fn a_page_is_refused_whatever_it_is_called() {
        for page in ["<!DOCTYPE html><p>", " \n<html>", "\u{feff}<svg onload=x>", "<?xml version='1.0'?><svg/>"] {
            for name in ["a.png", "a.html", "a.svg", "a.txt", "a.xml", "a"] {
                assert_eq!(media_type(name, page.as_bytes()), None, "{page} as {name}");
            }
        }
    }

    #[test]
    fn logs_are_text_also_in_chinese_encodings() {
        assert_eq!(media_type("messages.1", b"Nov 21 kernel: <4>[0] panic"), Some(TEXT));
        assert_eq!(media_type("messages", "蓝屏 0x0000007B".as_bytes()), Some(TEXT));
        assert_eq!(media_type("gbk.log", &[0xc0, 0xb6, 0xc6, 0xc1, b'\n']), Some(TEXT));
        assert_eq!(media_type("config.xml", b"<?xml version='1.0'?><config/>"), Some(TEXT));
        assert_eq!(media_type("data.json", b"{\"a\": \"<html>\"}"), Some(TEXT));
    }

    #[test]
    fn programs_are_refused() {
        assert_eq!(media_type("setup.exe", b"MZ\x90\0"), None);
        assert_eq!(media_type("setup.txt", b"MZ\x90\0"), None);
        assert_eq!(media_type("run.bat", b"del *.*"), None);
    }

    #[test]
    fn names_lose_what_deceives() {
        assert_eq!(tidy_name("..\\..\\etc/passwd"), "passwd");
        assert_eq!(tidy_name("a\u{202e}gnp.exe"), "agnp.exe");
        assert_eq!(tidy_name("\n\0"), "file");
        assert_eq!(tidy_name(".."), "file");
        let long = tidy_name(&format!("{}.png", "长".repeat(500)));
        assert_eq!((long.chars().count(), long.ends_with(".png")), (NAME_MOST, true));
    }
}

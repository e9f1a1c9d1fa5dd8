//! The passage of a text that answers a search, its terms marked, as HTML that holds nothing but text and `<mark>`.

use super::cut::located;
use super::terms::{Term, Way};
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// In bytes, for a Chinese character takes three and twice the width of a letter.
const LENGTH: usize = 240;
const BEFORE_THE_FIRST_MARK: usize = 36;
/// Marks that are looked at to find the passage with the most terms.
const MARKS_MOST: usize = 300;

/// A word of the text that a term means.
struct Mark<'a> {
    place: Range<usize>,
    token: &'a str,
}

/// The passage of a Markdown text with the most terms; none when it has none.
pub(crate) fn excerpt(markdown: &str, terms: &[Term]) -> Option<String> {
    let text = plain(markdown);
    let marks = marks(&text, terms);
    let begins = best(&marks)?;
    let start = text.floor_char_boundary(begins.saturating_sub(BEFORE_THE_FIRST_MARK));
    let start = after_a_border(&text, start, begins);
    let end = text.floor_char_boundary(start + LENGTH).max(start);
    let end = before_a_border(&text, end);
    let mut html = String::from(if start > 0 { "…" } else { "" });
    let mut at = start;
    for mark in together(marks.iter().map(|mark| mark.place.clone())) {
        if mark.start >= at && mark.end <= end {
            html.push_str(&escaped(&text[at..mark.start]));
            html.push_str(&format!("<mark>{}</mark>", escaped(&text[mark.clone()])));
            at = mark.end;
        }
    }
    html.push_str(escaped(&text[at..end]).trim_end());
    html.push_str(if end < text.len() { "…" } else { "" });
    Some(html)
}

/// What is read of a Markdown text.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(end) if !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => text.push(' '),
            _ => (),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn marks<'a>(text: &str, terms: &'a [Term]) -> Vec<Mark<'a>> {
    let wanted: BTreeMap<&str, bool> = terms.iter().flat_map(|term| &term.ways).flat_map(wanted).collect();
    let begun: Vec<&str> = wanted.iter().filter(|(_, prefix)| **prefix).map(|(token, _)| *token).collect();
    let mark = |token: super::cut::Token| {
        let whole = wanted.get_key_value(token.text.as_str()).map(|(wanted, _)| *wanted);
        let found = whole.or_else(|| begun.iter().find(|begun| token.text.starts_with(**begun)).copied())?;
        Some(Mark { place: shortened(text, token.place, &token.text, found), token: found })
    };
    let mut marks: Vec<Mark> = located(text).into_iter().filter_map(mark).take(MARKS_MOST).collect();
    marks.sort_by_key(|mark| (mark.place.start, mark.place.end));
    marks
}

/// A letter of a code that was typed in parts is not worth marking.
fn wanted(way: &Way) -> impl Iterator<Item = (&str, bool)> {
    let alone = way.tokens.len() == 1;
    way.wanted().filter(move |(token, _)| alone || token.chars().count() > 1)
}

/// Of a pair of characters that only begins as wanted, the beginning.
fn shortened(text: &str, place: Range<usize>, token: &str, wanted: &str) -> Range<usize> {
    if token.is_ascii() || wanted.len() >= token.len() {
        return place;
    }
    let length: usize = text[place.clone()].chars().take(wanted.chars().count()).map(char::len_utf8).sum();
    place.start..place.start + length
}

/// Where the passage with the most different terms has its first one.
fn best(marks: &[Mark<'_>]) -> Option<usize> {
    let terms_from = |nth: usize| {
        let begins = marks[nth].place.start;
        let within = marks[nth..].iter().take_while(|mark| mark.place.end <= begins + LENGTH - BEFORE_THE_FIRST_MARK);
        within.map(|mark| mark.token).collect::<BTreeSet<_>>().len()
    };
    let most = (0..marks.len()).max_by_key(|nth| (terms_from(*nth), std::cmp::Reverse(*nth)))?;
    Some(marks[most].place.start)
}

/// Words are not cut.
fn after_a_border(text: &str, start: usize, latest: usize) -> usize {
    if start == 0 {
        return 0;
    }
    let border = text[start..latest].char_indices().find(|(_, c)| !c.is_ascii_alphanumeric());
    border.map_or(latest, |(at, c)| if c == ' ' { start + at + 1 } else { start + at })
}

fn before_a_border(text: &str, end: usize) -> usize {
    let cut = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !(cut(text[end..].chars().next()) && cut(text[..end].chars().next_back())) {
        return end;
    }
    text[..end].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(end, |at| text.ceil_char_boundary(at + 1))
}

/// Places that touch are one.
fn together(places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::terms::terms;
    use super::*;

    fn of(markdown: &str, q: &str) -> String {
        excerpt(markdown, &terms(q)).unwrap_or_default()
    }

    #[test]
    fn terms_are_marked_as_they_stand() {
        assert_eq!(
            of("## 现象\n\n伺服器**藍屏**，代码 `E-1234`。", "服务器蓝屏"),
            "现象 <mark>伺服器藍屏</mark>，代码 E-1234。"
        );
        assert_eq!(of("The Servers wait.", "server"), "The <mark>Servers</mark> wait.");
        assert_eq!(of("报 E-1234 后重启", "e1234"), "报 <mark>E-1234</mark> 后重启");
        assert_eq!(of("显示屏不亮", "屏"), "显示<mark>屏</mark>不亮");
        assert_eq!(of("nothing of it", "蓝屏"), "");
    }

    #[test]
    fn markup_of_the_text_is_text() {
        let html = of("a <b> disk & `<script>alert(1)</script>` \"x\"", "disk");
        assert_eq!(html, "a <mark>disk</mark> &amp; &lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot;");
    }

    #[test]
    fn the_passage_with_most_terms_is_shown_and_no_word_is_cut() {
        let text = format!("disk. {} the raid controller and its disk {}", "word ".repeat(200), "more ".repeat(200));
        let html = of(&text, "raid disk");
        assert!(html.starts_with("…word ") && html.ends_with("more…"), "{html}");
        assert!(html.contains("<mark>raid controller</mark>") || html.contains("<mark>raid</mark>"), "{html}");
        assert!(html.contains("<mark>disk</mark>") && html.len() < LENGTH + 60, "{html}");
        let chinese = of(&format!("{}蓝屏{}", "文".repeat(300), "字".repeat(300)), "蓝屏");
        assert!(
            chinese.starts_with("…文") && chinese.contains("<mark>蓝屏</mark>字") && chinese.ends_with("字…"),
            "{chinese}"
        );
    }
}

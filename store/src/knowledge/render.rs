//! Markdown to HTML that can do no harm, whoever wrote it.

use ammonia::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Structure and emphasis only: no pictures from elsewhere, no style, no SVG, no MathML.
const TAGS: [&str; 28] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .add_tag_attributes("a", ["href", "title"])
        .add_tag_attributes("ol", ["start"])
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The article's text as HTML. The page has the title as its `h1`, so the text's own headings begin with `h2`.
pub(super) fn html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut html = String::new();
    push_html(&mut html, parser.map(lowered));
    SANITISER.clean(&html).to_string()
}

fn lowered(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: below(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    }
}

fn below(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn headings_tables_and_code_are_rendered() {
        let html = html("# 现象\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\nfsck -y\n```\n~~x~~");
        assert!(html.contains("<h2>现象</h2>") && html.contains("<td>1</td>"), "{html}");
        assert!(html.contains("<pre><code>fsck -y") && html.contains("<del>x</del>"), "{html}");
    }

    #[test]
    fn headings_begin_right_below_the_title_of_the_page() {
        assert_eq!(html("# a\n## b\n### c"), "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n");
    }

    #[test]
    fn nothing_that_runs_survives() {
        let hostile = "<script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>\n\n\
                       [x](javascript:alert(1))\n\n<a href='https://a.b' onclick=x style=y>ok</a><style>*{}</style><math>";
        let html = html(hostile);
        for word in ["script", "alert", "svg", "img", "onclick", "style", "math"] {
            assert!(!html.contains(word), "{word} in {html}");
        }
        assert!(html.contains(r#"<a href="https://a.b" rel="noopener noreferrer">ok</a>"#), "{html}");
    }
}

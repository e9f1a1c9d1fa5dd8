//! Markdown to HTML that can do no harm, whoever wrote it.

use ammonia::Builder;
use domain::knowledge::ArticleFile;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Structure and emphasis, and the article's own pictures: none from elsewhere, no style, no SVG, no MathML.
const TAGS: [&str; 29] = [
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
    "img",
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
        .add_tag_attributes("img", ["alt", "src", "title"])
        .set_tag_attribute_value("img", "loading", "lazy")
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            ("img", "src") => is_own_picture(value).then_some(value.into()),
            _ => Some(value.into()),
        })
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The files of an article: by their names its text shows pictures and links to the other ones.
#[derive(Default)]
pub(crate) struct Files<'a> {
    pub(super) slug: &'a str,
    pub(super) files: &'a [ArticleFile],
}

impl Files<'_> {
    /// The address of the file of that name; none when the article has no such file.
    fn address(&self, name: &str, picture: bool) -> Option<String> {
        let named = |file: &&ArticleFile| file.name == name && (file.is_picture || !picture);
        self.files.iter().find(named).map(|file| format!("/kb/{}/files/{}", self.slug, file.name))
    }
}

/// Where pictures of articles are: whatever is typed as HTML, nothing else is loaded.
fn is_own_picture(address: &str) -> bool {
    let parts: Vec<&str> = address.split('/').collect();
    matches!(parts.as_slice(), ["", "kb", slug, "files", name] if !slug.is_empty() && !name.is_empty())
}

/// The article's text as HTML. The page has the title as its `h1`, so the text's own headings begin with `h2`. A picture that is
/// none of the article's own leaves its description.
pub(crate) fn html(markdown: &str, files: &Files<'_>) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut html = String::new();
    // Whether the pictures being read are shown: they can stand in each other.
    let mut shown = Vec::new();
    let events = parser.filter_map(|event| match event {
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let address = files.address(&dest_url, true);
            shown.push(address.is_some());
            address.map(|address| Event::Start(Tag::Image { link_type, dest_url: address.into(), title, id }))
        }
        Event::End(TagEnd::Image) => shown.pop().unwrap_or(false).then_some(Event::End(TagEnd::Image)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = files.address(&dest_url, false).map_or(dest_url, Into::into);
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        other => Some(lowered(other)),
    });
    push_html(&mut html, events);
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
    use super::*;

    fn plain(markdown: &str) -> String {
        html(markdown, &Files::default())
    }

    #[test]
    fn headings_tables_and_code_are_rendered() {
        let html = plain("# 现象\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\nfsck -y\n```\n~~x~~");
        assert!(html.contains("<h2>现象</h2>") && html.contains("<td>1</td>"), "{html}");
        assert!(html.contains("<pre><code>fsck -y") && html.contains("<del>x</del>"), "{html}");
    }

    #[test]
    fn headings_begin_right_below_the_title_of_the_page() {
        assert_eq!(plain("# a\n## b\n### c"), "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n");
    }

    #[test]
    fn nothing_that_runs_survives() {
        let hostile = "<script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>\n\n\
                       [x](javascript:alert(1))\n\n<a href='https://a.b' onclick=x style=y>ok</a><style>*{}</style><math>";
        let html = plain(hostile);
        for word in ["script", "alert", "svg", "src", "onclick", "style", "math"] {
            assert!(!html.contains(word), "{word} in {html}");
        }
        assert!(html.contains(r#"<a href="https://a.b" rel="noopener noreferrer">ok</a>"#), "{html}");
    }

    #[test]
    fn pictures_and_files_are_the_articles_own_and_no_others() {
        let file = |name: &str, is_picture| ArticleFile { name: name.to_owned(), size_bytes: 1, is_picture };
        let own = [file("接线图.png", true), file("manual.pdf", false)];
        let files = Files { slug: "raid", files: &own };
        let rendered = |markdown: &str| html(markdown, &files);
        let picture = rendered("![接线](接线图.png)");
        assert!(picture.contains("src=\"/kb/raid/files/%E6%8E%A5%E7%BA%BF%E5%9B%BE.png\""), "{picture}");
        assert!(picture.contains("alt=\"接线\""), "{picture}");
        assert!(rendered("[手册](manual.pdf)").contains("href=\"/kb/raid/files/manual.pdf\""));
        let strangers =
            ["https://a.b/x.png", "//a.b/x.png", "other.png", "manual.pdf", "/files/1", "/kb/x/files/../../a"];
        for address in strangers {
            let of_markdown = rendered(&format!("![图]({address})"));
            assert!(!of_markdown.contains("src=") && of_markdown.contains('图'), "{of_markdown}");
            let of_html = rendered(&format!("<img src=\"{address}\">"));
            assert!(!of_html.contains("src="), "{of_html}");
        }
    }
}

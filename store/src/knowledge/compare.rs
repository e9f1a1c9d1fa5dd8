//! The history of an article, and what changed from one version to another.

use super::record::content;
use crate::cases::moment;
use crate::db::{args, sql};
use crate::{Desk, Result};
use domain::knowledge::{ArticleDraft, ArticleVersions, Change, Comparison, Content, VersionLine};
use similar::{ChangeTag, TextDiff};

/// Lines that did not change, around those that did.
const LINES_AROUND: usize = 3;
/// Most entries of what happened.
const EVENTS_SHOWN: i64 = 100;

sql!(
    VERSIONS,
    "SELECT number, at, author_name FROM article_version WHERE article_id = $1 ORDER BY number DESC LIMIT 200"
);
sql!(EVENTS, "SELECT at, actor_name, payload FROM article_event WHERE article_id = $1 ORDER BY id DESC LIMIT $2");

impl Desk {
    /// The versions of an article and what happened to it; and two of them compared, when two are named.
    ///
    /// # Errors
    /// `NotAllowed` for those who write no articles; `NotFound` when there is no such article or version.
    pub async fn article_versions(&self, slug: &str, from: Option<i64>, to: Option<i64>) -> Result<ArticleVersions> {
        let kept = self.kept(slug).await?;
        let newest = content(self.db(), kept.id, kept.life.version).await?;
        let rows: Vec<(i64, i64, String)> = self.db().all(&VERSIONS, args![kept.id]).await?;
        let line = |(number, at, author): (i64, i64, String)| {
            let published = kept.life.published == Some(number);
            Ok(VersionLine { number, at: moment(at)?, author, published })
        };
        let events: Vec<(i64, String, String)> = self.db().all(&EVENTS, args![kept.id, EVENTS_SHOWN]).await?;
        let event = |(at, who, payload): (i64, String, String)| Ok((moment(at)?, who, serde_json::from_str(&payload)?));
        let compared = match from.zip(to) {
            Some((from, to)) => {
                let before = content(self.db(), kept.id, from).await?;
                Some(compare(from, &before, to, &content(self.db(), kept.id, to).await?))
            }
            None => None,
        };
        Ok(ArticleVersions {
            title: newest.title(self.viewer.language()).to_owned(),
            slug: kept.slug,
            versions: rows.into_iter().map(line).collect::<Result<_>>()?,
            events: events.into_iter().map(event).collect::<Result<_>>()?,
            compared,
        })
    }
}

/// Field by field, as the form names them, line by line.
fn compare(from: i64, before: &Content, to: i64, after: &Content) -> Comparison {
    let fields = ArticleDraft::of(before).fields().into_iter().zip(ArticleDraft::of(after).fields());
    let changed = fields.filter(|((_, before), (_, after))| before != after);
    let fields = changed.map(|((name, before), (_, after))| (name, lines(&before, &after))).collect();
    Comparison { from, to, fields }
}

fn lines(before: &str, after: &str) -> Vec<(Change, String)> {
    let diff = TextDiff::from_lines(before, after);
    let mut lines = Vec::new();
    let mut next = 0;
    for group in diff.grouped_ops(LINES_AROUND) {
        let begins = group.first().map_or(next, |op| op.old_range().start);
        if begins > next {
            lines.push((Change::LeftOut, (begins - next).to_string()));
        }
        next = group.last().map_or(next, |op| op.old_range().end);
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let kind = match change.tag() {
                ChangeTag::Equal => Change::Same,
                ChangeTag::Delete => Change::Gone,
                ChangeTag::Insert => Change::New,
            };
            lines.push((kind, change.value().trim_end_matches(['\r', '\n']).to_owned()));
        }
    }
    let rest = before.lines().count().saturating_sub(next);
    if rest > 0 {
        lines.push((Change::LeftOut, rest.to_string()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_shown_with_a_little_around_it() {
        let before: String = (1..=20).map(|n| format!("第 {n} 行\n")).collect();
        let after = before.replace("第 10 行", "第十行");
        let lines = lines(&before, &after);
        let of = |change: Change| -> Vec<&str> {
            lines.iter().filter(|(kind, _)| *kind == change).map(|(_, line)| line.as_str()).collect()
        };
        assert_eq!(of(Change::Gone), ["第 10 行"]);
        assert_eq!(of(Change::New), ["第十行"]);
        assert_eq!(of(Change::Same).len(), 6);
        assert_eq!(of(Change::LeftOut), ["6", "7"]);
    }

    #[test]
    fn fields_that_did_not_change_are_not_named() {
        let before = Content { category: "server".to_owned(), ..Content::default() };
        let after = Content { category: "backup".to_owned(), ..Content::default() };
        let compared = compare(1, &before, 2, &after);
        assert_eq!(compared.fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["category"]);
    }
}

//! Pictures and other files of articles: kept where attachments are, named by the article's text, handed out to those who may
//! read the article.

use super::readable;
use crate::db::{args, sql};
use crate::files::{Accepted, StoredRow, examine, forget};
use crate::{Desk, Result, StoredFile};
use domain::access::{Action, Whose};
use domain::knowledge::ArticleFile;
use domain::refusal::{Flaw, FlawKind, Refusal};
use std::path::Path;

/// Most files of an article.
const FILES_MOST: usize = 40;
/// What browsers show as a picture and cannot run.
const PICTURES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

sql!(FILES, "SELECT name, size_bytes, media_type FROM article_file WHERE article_id = $1 ORDER BY id");
sql!(
    ADDED,
    "INSERT INTO article_file (article_id, name, media_type, size_bytes, path, person_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (article_id, name) DO NOTHING"
);
sql!(
    FILE,
    concat!(
        "SELECT f.name, f.media_type, f.size_bytes, f.path FROM article_file f JOIN article a ON a.id = f.article_id
         WHERE a.slug = $1 AND f.name = $2 AND ($3 OR (a.published_version IS NOT NULL AND ",
        readable!("$4"),
        "))"
    )
);

impl Desk {
    pub(super) async fn files_of(&self, article_id: i64) -> Result<Vec<ArticleFile>> {
        let rows: Vec<(String, i64, String)> = self.db().all(&FILES, args![article_id]).await?;
        let file = |(name, size_bytes, media_type): (String, i64, String)| {
            let is_picture = PICTURES.contains(&media_type.as_str());
            ArticleFile { name, size_bytes, is_picture }
        };
        Ok(rows.into_iter().map(file).collect())
    }

    /// Adds a file to an article; `content` is a temporary file, which is moved. Its name is what the text calls it: without
    /// spaces and signs that Markdown or addresses would misread. A name is given once, so that older versions show what they
    /// showed.
    ///
    /// # Errors
    /// `Flawed` (field `files`): too large, too many, empty, of a kind that is not accepted, or of a name that is taken;
    /// `NotAllowed` for those who write no articles; `NotFound` when there is no such article.
    pub async fn add_article_file(&self, slug: &str, name: &str, content: &Path, size_bytes: i64) -> Result<()> {
        let kept = self.kept(slug).await?;
        let person = self.person()?;
        let Accepted { name, media_type, size_bytes } =
            examine(name.to_owned(), content.to_owned(), size_bytes).await?;
        let flawed = |kind| Refusal::Flawed(vec![Flaw::of("files", kind)]);
        if self.files_of(kept.id).await?.len() >= FILES_MOST {
            return Err(flawed(FlawKind::TooManyFiles { most: FILES_MOST }).into());
        }
        let path = self.take_in(content).await?;
        let values = args![kept.id, plain(&name), media_type, size_bytes, &path, person.id, self.now];
        match self.db().run(&ADDED, values).await {
            Ok(1) => Ok(()),
            unkept => {
                forget(&self.store.data_dir().join("files").join(path)).await;
                unkept?;
                Err(flawed(FlawKind::Taken).into())
            }
        }
    }

    /// A file of an article, and whether it is shown as a picture.
    ///
    /// # Errors
    /// `NotFound` when there is none, or the article is not the viewer's to read.
    pub async fn article_file(&self, slug: &str, name: &str) -> Result<(StoredFile, bool)> {
        let writes = self.may(Action::WriteArticle, Whose::Others);
        let row: Option<StoredRow> = self.db().maybe(&FILE, args![slug, name, writes, self.audience()]).await?;
        let (name, media_type, size_bytes, path) = row.ok_or(Refusal::NotFound)?;
        let is_picture = PICTURES.contains(&media_type.as_str());
        let path = self.store.data_dir().join("files").join(path);
        Ok((StoredFile { name, media_type, size_bytes, path }, is_picture))
    }
}

fn plain(name: &str) -> String {
    let misread = |c: char| c.is_whitespace() || "()<>[]{}\"'`#?%&\\/|*:;,!".contains(c);
    name.chars().map(|c| if misread(c) { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_are_such_as_a_text_can_say_them() {
        assert_eq!(plain("接线 图(1).png"), "接线-图-1-.png");
    }
}

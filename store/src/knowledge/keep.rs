//! Writing articles: the form, and every saving of it as a version of its own.

use super::record::{Kept, add_version, content, happened, move_on};
use crate::db::{Tx, args, sql};
use crate::{Desk, Result, people, secret};
use chrono::NaiveDate;
use domain::Moment;
use domain::access::{Action, Whose};
use domain::knowledge::{
    ArticleDraft, ArticleFacts, ArticleForm, ArticleHappening, Content, Life, OWN_PAGES, Stage, Step, decide,
};
use domain::person::{Language, PersonRef};
use domain::refusal::{Flaw, FlawKind, Refusal};

/// Addresses made of titles end in a number when they are taken; so many are tried.
const ADDRESSES_TRIED: usize = 50;

sql!(
    BEGUN,
    "INSERT INTO article (slug, audience, updated_at, changed_at, stage, version, published_version, author_id, begun_by,
     draft_key) VALUES ($1, 'staff', $2, $2, 'draft', 1, NULL, $3, $3, $4) ON CONFLICT DO NOTHING RETURNING id"
);
sql!(BEGUN_WITH, "SELECT slug FROM article WHERE begun_by = $1 AND draft_key = $2");
sql!(LOOKED_AFTER, "UPDATE article SET owner_id = $2, review_on = $3 WHERE id = $1");
sql!(WRITTEN, "UPDATE article SET author_id = $2, title_zh = $3, title_en = $4 WHERE id = $1");
sql!(PRODUCT_LINES, "SELECT DISTINCT product_line FROM asset WHERE product_line <> ''");

impl Desk {
    /// The form of an article as its newest version says it, or an empty one without a slug; in it what was typed before, if
    /// anything.
    ///
    /// # Errors
    /// `NotAllowed` for those who write no articles, `NotFound` when there is no such article.
    pub async fn article_form(&self, slug: Option<&str>, typed: Option<&ArticleDraft>) -> Result<ArticleForm> {
        let person = self.person_who_may(Action::WriteArticle, Whose::Others)?;
        let kept = match slug {
            Some(slug) => Some(self.kept(slug).await?),
            None => None,
        };
        let mut draft = match (typed, &kept) {
            (Some(typed), _) => typed.clone(),
            (None, Some(kept)) => ArticleDraft {
                owner_id: kept.owner_id.map(|id| id.to_string()).unwrap_or_default(),
                review_on: kept.review_on.map(|day| day.to_string()).unwrap_or_default(),
                ..ArticleDraft::of(&content(self.db(), kept.id, kept.life.version).await?)
            },
            (None, None) => ArticleDraft {
                readers: "customers".to_owned(),
                owner_id: person.id.to_string(),
                draft_key: secret::fresh::<16>()?,
                ..ArticleDraft::default()
            },
        };
        // Who has seen that somebody else was quicker saves over it knowingly.
        draft.base = kept.as_ref().map(|kept| kept.life.version.to_string()).unwrap_or_default();
        let files = match &kept {
            Some(kept) => self.files_of(kept.id).await?,
            None => Vec::new(),
        };
        let mut products: Vec<(String,)> = self.db().all(&PRODUCT_LINES, args![]).await?;
        products.sort();
        let language = self.viewer.language();
        let named =
            |category: &domain::knowledge::Category| (category.id.clone(), category.name.get(language).to_owned());
        Ok(ArticleForm {
            slug: kept.map(|kept| kept.slug),
            fields: draft.fields(),
            categories: self.categories().all.iter().map(named).collect(),
            customers: self.organisations().await?,
            owners: people::writers(self.db()).await?,
            products: products.into_iter().map(|(line,)| line).collect(),
            files,
            preview: Vec::new(),
        })
    }

    /// Keeps what the form says as the next version of that article, or as the first one of a new article; the answer is its
    /// slug. What the newest version says already makes no version.
    ///
    /// # Errors
    /// `Flawed` with every flaw of the form; `ChangedMeanwhile` when somebody else saved a version since; `NotAllowed` for those
    /// who write no articles; `NotFound` when there is no such article.
    pub async fn save_article(&self, slug: Option<&str>, draft: &ArticleDraft) -> Result<String> {
        let person = self.person_who_may(Action::WriteArticle, Whose::Others)?;
        let kept = match slug {
            Some(slug) => Some(self.kept(slug).await?),
            None => None,
        };
        if kept.as_ref().is_some_and(|kept| kept.life.version.to_string() != draft.base) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let (facts, owner) = self.facts_of(draft).await?;
        let mut tx = self.db().begin().await?;
        let slug = match kept {
            Some(mut kept) => {
                self.save_version(&mut tx, &mut kept, &facts.content, None).await?;
                tx.run(&LOOKED_AFTER, args![kept.id, owner.id, facts.review_on]).await?;
                kept.slug
            }
            None => self.begin_article(&mut tx, &facts, person.id, owner.id, &draft.draft_key).await?,
        };
        tx.commit().await?;
        Ok(slug)
    }

    /// Makes an older version the newest one again; what came after it stays.
    ///
    /// # Errors
    /// `NotFound` when there is no such version; `NotAllowed` for those who write no articles.
    pub async fn restore_article(&self, slug: &str, number: i64) -> Result<()> {
        let mut kept = self.kept(slug).await?;
        let older = content(self.db(), kept.id, number).await?;
        let mut tx = self.db().begin().await?;
        self.save_version(&mut tx, &mut kept, &older, Some(number)).await?;
        Ok(tx.commit().await?)
    }

    async fn facts_of(&self, draft: &ArticleDraft) -> Result<(ArticleFacts, PersonRef)> {
        let owners = people::writers(self.db()).await?;
        let owner = owners.into_iter().find(|owner| owner.id.to_string() == draft.owner_id);
        let ownerless = owner.is_none().then(|| Flaw::of("owner_id", FlawKind::NotAChoice));
        match (draft.facts(self.categories(), &self.organisations().await?), owner) {
            (Ok(facts), Some(owner)) => Ok((facts, owner)),
            (Ok(_), None) => Err(Refusal::Flawed(ownerless.into_iter().collect()).into()),
            (Err(Refusal::Flawed(mut flaws)), _) => {
                flaws.extend(ownerless);
                Err(Refusal::Flawed(flaws).into())
            }
            (Err(refusal), _) => Err(refusal.into()),
        }
    }

    /// The next version of an article, unless the newest one says the same.
    pub(super) async fn save_version(
        &self,
        tx: &mut Tx,
        kept: &mut Kept,
        saved: &Content,
        restored: Option<i64>,
    ) -> Result<()> {
        let person = self.person()?;
        let newest = content(self.db(), kept.id, kept.life.version).await?;
        if newest == *saved {
            return Ok(());
        }
        if kept.life.version == 0 {
            // What the operator had put there is the first version: nothing is lost.
            let first = Life { version: 1, published: Some(1), ..kept.life };
            move_on(tx, kept, first, kept.updated_at).await?;
            add_version(tx, kept.id, 1, kept.updated_at, None, &newest).await?;
        }
        let (life, happening) = decide(&kept.life, &Step::Save { restored })?;
        move_on(tx, kept, life, self.now).await?;
        kept.author_id = Some(person.id);
        add_version(tx, kept.id, life.version, self.now, Some((person.id, &person.name)), saved).await?;
        written(tx, kept.id, person.id, saved).await?;
        happened(tx, kept, Some((person.id, &person.name)), self.now, &happening).await
    }

    /// A new article; the same one however often the form is sent.
    pub(super) async fn begin_article(
        &self,
        tx: &mut Tx,
        facts: &ArticleFacts,
        author: i64,
        owner: i64,
        draft_key: &str,
    ) -> Result<String> {
        let known: Option<(String,)> = match draft_key {
            "" => None,
            key => tx.maybe(&BEGUN_WITH, args![author, key]).await?,
        };
        if let Some((slug,)) = known {
            return Ok(slug);
        }
        let (id, slug) = take_address(tx, facts, author, draft_key, self.now).await?;
        let person = self.person()?;
        let by = Some((person.id, person.name.as_str()));
        add_version(tx, id, 1, self.now, by, &facts.content).await?;
        written(tx, id, author, &facts.content).await?;
        tx.run(&LOOKED_AFTER, args![id, owner, facts.review_on]).await?;
        let kept = Kept {
            id,
            slug,
            life: Life { stage: Stage::Draft, version: 1, published: None, outdated: false },
            outdated_at: None,
            owner_id: Some(owner),
            author_id: Some(author),
            review_on: facts.review_on,
            updated_at: self.now,
        };
        let saved = ArticleHappening::Saved { version: 1, restored: None };
        happened(tx, &kept, by, self.now, &saved).await?;
        Ok(kept.slug)
    }
}

async fn written(tx: &mut Tx, id: i64, author: i64, content: &Content) -> Result<()> {
    let title = |language| content.text(language).map_or("", |text| &text.title);
    tx.run(&WRITTEN, args![id, author, title(Language::Chinese), title(Language::English)]).await?;
    Ok(())
}

/// The address that was chosen, or the first free one made of the title.
async fn take_address(
    tx: &mut Tx,
    facts: &ArticleFacts,
    author: i64,
    draft_key: &str,
    now: Moment,
) -> Result<(i64, String)> {
    let made = made_of(facts.content.title(Language::English), now.date_naive());
    let chosen = Some(facts.slug.clone()).filter(|slug| !slug.is_empty());
    let tried: Vec<String> = match chosen {
        Some(slug) => vec![slug],
        None => std::iter::once(made.clone()).chain((2..ADDRESSES_TRIED).map(|n| format!("{made}-{n}"))).collect(),
    };
    for slug in tried {
        let begun: Option<(i64,)> = tx.maybe(&BEGUN, args![&slug, now, author, draft_key]).await?;
        if let Some((id,)) = begun {
            return Ok((id, slug));
        }
    }
    Err(Refusal::Flawed(vec![Flaw::of("slug", FlawKind::Taken)]).into())
}

/// `First steps!` is `first-steps`; a title without Latin letters gives the day.
fn made_of(title: &str, day: NaiveDate) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let made = words.take(8).collect::<Vec<_>>().join("-");
    let says_little = made.len() < 4 || OWN_PAGES.contains(&made.as_str());
    if says_little { format!("a-{}", day.format("%Y%m%d")) } else { made.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    use super::made_of;

    #[test]
    fn addresses_are_made_of_latin_titles() {
        let day = "2026-11-21".parse().unwrap();
        assert_eq!(made_of("First steps after a blue screen!", day), "first-steps-after-a-blue-screen");
        assert_eq!(made_of("服务器蓝屏后先看什么", day), "a-20261121");
        for page in ["New", "Searches"] {
            assert_eq!(made_of(page, day), "a-20261121", "a page of ours has that address");
        }
    }
}

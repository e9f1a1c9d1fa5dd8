//! The home page that a large customer is given: read by its people, edited by managers. Another organisation's is not found,
//! and neither is its logo.

use crate::db::{args, sql};
use crate::files::{Accepted, examine, forget};
use crate::knowledge::for_audience;
use crate::{Desk, Error, Result, StoredFile};
use domain::access::{Action, Whose};
use domain::person::{Bilingual, OrganisationRef};
use domain::refusal::{Flaw, FlawKind, Refusal};
use domain::welcome::{
    CONTACTS_MOST, LOGO_MOST_MIB, LOGO_TYPES, Welcome, WelcomeContact, WelcomeData, WelcomeDraft, WelcomeForm,
};
use std::path::Path;

sql!(
    WELCOME,
    "SELECT words_zh, words_en, contacts, logo_path, logo_media_type, logo_bytes, changed_at FROM welcome
     WHERE organisation_id = $1"
);
// As the customer's people read them, whoever looks.
sql!(
    ARTICLES,
    concat!(
        "SELECT a.slug, COALESCE(o.title, t.title) FROM welcome_article w JOIN article a ON a.id = w.article_id
         JOIN article_text t ON t.id = (SELECT MIN(f.id) FROM article_text f WHERE f.article_id = a.id)
         LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $1
         WHERE w.organisation_id = $3 AND ",
        for_audience!("$2"),
        " ORDER BY w.position"
    )
);
sql!(
    READABLE,
    concat!(
        "SELECT a.id FROM article a WHERE a.slug = $1
         AND EXISTS (SELECT 1 FROM article_text t WHERE t.article_id = a.id) AND ",
        for_audience!("$2")
    )
);
sql!(
    PINNED,
    "SELECT a.slug FROM welcome_article w JOIN article a ON a.id = w.article_id
     WHERE w.organisation_id = $1 ORDER BY w.position"
);
sql!(
    CHANGED,
    "INSERT INTO welcome (organisation_id, words_zh, words_en, contacts, logo_path, logo_media_type, logo_bytes,
     changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (organisation_id) DO UPDATE SET words_zh = $2, words_en = $3, contacts = $4, logo_path = $5,
     logo_media_type = $6, logo_bytes = $7, changed_at = $8, changed_by = $9"
);
sql!(UNPINNED, "DELETE FROM welcome_article WHERE organisation_id = $1");
sql!(PINNED_ANEW, "INSERT INTO welcome_article (organisation_id, article_id, position) VALUES ($1, $2, $3)");

/// `words_zh, words_en, contacts, logo_path, logo_media_type, logo_bytes, changed_at`
type WelcomeRow = (String, String, String, String, String, i64, i64);

/// A picture as it is kept.
#[derive(Clone, Default)]
struct Logo {
    /// Below the folder of files; empty without one.
    path: String,
    media_type: String,
    size_bytes: i64,
}

/// What stands there.
#[derive(Default)]
struct Kept {
    words: Bilingual,
    contacts: Vec<WelcomeContact>,
    logo: Logo,
    /// Microseconds; it changes with the logo.
    changed_at: i64,
}

impl Kept {
    fn logo_tag(&self) -> Option<i64> {
        (!self.logo.path.is_empty()).then_some(self.changed_at)
    }
}

impl Desk {
    /// The home page that the viewer's organisation is given; none for the staff, and where nothing is.
    ///
    /// # Errors
    /// `SignInNeeded` for guests.
    pub async fn own_welcome(&self) -> Result<Option<Welcome>> {
        match &self.person()?.organisation {
            Some(own) => self.welcome(own.id).await,
            None => Ok(None),
        }
    }

    /// The home page that an organisation is given, if it is.
    ///
    /// # Errors
    /// `NotFound` when there is no such organisation or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn welcome(&self, organisation_id: i64) -> Result<Option<Welcome>> {
        let organisation = self.organisation_in_reach(Action::SeeWelcome, organisation_id).await?;
        let id = organisation.id;
        let kept = self.kept_welcome(id).await?;
        let values = args![self.viewer.language().tag(), id.to_string(), id];
        let articles: Vec<(String, String)> = self.db().all(&ARTICLES, values).await?;
        let words = kept.words.get(self.viewer.language()).to_owned();
        let logo = kept.logo_tag();
        if logo.is_none() && words.is_empty() && kept.contacts.is_empty() && articles.is_empty() {
            return Ok(None);
        }
        let dedicated = self.dedicated(id).await?;
        Ok(Some(Welcome { organisation, logo, words, dedicated, contacts: kept.contacts, articles }))
    }

    /// The logo of an organisation.
    ///
    /// # Errors
    /// `NotFound` when there is none or it is not the viewer's to see; `SignInNeeded` for guests.
    pub async fn logo(&self, organisation_id: i64) -> Result<StoredFile> {
        let organisation = self.organisation_in_reach(Action::SeeWelcome, organisation_id).await?;
        let Logo { path, media_type, size_bytes } = self.kept_welcome(organisation.id).await?.logo;
        if path.is_empty() {
            return Err(Refusal::NotFound.into());
        }
        let path = self.store.data_dir().join("files").join(path);
        Ok(StoredFile { name: "logo".to_owned(), media_type, size_bytes, path })
    }

    /// What a manager edits.
    ///
    /// # Errors
    /// `NotAllowed` for everybody but managers; `NotFound` when there is no such organisation; `SignInNeeded` for guests.
    pub async fn welcome_form(&self, organisation_id: i64) -> Result<WelcomeForm> {
        let organisation = self.welcomed(organisation_id).await?;
        let kept = self.kept_welcome(organisation.id).await?;
        let pinned: Vec<(String,)> = self.db().all(&PINNED, args![organisation.id]).await?;
        let pinned: Vec<String> = pinned.into_iter().map(|(slug,)| format!("/kb/{slug}")).collect();
        let logo = kept.logo_tag();
        let Bilingual { chinese, english } = kept.words;
        let mut contacts = kept.contacts;
        contacts.resize(CONTACTS_MOST, WelcomeContact::default());
        let draft = WelcomeDraft {
            words: chinese,
            words_en: english,
            contacts,
            articles: pinned.join("\n"),
            no_logo: String::new(),
        };
        Ok(WelcomeForm { organisation, logo, draft })
    }

    /// Changes it. `logo` is a new one: what it was called, a temporary file, which is moved, and its size in bytes.
    ///
    /// # Errors
    /// `Flawed`: a logo that is no picture or too large, an article that the customer's people may not read …; `NotAllowed`
    /// for everybody but managers; `NotFound` when there is no such organisation; `SignInNeeded` for guests.
    pub async fn change_welcome(
        &self,
        organisation_id: i64,
        draft: &WelcomeDraft,
        logo: Option<(&str, &Path, i64)>,
    ) -> Result<()> {
        let id = self.welcomed(organisation_id).await?.id;
        let mut flaws = Vec::new();
        let data = draft.parse().map_err(|found| flaws.extend(found)).ok();
        let slugs = data.as_ref().map(|data| data.articles.clone()).unwrap_or_default();
        let articles = self.readable_by(id, &slugs).await?;
        if articles.len() < slugs.len() {
            flaws.push(Flaw::of("articles", FlawKind::NotAChoice));
        }
        let looked_at = match logo {
            Some((name, content, size_bytes)) => match examined(name, content, size_bytes).await {
                Ok(accepted) => Some((accepted, content)),
                Err(Error::Refused(Refusal::Flawed(found))) => {
                    flaws.extend(found);
                    None
                }
                Err(error) => return Err(error),
            },
            None => None,
        };
        let Some(data) = data.filter(|_| flaws.is_empty()) else { return Err(Refusal::Flawed(flaws).into()) };
        let before = self.kept_welcome(id).await?.logo;
        let now = match looked_at {
            Some((accepted, content)) => Logo {
                path: self.take_in(content).await?,
                media_type: accepted.media_type.to_owned(),
                size_bytes: accepted.size_bytes,
            },
            None if data.no_logo => Logo::default(),
            None => before.clone(),
        };
        let written = self.write_welcome(id, &data, &articles, &now).await;
        // The one that nobody refers to any more goes.
        let gone = if written.is_ok() { &before } else { &now };
        if before.path != now.path && !gone.path.is_empty() {
            forget(&self.store.data_dir().join("files").join(&gone.path)).await;
        }
        written
    }

    async fn write_welcome(&self, id: i64, data: &WelcomeData, articles: &[i64], logo: &Logo) -> Result<()> {
        let contacts = serde_json::to_string(&data.contacts)?;
        let by = self.person()?.id;
        let Bilingual { chinese, english } = &data.words;
        let values = args![id, chinese, english, contacts, &logo.path, &logo.media_type, logo.size_bytes, self.now, by];
        let mut tx = self.db().begin().await?;
        tx.run(&CHANGED, values).await?;
        tx.run(&UNPINNED, args![id]).await?;
        for (position, article) in (0_i64..).zip(articles) {
            tx.run(&PINNED_ANEW, args![id, *article, position]).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The organisation of that id, for who may edit it.
    async fn welcomed(&self, organisation_id: i64) -> Result<OrganisationRef> {
        self.person_who_may(Action::EditOrganisations, Whose::Others)?;
        self.organisation_in_reach(Action::SeeWelcome, organisation_id).await
    }

    async fn kept_welcome(&self, id: i64) -> Result<Kept> {
        let row: Option<WelcomeRow> = self.db().maybe(&WELCOME, args![id]).await?;
        let Some((chinese, english, contacts, path, media_type, size_bytes, changed_at)) = row else {
            return Ok(Kept::default());
        };
        let (words, contacts) = (Bilingual { chinese, english }, serde_json::from_str(&contacts)?);
        Ok(Kept { words, contacts, logo: Logo { path, media_type, size_bytes }, changed_at })
    }

    /// Ids of those of these articles that the organisation's people may read.
    async fn readable_by(&self, organisation_id: i64, slugs: &[String]) -> Result<Vec<i64>> {
        let mut articles = Vec::new();
        for slug in slugs {
            let row: Option<(i64,)> = self.db().maybe(&READABLE, args![slug, organisation_id.to_string()]).await?;
            articles.extend(row.map(|(id,)| id));
        }
        Ok(articles)
    }
}

/// A picture that is small enough, or what is wrong with it, at the field `logo`.
async fn examined(name: &str, content: &Path, size_bytes: i64) -> Result<Accepted> {
    let flawed = |kind| Error::from(Refusal::Flawed(vec![Flaw::of("logo", kind)]));
    let accepted = match examine(name.to_owned(), content.to_owned(), size_bytes).await {
        Err(Error::Refused(Refusal::Flawed(found))) => {
            let at_logo = found.into_iter().map(|flaw| Flaw::of("logo", flaw.kind));
            return Err(Refusal::Flawed(at_logo.collect()).into());
        }
        examined => examined?,
    };
    if !LOGO_TYPES.contains(&accepted.media_type) {
        return Err(flawed(FlawKind::FileKind { name: accepted.name }));
    }
    let most_bytes = i64::try_from(LOGO_MOST_MIB << 20).unwrap_or(i64::MAX);
    if accepted.size_bytes > most_bytes {
        return Err(flawed(FlawKind::FileTooLarge { name: accepted.name, most_mib: LOGO_MOST_MIB }));
    }
    Ok(accepted)
}

//! The articles that answer a search, in the same order on both engines: the engines name candidates, the order is made here.
//! Texts that have every word in their title come first; where they are few, those that have every word somewhere; where
//! these are few too, those that have any of the rare words. Only the best of them are read whole.

use super::{HITS_MOST, for_audience};
use crate::db::{args, sql};
use crate::search::excerpt::excerpt;
use crate::search::query::{Together, query};
use crate::search::score::{Entry, one_mention, score};
use crate::search::sight::{NEWEST_TEXTS, of_newest, of_reader};
use crate::search::terms::{Term, terms};
use crate::search::vocabulary::{Vocabulary, correct};
use crate::{Desk, Result};
use domain::knowledge::ArticleHit;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// As many are ranked of those that the viewer may read and that have every word, in the title or somewhere; the newest, which is
/// the same on both engines.
const CANDIDATES_MOST: i64 = 200;
/// As many of those that have one of the rare words, and as many rare words.
const OF_ONE_WORD_MOST: i64 = 150;
const RARE_WORDS_MOST: usize = 4;
/// As many texts are read to count what they mention.
const READ_MOST: usize = 60;
/// A hit that lacks a word and answers that much worse than the best one only distracts.
const WORTH_OF_BEST: f64 = 0.25;
const SEARCH_MOST_CHARS: usize = 200;

macro_rules! with_ids {
    ($select:expr, sqlite) => {
        concat!($select, " IN (SELECT value FROM json_each($1))")
    };
    ($select:expr, postgres) => {
        concat!(
            $select,
            " = ANY (ARRAY (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($1 AS JSON))))"
        )
    };
}
macro_rules! read {
    ($engine:ident) => {
        with_ids!("SELECT text_id, text_tokens FROM search_entry WHERE text_id", $engine)
    };
}
sql!(READ, sqlite: read!(sqlite), postgres: read!(postgres));
// Who may read it is asked once more of the few that are shown.
macro_rules! shown {
    ($engine:ident) => {
        with_ids!(
            concat!(
                "SELECT t.id, a.slug, COALESCE(o.title, t.title), COALESCE(o.summary, t.summary),
                 COALESCE(o.minutes, t.minutes), COALESCE(o.markdown, t.markdown)
                 FROM article_text t JOIN article a ON a.id = t.article_id
                 LEFT JOIN article_text o ON o.article_id = a.id AND o.language = $2 WHERE ",
                for_audience!("$3"),
                " AND t.id"
            ),
            $engine
        )
    };
}
sql!(SHOWN, sqlite: shown!(sqlite), postgres: shown!(postgres));

// The index alone names the newest texts that match; only these are looked up.
macro_rules! found {
    ($found:literal) => {
        concat!(
            $found,
            " SELECT e.text_id, e.article_id, e.updated_at, e.title_tokens, e.tag_tokens
             FROM (SELECT id FROM found ORDER BY id DESC LIMIT $2) s CROSS JOIN search_entry e
             WHERE e.text_id = s.id ORDER BY e.text_id DESC"
        )
    };
}
sql!(
    FOUND,
    sqlite: found!("WITH found AS (SELECT rowid AS id FROM article_search WHERE article_search MATCH $1)"),
    postgres: found!(
        "WITH found AS MATERIALIZED (SELECT id FROM article_search WHERE tokens @@ CAST(CAST($1 AS TEXT) AS TSQUERY))"
    )
);
sql!(LAST_TEXT, "SELECT COALESCE(MAX(text_id), 0) FROM search_entry");

/// `text, article, updated_at, title_tokens, tag_tokens`
type FoundRow = (i64, i64, i64, String, String);

/// A text that may answer.
struct Candidate {
    text_id: i64,
    article_id: i64,
    updated_at: i64,
    entry: Entry,
    /// What it is known to have, before it is read.
    known: f64,
}

/// What is looked for, and what each term of it tells.
struct Search {
    terms: Vec<Term>,
    rarities: Vec<f64>,
    /// How many texts have each term, as far as was looked.
    texts: Vec<i64>,
    /// How many can have it.
    at_most: Vec<i64>,
}

impl Desk {
    /// Articles about those words, the best first.
    pub(crate) async fn related(&self, words: &str, most: usize) -> Result<Vec<ArticleHit>> {
        let Some(search) = self.understood(words).await? else { return Ok(Vec::new()) };
        let mut candidates = self.candidates(&search, most.max(HITS_MOST)).await?;
        self.read_best(&search, &mut candidates).await?;
        self.shown(&search.terms, best(&search, &candidates, most)).await
    }

    /// The terms, misspelt ones with what was meant; none when there is nothing to look for.
    async fn understood(&self, words: &str) -> Result<Option<Search>> {
        let typed: String = words.chars().take(SEARCH_MOST_CHARS).collect();
        let mut terms = terms(&typed);
        if terms.is_empty() {
            return Ok(None);
        }
        let mut vocabulary = Vocabulary::read(self.db(), &terms).await?;
        if correct(self.db(), &mut terms, &vocabulary).await? {
            vocabulary = Vocabulary::read(self.db(), &terms).await?;
        }
        let rarities = terms.iter().map(|term| vocabulary.rarity(term)).collect();
        let texts = terms.iter().map(|term| vocabulary.texts(term)).collect();
        let at_most = terms.iter().map(|term| vocabulary.at_most(term)).collect();
        Ok(Some(Search { terms, rarities, texts, at_most }))
    }

    /// Texts that may answer, of as many articles as are wanted if there are so many.
    async fn candidates(&self, search: &Search, wanted: usize) -> Result<BTreeMap<i64, Candidate>> {
        let mut candidates = BTreeMap::new();
        if search.texts.iter().all(|texts| *texts > 0) {
            let all: f64 = search.rarities.iter().copied().map(one_mention).sum();
            for together in [Together::InTitle, Together::All] {
                let found = self.found(search, 0..search.terms.len(), together, CANDIDATES_MOST).await?;
                found.into_iter().for_each(|row| known(&mut candidates, row).known = all);
                if articles(&candidates) >= wanted {
                    return Ok(candidates);
                }
            }
        }
        if search.terms.len() > 1 {
            for nth in search.rare() {
                let found = self.found(search, nth..nth + 1, Together::All, OF_ONE_WORD_MOST).await?;
                let tells = one_mention(search.rarities[nth]);
                found.into_iter().for_each(|row| known(&mut candidates, row).known += tells);
            }
        }
        Ok(candidates)
    }

    /// Texts the viewer may read that have those terms, the newest of them first. Words that many texts have are looked for
    /// among the newest texts first: an engine may have to gather all that match before it knows which are the newest.
    async fn found(
        &self,
        search: &Search,
        terms: Range<usize>,
        together: Together,
        most: i64,
    ) -> Result<Vec<FoundRow>> {
        let at_most = search.at_most[terms.clone()].iter().min().copied().unwrap_or(0);
        let (terms, readers) = (&search.terms[terms], of_reader(&self.audience()));
        if at_most > NEWEST_TEXTS {
            let (last,): (i64,) = self.db().one(&LAST_TEXT, args![]).await?;
            let among = query(self.db(), terms, together, &[readers.clone(), of_newest(last)]);
            let newest: Vec<FoundRow> = self.db().all(&FOUND, args![among, most]).await?;
            if i64::try_from(newest.len()).is_ok_and(|found| found >= most) {
                return Ok(newest);
            }
        }
        Ok(self.db().all(&FOUND, args![query(self.db(), terms, together, &[readers]), most]).await?)
    }

    /// Reads the texts of the candidates that look best so far, and drops the others.
    async fn read_best(&self, search: &Search, candidates: &mut BTreeMap<i64, Candidate>) -> Result<()> {
        let mut ranked: Vec<(f64, Reverse<i64>)> = candidates
            .values()
            .map(|candidate| (candidate.known + search.points(&candidate.entry), Reverse(candidate.text_id)))
            .collect();
        ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
        let ids: BTreeSet<i64> = ranked.into_iter().take(READ_MOST).map(|(_, Reverse(id))| id).collect();
        candidates.retain(|id, _| ids.contains(id));
        let read: Vec<(i64, String)> = self.db().all(&READ, args![serde_json::to_string(&ids)?]).await?;
        for (id, tokens) in read {
            candidates.entry(id).and_modify(|candidate| candidate.entry.text = tokens);
        }
        Ok(())
    }

    /// The hits in that order, in the viewer's language, with the passages that answer.
    async fn shown(&self, terms: &[Term], text_ids: Vec<i64>) -> Result<Vec<ArticleHit>> {
        type Row = (i64, String, String, String, i64, String);
        let values = args![serde_json::to_string(&text_ids)?, self.viewer.language().tag(), self.audience()];
        let rows: Vec<Row> = self.db().all(&SHOWN, values).await?;
        let hit = |(id, slug, title, summary, minutes, markdown): Row| {
            let excerpt = excerpt(&markdown, terms).unwrap_or_default();
            (id, ArticleHit { slug, title, summary, excerpt, minutes })
        };
        let mut hits: HashMap<i64, ArticleHit> = rows.into_iter().map(hit).collect();
        Ok(text_ids.iter().filter_map(|id| hits.remove(id)).collect())
    }
}

impl Search {
    fn points(&self, entry: &Entry) -> f64 {
        score(&self.terms, &self.rarities, entry).points
    }

    /// The terms that fewest texts have, of those that some text has.
    fn rare(&self) -> Vec<usize> {
        let telling = |nth: &usize| self.terms[*nth].is_telling() && self.texts[*nth] > 0;
        let mut rare: Vec<usize> = (0..self.terms.len()).filter(telling).collect();
        rare.sort_by_key(|nth| (self.texts[*nth], *nth));
        rare.truncate(RARE_WORDS_MOST);
        rare
    }
}

fn known(candidates: &mut BTreeMap<i64, Candidate>, row: FoundRow) -> &mut Candidate {
    let (text_id, article_id, updated_at, title, tags) = row;
    let entry = Entry { title, tags, text: String::new() };
    candidates.entry(text_id).or_insert(Candidate { text_id, article_id, updated_at, entry, known: 0.0 })
}

fn articles(candidates: &BTreeMap<i64, Candidate>) -> usize {
    candidates.values().map(|candidate| candidate.article_id).collect::<BTreeSet<_>>().len()
}

/// The best text of each article, the best article first, then the one that was changed last.
fn best(search: &Search, candidates: &BTreeMap<i64, Candidate>, most: usize) -> Vec<i64> {
    let scored = |candidate: &Candidate| score(&search.terms, &search.rarities, &candidate.entry);
    let mut ranked: Vec<_> = candidates.values().map(|candidate| (scored(candidate), candidate)).collect();
    ranked.sort_by(|(a, x), (b, y)| {
        let newest = |candidate: &Candidate| (Reverse(candidate.updated_at), candidate.article_id, candidate.text_id);
        b.points.total_cmp(&a.points).then_with(|| newest(x).cmp(&newest(y)))
    });
    let worth = ranked.first().map_or(0.0, |(score, _)| score.points) * WORTH_OF_BEST;
    let mut named = BTreeSet::new();
    ranked.retain(|(score, candidate)| (score.complete || score.points >= worth) && named.insert(candidate.article_id));
    ranked.into_iter().take(most).map(|(_, candidate)| candidate.text_id).collect()
}

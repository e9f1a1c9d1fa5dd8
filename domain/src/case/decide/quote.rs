//! The quote (domain.md §3): given, accepted or declined, and what waits for it.

use super::{accepted_first, in_work, said};
use crate::Moment;
use crate::case::Case;
use crate::case::event::Happening;
use crate::case::quote::{Offer, Quote};
use crate::clock::PauseReason;
use crate::refusal::{Flaw, FlawKind, Refusal};

/// A quote can be given again: it ran out, or the customer asked for another. From then on the customer is waited for.
pub(super) fn quote(
    case: &Case,
    words: &str,
    offer: &Offer,
    expires_at: Option<Moment>,
    now: Moment,
) -> Result<Vec<Happening>, Refusal> {
    let mut flaws = Vec::new();
    let words = said("words", words).map_err(|refusal| match refusal {
        Refusal::Flawed(of_words) => flaws.extend(of_words),
        _ => flaws.push(Flaw::of("words", FlawKind::Empty)),
    });
    if expires_at.is_none_or(|at| at <= now) {
        flaws.push(Flaw::of("valid_until", FlawKind::TooEarly));
    }
    let (Ok(words), true) = (words, flaws.is_empty()) else { return Err(Refusal::Flawed(flaws)) };
    let mut happenings = accepted_first(case)?;
    happenings.push(Happening::Quoted { words, offer: Some(offer.clone()), expires_at });
    if case.pause().is_none() {
        happenings.push(Happening::ClockPaused { why: PauseReason::AwaitingQuoteAnswer });
    }
    Ok(happenings)
}

pub(super) fn accept(case: &Case, nth: u32, now: Moment) -> Result<Vec<Happening>, Refusal> {
    let quote = unanswered(case, nth)?;
    if now >= quote.expires_at {
        return Err(Refusal::QuoteExpired);
    }
    Ok(answered(case, Happening::QuoteAccepted { nth, total_fen: quote.offer.total_fen() }))
}

/// Also one that ran out a moment ago: the engineer then knows.
pub(super) fn decline(case: &Case, nth: u32, why: &str) -> Result<Vec<Happening>, Refusal> {
    let why = said("words", why)?;
    unanswered(case, nth)?;
    Ok(answered(case, Happening::QuoteDeclined { nth, why }))
}

fn unanswered(case: &Case, nth: u32) -> Result<&Quote, Refusal> {
    in_work(case)?;
    let quote = case.quote.as_ref().ok_or(Refusal::WrongStage)?;
    if quote.nth != nth {
        return Err(Refusal::ChangedMeanwhile);
    }
    if quote.answer.is_some() {
        return Err(Refusal::WrongStage);
    }
    if quote.lapsed_at.is_some() {
        return Err(Refusal::QuoteExpired);
    }
    Ok(quote)
}

/// What is recorded when its last day is over and nobody has answered: another can be given, or the case ends.
pub(crate) fn lapsed(case: &Case, late: bool) -> Vec<Happening> {
    let pending = case.quote.as_ref().filter(|quote| quote.is_pending());
    pending.map_or_else(Vec::new, |quote| answered(case, Happening::QuoteLapsed { nth: quote.nth, late }))
}

/// The clock that waited for the answer goes on.
fn answered(case: &Case, happening: Happening) -> Vec<Happening> {
    let waited = case.pause().is_some_and(|pause| pause.why == PauseReason::AwaitingQuoteAnswer);
    std::iter::once(happening).chain(waited.then_some(Happening::ClockResumed)).collect()
}

/// Work that has to be paid starts when the quote is accepted.
pub(super) fn accepted(case: &Case) -> Result<(), Refusal> {
    if case.awaits_quote() { Err(Refusal::QuoteNotAccepted) } else { Ok(()) }
}

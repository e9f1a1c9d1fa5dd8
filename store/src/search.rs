//! Finding texts by words, Chinese and English alike. Neither engine cuts Chinese into words, so the tokens are made here
//! (pairs of neighbouring characters), the engines only find them again, and the order is decided here: the same on both.
//!
//! A text is folded ([`fold`]), cut into tokens ([`cut`]) and entered into the index ([`index`]). A search is cut alike into
//! terms ([`terms`]), each with the ways it may be written: as typed, by an alias, or as the word that was meant
//! ([`spelling`]). [`query`] says them in the words of the engines, [`sight`] which of the texts the reader may see, [`score`] ranks what they
//! find, and [`excerpt`] shows why.

mod cut;
pub(crate) mod excerpt;
mod fold;
pub(crate) mod index;
mod lexicon;
pub(crate) mod query;
pub(crate) mod score;
pub(crate) mod sight;
pub(crate) mod spelling;
pub(crate) mod terms;
pub(crate) mod vocabulary;

pub(crate) use fold::folded;

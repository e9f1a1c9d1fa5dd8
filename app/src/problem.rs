//! Everything a page can have to say instead of its content: an expected no, a fault of ours, or no connection.
//! It crosses the wire like every answer (see [`crate::api`]). What a refusal means in words is in [`crate::words`].

use domain::refusal::{Flaw, Refusal};
use leptos::server_fn::codec::PostcardEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did not answer with what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// An expected no.
    #[error(transparent)]
    Refused(Refusal),
    /// A bug or an outage, logged under this reference.
    #[error("fault {reference}")]
    Fault { reference: String },
    /// The browser could not reach the server: nothing was carried out that it knows of.
    #[error("offline")]
    Offline,
}

impl Problem {
    /// What is wrong with the fields of the form.
    pub fn flaws(&self) -> &[Flaw] {
        match self {
            Problem::Refused(Refusal::Flawed(flaws)) => flaws,
            _ => &[],
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        crate::side::note_refusal(&refusal);
        Problem::Refused(refusal)
    }
}

impl FromServerFnError for Problem {
    type Encoder = PostcardEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Problem {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Problem::Offline,
            // A body that does not parse as the function's arguments or answer: a broken client or a proxy's page.
            _ => Problem::Fault { reference: String::new() },
        }
    }
}

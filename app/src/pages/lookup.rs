//! Asking the server while somebody types: half a second after the last key, and the latest question wins. Before the
//! first change the server's own answer stands.

use leptos::prelude::*;
use std::future::Future;
use std::time::Duration;

/// How long nothing must be typed before the server is asked.
const PATIENCE: Duration = Duration::from_millis(400);

/// Does the last of several things, once nothing more has come for a while. Ends with the component it is made in.
#[derive(Clone, Copy)]
pub struct Patience(StoredValue<Option<TimeoutHandle>>);

impl Patience {
    /// Nothing waits yet.
    pub fn new() -> Patience {
        let patience = Patience(StoredValue::new(None));
        on_cleanup(move || patience.cancel());
        patience
    }

    /// Does this instead of what waits.
    pub fn then(self, what: impl FnOnce() + 'static) {
        self.after(PATIENCE, what);
    }

    /// The same after another while.
    pub fn after(self, patience: Duration, what: impl FnOnce() + 'static) {
        self.cancel();
        self.0.set_value(set_timeout_with_handle(what, patience).ok());
    }

    /// Does nothing of what waits.
    pub fn cancel(self) {
        if let Some(Some(timer)) = self.0.try_update_value(Option::take) {
            timer.clear();
        }
    }
}

/// The answer to a question that changes while typing.
pub struct Lookup<Answer: Send + Sync + 'static> {
    pub answer: RwSignal<Option<Answer>>,
    /// True from the change until the answer.
    pub asking: RwSignal<bool>,
}

// Not derived: a derive would ask the answer to be `Copy` too.
impl<Answer: Send + Sync + 'static> Clone for Lookup<Answer> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Answer: Send + Sync + 'static> Copy for Lookup<Answer> {}

/// Follows `question`; none means there is nothing to ask. A question that fails leaves the last answer as it is.
pub fn lookup<Question, Answer, Asked>(
    question: Memo<Option<Question>>,
    first: Option<Answer>,
    ask: impl Fn(Question) -> Asked + Copy + Send + Sync + 'static,
) -> Lookup<Answer>
where
    Question: Clone + PartialEq + Send + Sync + 'static,
    Answer: Send + Sync + 'static,
    Asked: Future<Output = Option<Answer>> + 'static,
{
    let found = Lookup { answer: RwSignal::new(first), asking: RwSignal::new(false) };
    let patience = Patience::new();
    let go = move |asked: Question| {
        leptos::task::spawn_local(async move {
            let answer = ask(asked.clone()).await;
            let latest = question.try_get_untracked().flatten();
            if latest.as_ref() != Some(&asked) {
                return;
            }
            let _ = found.asking.try_set(false);
            if answer.is_some() {
                let _ = found.answer.try_set(answer);
            }
        });
    };
    Effect::watch(
        move || question.get(),
        move |asked, _, _| match asked.clone() {
            Some(asked) => {
                found.asking.set(true);
                patience.then(move || go(asked));
            }
            None => {
                patience.cancel();
                found.asking.set(false);
                found.answer.set(None);
            }
        },
        false,
    );
    found
}

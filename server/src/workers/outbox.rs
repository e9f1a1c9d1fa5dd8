//! Delivers what the store has put into its outbox: at least once, with patience. A message whose delivery fails comes again
//! later and later; the store gives up after ten attempts and keeps it.

use crate::house::House;
use crate::letters::{ContractNotice, ContractsEnding, FollowUp, Notice, PasswordLink, SurveyInvitation};
use crate::mail::{MailFault, Post};
use chrono::Duration;
use domain::Moment;
use domain::people::LinkPurpose;
use store::OutboxMessage;

const AT_ONCE: i64 = 20;

/// Why one message was not delivered.
#[derive(Debug, thiserror::Error)]
enum Undelivered {
    #[error("no letter is known for the kind {0}")]
    UnknownKind(String),
    #[error("payload: {0}")]
    Payload(#[from] serde_json::Error),
    #[error(transparent)]
    Mail(#[from] MailFault),
}

/// Delivers everything that is due.
pub async fn deliver_outbox(house: &House, post: &Post) {
    loop {
        let now = house.clock.now();
        let messages = match house.store.claim_outbox(AT_ONCE, now).await {
            Ok(messages) => messages,
            Err(error) => {
                tracing::error!(%error, "the outbox could not be read");
                return;
            }
        };
        if messages.is_empty() {
            return;
        }
        for message in messages {
            let marked = match deliver(house, post, &message).await {
                Ok(()) => house.store.mark_delivered(message.id, house.clock.now()).await,
                Err(why) => {
                    tracing::warn!(kind = message.kind, key = message.dedupe_key, %why, "not delivered");
                    let retry_at = later(house.clock.now(), message.attempts);
                    house.store.mark_failed(message.id, &why.to_string(), retry_at).await
                }
            };
            if let Err(error) = marked {
                tracing::error!(%error, key = message.dedupe_key, "the outbox could not be marked");
            }
        }
    }
}

async fn deliver(house: &House, post: &Post, message: &OutboxMessage) -> Result<(), Undelivered> {
    let letter = match message.kind.as_str() {
        "survey_invitation" => {
            let invitation: SurveyInvitation = serde_json::from_value(message.payload.clone())?;
            let zone = house.store.guest(message.language).zone().clone();
            invitation.letter(message.language, &zone, &house.settings.public_url())
        }
        "notification" => {
            let notice: Notice = serde_json::from_value(message.payload.clone())?;
            let zone = house.store.zone(&notice.time_zone, house.clock.now());
            notice.letter(message.language, &zone, &house.settings.public_url())
        }
        "contract" => {
            let notice: ContractNotice = serde_json::from_value(message.payload.clone())?;
            let zone = house.store.zone(&notice.time_zone, house.clock.now());
            notice.letter(message.language, &zone, &house.settings.public_url())
        }
        "follow_up" => {
            let follow_up: FollowUp = serde_json::from_value(message.payload.clone())?;
            let zone = house.store.zone(&follow_up.time_zone, house.clock.now());
            follow_up.letter(message.language, &zone, &house.settings.public_url())
        }
        "contracts_ending" => {
            let ending: ContractsEnding = serde_json::from_value(message.payload.clone())?;
            ending.letter(message.language, &house.settings.public_url())
        }
        other => {
            let purpose = LinkPurpose::from_key(other).ok_or_else(|| Undelivered::UnknownKind(other.to_owned()))?;
            let link: PasswordLink = serde_json::from_value(message.payload.clone())?;
            let zone = house.store.guest(message.language).zone().clone();
            link.letter(purpose, message.language, &zone, &house.settings.public_url())
        }
    };
    Ok(post.send(&message.dedupe_key, &message.recipient, &letter).await?)
}

/// After a minute, then two, four, … and at most six hours.
fn later(now: Moment, attempts: i64) -> Moment {
    let exponent = u32::try_from(attempts.clamp(0, 9)).unwrap_or(9);
    now + Duration::minutes(2_i64.pow(exponent).min(360))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_longer_up_to_six_hours() {
        let now = Moment::UNIX_EPOCH;
        let waits: Vec<i64> = [0, 1, 3, 9, 100].iter().map(|n| (later(now, *n) - now).num_minutes()).collect();
        assert_eq!(waits, [1, 2, 8, 360, 360]);
    }
}

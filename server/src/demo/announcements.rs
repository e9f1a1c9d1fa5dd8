//! The demo's announcements, from server/demo/announcements.toml, published by the manager.

use super::DemoFault;
use super::cases::upload;
use super::company::Stage;
use chrono::TimeDelta;
use domain::announcement::AnnouncementDraft;
use domain::person::Viewer;
use serde::Deserialize;
use std::sync::LazyLock;
use store::Store;

/// Who publishes them.
const MANAGER: &str = "chenli";

static FILE: LazyLock<AnnouncementsFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../demo/announcements.toml")).expect("compiled in, and read by a test")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnouncementsFile {
    #[serde(rename = "announcement")]
    announcements: Vec<DemoAnnouncement>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoAnnouncement {
    days_ago: i64,
    kind: String,
    audience: String,
    #[serde(default)]
    product_line: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    important: bool,
    title: String,
    title_en: String,
    text: String,
    text_en: String,
    /// Names in server/demo/files/.
    #[serde(default)]
    files: Vec<String>,
    corrected: Option<DemoCorrection>,
}

/// It was published with another version, and corrected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoCorrection {
    days_ago: i64,
    version_before: String,
}

/// Publishes them all, the earliest first.
pub async fn lay_out(store: &Store, stage: &Stage) -> Result<(), DemoFault> {
    let mut announcements: Vec<&DemoAnnouncement> = FILE.announcements.iter().collect();
    announcements.sort_by_key(|announcement| std::cmp::Reverse(announcement.days_ago));
    for announcement in announcements {
        announcement.publish(store, stage).await?;
    }
    Ok(())
}

impl DemoAnnouncement {
    async fn publish(&self, store: &Store, stage: &Stage) -> Result<(), DemoFault> {
        let manager = Viewer::Person(stage.person(MANAGER)?.clone());
        let desk = store.desk(manager.clone(), stage.now - TimeDelta::days(self.days_ago));
        let draft_key = desk.announcement_form("").await?.draft_key;
        for file in &self.files {
            upload(&desk, &draft_key, file).await?;
        }
        let draft = AnnouncementDraft {
            draft_key,
            kind: self.kind.clone(),
            audience: self.audience.clone(),
            product_line: self.product_line.clone(),
            version: self.corrected.as_ref().map_or(&self.version, |corrected| &corrected.version_before).clone(),
            title: self.title.clone(),
            title_en: self.title_en.clone(),
            text: self.text.clone(),
            text_en: self.text_en.clone(),
            important: if self.important { "on".to_owned() } else { String::new() },
            ..AnnouncementDraft::default()
        };
        let id = desk.publish_announcement(&draft).await?;
        if let Some(DemoCorrection { days_ago, .. }) = self.corrected {
            let desk = store.desk(manager, stage.now - TimeDelta::days(days_ago));
            let draft_key = desk.announcement_form("").await?.draft_key;
            let (version, base) = (self.version.clone(), "1".to_owned());
            desk.change_announcement(id, &AnnouncementDraft { draft_key, version, base, ..draft }).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert!(FILE.announcements.len() >= 5);
    }
}

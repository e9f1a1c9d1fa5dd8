//! People and organisations: who acts, in which role, for whom (domain.md §1). Passwords and sessions are not known here.

use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// The part a person plays (domain.md §1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 客户 / 报修人
    Customer,
    /// 客户负责人
    CustomerAdmin,
    /// 客户服务秘书
    Secretary,
    /// 客户服务专员 / 工程师
    Engineer,
    /// 客户服务专家
    Expert,
    /// 客户服务经理
    Manager,
}

impl Role {
    /// Every role, in the order of domain.md §1.
    pub const ALL: [Role; 6] =
        [Role::Customer, Role::CustomerAdmin, Role::Secretary, Role::Engineer, Role::Expert, Role::Manager];

    /// The name used in the database, in URLs and in the access table.
    pub fn key(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::CustomerAdmin => "customer_admin",
            Role::Secretary => "secretary",
            Role::Engineer => "engineer",
            Role::Expert => "expert",
            Role::Manager => "manager",
        }
    }

    /// The role of that [`key`](Role::key).
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// True on the customer's side of the counter, false for the service company's staff.
    pub fn is_customer(self) -> bool {
        matches!(self, Role::Customer | Role::CustomerAdmin)
    }
}

/// A language of the product. Chinese is the first market's, English is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both languages, the first market's first.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// The language of a BCP 47 tag: any `zh…` is Chinese, any `en…` English, others are unknown.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

/// A text in both languages; English may be empty and then falls back to Chinese.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    #[serde(rename = "zh-CN")]
    pub chinese: String,
    #[serde(rename = "en", default)]
    pub english: String,
}

impl Bilingual {
    /// The text in that language, or the other one where it is missing.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English if !self.english.is_empty() => &self.english,
            Language::Chinese if self.chinese.is_empty() => &self.english,
            _ => &self.chinese,
        }
    }
}

/// A person as named in records: the id and the name at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    pub id: i64,
    pub name: String,
}

/// An organisation as named in records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRef {
    pub id: i64,
    pub name: String,
}

/// Who looks at the portal: the only key that opens a desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Viewer {
    /// Nobody signed in: sees published knowledge for everybody and a survey by its token.
    Guest { language: Language, zone: Zone },
    /// A signed-in person.
    Person(Person),
}

/// A signed-in person with what the pages need to greet them and to show moments in their zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub role: Role,
    /// The customer's organisation; none for staff.
    pub organisation: Option<OrganisationRef>,
    pub language: Language,
    pub zone: Zone,
}

impl Viewer {
    /// The signed-in person, if any.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Viewer::Person(person) => Some(person),
            Viewer::Guest { .. } => None,
        }
    }

    /// The language pages are rendered in.
    pub fn language(&self) -> Language {
        match self {
            Viewer::Guest { language, .. } => *language,
            Viewer::Person(person) => person.language,
        }
    }

    /// The zone moments are shown in.
    pub fn zone(&self) -> &Zone {
        match self {
            Viewer::Guest { zone, .. } => zone,
            Viewer::Person(person) => &person.zone,
        }
    }
}

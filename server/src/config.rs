//! The settings of an installation, from the environment or the command line (docs/operating.md). Nothing else reads the
//! environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use store::StoreConfig;

/// How this process is to run.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// `postgres://…` or `sqlite:path`; a SQLite file in the data folder when none is given
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// Address to listen on
    #[arg(long, env = "LIGHTWELL_ADDR", default_value = "127.0.0.1:3000", global = true)]
    pub addr: SocketAddr,

    /// Folder of the database file, attachments and undelivered mail
    #[arg(long, env = "LIGHTWELL_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,

    /// Where people reach the portal, e.g. https://service.example.com; with https, cookies are sent over TLS only
    #[arg(long, env = "LIGHTWELL_PUBLIC_URL", global = true)]
    public_url: Option<String>,

    /// smtp://user:password@host:port or smtps://…; without it letters are kept as files in the data folder
    #[arg(long, env = "LIGHTWELL_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,

    /// Sender of letters, e.g. "Lightwell <service@example.com>"
    #[arg(long, env = "LIGHTWELL_MAIL_FROM", default_value = "Lightwell <lightwell@localhost>", global = true)]
    pub mail_from: String,

    /// 1 or 0: offer the demo people on the sign-in page; 1 has an effect on a database filled by `lightwell demo` only
    #[arg(long, env = "LIGHTWELL_DEMO", default_value = "1", value_parser = on_or_off, global = true)]
    pub demo: bool,

    /// Take the browser's files from this folder instead of those inside the binary
    #[arg(long, env = "LIGHTWELL_SITE", global = true)]
    pub site: Option<PathBuf>,

    /// What to log, e.g. info or server=debug,store=info
    #[arg(long, env = "LIGHTWELL_LOG", default_value = "info", global = true)]
    pub log: String,
}

fn on_or_off(typed: &str) -> Result<bool, &'static str> {
    match typed {
        "1" | "true" | "on" => Ok(true),
        "0" | "false" | "off" | "" => Ok(false),
        _ => Err("1 or 0 is meant"),
    }
}

impl Settings {
    /// Where people reach the portal, without a slash at the end.
    pub fn public_url(&self) -> String {
        match self.public_url.as_deref() {
            Some(url) if !url.is_empty() => url.trim_end_matches('/').to_owned(),
            _ => format!("http://{}", self.addr),
        }
    }

    /// True when letters leave this house; otherwise they are kept as files.
    pub fn sends_mail(&self) -> bool {
        self.smtp_url.as_deref().is_some_and(|url| !url.is_empty())
    }

    /// True when people reach the portal over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// What the store needs to know.
    pub fn store(&self) -> StoreConfig {
        StoreConfig {
            database_url: self.database_url.clone().filter(|url| !url.is_empty()),
            data_dir: self.data.clone(),
        }
    }

    /// Settings for a test: everything in one folder, nothing from the environment.
    pub fn in_folder(data: PathBuf, database_url: Option<String>, public_url: &str) -> Settings {
        Settings {
            database_url,
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data,
            public_url: Some(public_url.to_owned()),
            smtp_url: None,
            mail_from: "Lightwell <lightwell@localhost>".to_owned(),
            demo: true,
            site: None,
            log: "warn".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(public_url: &str) -> Settings {
        Settings::in_folder(PathBuf::from("unused"), None, public_url)
    }

    #[test]
    fn without_a_public_url_people_come_to_the_address() {
        assert_eq!(settings("").public_url(), "http://127.0.0.1:3000");
        assert!(!settings("").is_https());
    }

    #[test]
    fn a_slash_at_the_end_of_the_public_url_does_not_matter() {
        assert_eq!(settings("https://service.example.com/").public_url(), "https://service.example.com");
        assert!(settings("https://service.example.com/").is_https());
    }
}

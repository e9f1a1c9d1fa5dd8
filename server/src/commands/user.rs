//! `lightwell user add`: the first people of an installation, and whoever else is added by hand.

use super::{CommandFault, open};
use crate::clock::Clock;
use crate::config::Settings;
use crate::{cli, passwords};
use domain::person::{Language, Role};
use store::NewPerson;

/// Who is to be added.
#[derive(clap::Args)]
pub struct NewUser {
    /// E-mail address to sign in with
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// customer, customer_admin, secretary, engineer, expert or manager
    #[arg(long, value_parser = cli::role)]
    role: Role,
    /// The customer's organisation; added when it is not there yet
    #[arg(long)]
    organisation: Option<String>,
    #[arg(long, default_value = "")]
    phone: String,
    /// zh-CN or en
    #[arg(long, default_value = "zh-CN", value_parser = language)]
    language: Language,
    #[arg(long, default_value = "Asia/Shanghai")]
    time_zone: String,
}

/// A language as typed by the operator.
///
/// # Errors
/// A sentence with the languages there are.
pub(super) fn language(typed: &str) -> Result<Language, &'static str> {
    Language::from_tag(typed).ok_or("zh-CN or en")
}

/// Adds somebody, with the password from standard input.
///
/// # Errors
/// When the password is too short, the e-mail is taken, or role and organisation do not fit.
pub async fn add(settings: &Settings, new: NewUser) -> Result<(), CommandFault> {
    if new.role.is_customer() != new.organisation.is_some() {
        return Err(CommandFault::Usage("customers have an organisation, staff have none: see --organisation"));
    }
    let password_hash = read_password()?;
    let setup = open(settings).await?.setup();
    let now = Clock::system().now();
    let organisation_id = match &new.organisation {
        Some(name) => Some(setup.organisation(name, now).await?.id),
        None => None,
    };
    let person = NewPerson {
        name: new.name,
        email: new.email,
        phone: new.phone,
        role: new.role,
        organisation_id,
        language: new.language,
        time_zone: new.time_zone,
        password_hash,
    };
    let person = setup.person(&person, now).await?;
    println!("{} can sign in.", person.name);
    Ok(())
}

/// Whose password is to be set.
#[derive(clap::Args)]
pub struct PasswordOf {
    /// E-mail address of somebody who is on file, for example from a list that was imported
    #[arg(long)]
    email: String,
}

/// Gives somebody the password from standard input, and ends their sessions.
///
/// # Errors
/// When the password is too short, or nobody has that e-mail.
pub async fn set_password(settings: &Settings, of: PasswordOf) -> Result<(), CommandFault> {
    let password_hash = read_password()?;
    open(settings).await?.setup().set_password(&of.email, &password_hash).await?;
    println!("{} can sign in.", of.email);
    Ok(())
}

/// The hash of the first line of standard input.
fn read_password() -> Result<String, CommandFault> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    Ok(passwords::hash(password.trim_end_matches(['\r', '\n']))?)
}

//! The operator's commands. `lightwell --help` and docs/operating.md are their manual.

use crate::commands::{self, CommandFault};
use crate::config::Settings;
use clap::{Parser, Subcommand};
use domain::person::Role;

/// Lightwell, the portal of an after-sales service company.
#[derive(Parser)]
#[command(name = "lightwell", version, about)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal until told to stop (Ctrl+C or SIGTERM)
    Serve,
    /// Bring the database up to date; `serve` does so too
    Migrate,
    /// Fill an empty database with a demonstration: made-up people, contracts, devices and cases
    Demo,
    /// Try everything that `serve` needs, and say what is wrong
    Check,
    /// Try a service policy out: every due moment and every step of one case on a time line, with the reasons
    Simulate(commands::simulate::Assumed),
    /// Import a list of organisations, people, assets or contracts, all or nothing
    Import(commands::list::Import),
    /// Export such a list
    Export(commands::list::Export),
    /// People who can sign in
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Add somebody; the password is read from the first line of standard input
    Add(commands::user::NewUser),
    /// Give somebody who is on file a password, read from the first line of standard input
    Password(commands::user::PasswordOf),
}

impl Cli {
    /// Carries out the command.
    ///
    /// # Errors
    /// What the operator has to know about and mend.
    pub async fn run(self) -> Result<(), CommandFault> {
        crate::logs::start(&self.settings.log);
        match self.command {
            Command::Serve => commands::serve::run(self.settings).await,
            Command::Migrate => commands::migrate::run(&self.settings).await,
            Command::Demo => commands::demo::run(&self.settings).await,
            Command::Check => commands::check::run(&self.settings).await,
            Command::Simulate(assumed) => commands::simulate::run(&self.settings, &assumed).await,
            Command::Import(asked) => commands::list::import(&self.settings, asked).await,
            Command::Export(asked) => commands::list::export(&self.settings, asked).await,
            Command::User(UserCommand::Add(new)) => commands::user::add(&self.settings, new).await,
            Command::User(UserCommand::Password(of)) => commands::user::set_password(&self.settings, of).await,
        }
    }
}

/// A role as typed by the operator.
///
/// # Errors
/// A sentence with the roles there are.
pub fn role(typed: &str) -> Result<Role, String> {
    Role::from_key(&typed.replace('-', "_")).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
        format!("one of {}", known.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn roles_may_be_typed_with_hyphens() {
        assert_eq!(role("customer-admin"), Ok(Role::CustomerAdmin));
        assert!(role("king").is_err_and(|known| known.contains("engineer")));
    }
}

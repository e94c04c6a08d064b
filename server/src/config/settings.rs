//! The one list of settings. Flags, variables, keys of the file and the help text all come from it.

use std::collections::BTreeMap;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::Source;

/// One setting, by its name in capitals.
#[derive(Debug)]
pub struct Setting {
    /// `ADDR` is the flag `--addr`, the variable `GUILDHALL_ADDR` and the key `addr`.
    pub name: &'static str,
    /// The same as a flag, without the dashes.
    pub flag: &'static str,
    /// What it is for, one line.
    pub help: &'static str,
    /// What a value looks like, for messages.
    pub accepted: &'static str,
    /// The value when none is given; empty when there is none, or when it depends on other settings.
    pub default: &'static str,
    /// Whether its value must never be printed.
    pub secret: bool,
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "ADDR",
        flag: "addr",
        help: "Address and port to listen on",
        accepted: "an IP address and a port, as 127.0.0.1:3000 or [::1]:3000",
        default: "127.0.0.1:3000",
        secret: false,
    },
    Setting {
        name: "PUBLIC_URL",
        flag: "public-url",
        help: "Address under which browsers reach the server; by default http://ADDR when that is loopback",
        accepted: "https://host or https://host:port without a path; http only for a loopback host",
        default: "",
        secret: false,
    },
    Setting {
        name: "DATABASE_URL",
        flag: "database-url",
        help: "The database: a SQLite file or a PostgreSQL server",
        accepted: "sqlite:PATH, or postgres://user:password@host/database",
        default: "sqlite:guildhall.db",
        // The password inside is masked by `DatabaseUrl`; a value that could not be parsed is not shown at all.
        secret: true,
    },
    Setting {
        name: "ADMIN_TOKEN",
        flag: "admin-token",
        help: "Bearer token of /admin/v1; without one those routes do not exist. Prefer the variable: flags are visible to other users",
        accepted: "32 to 512 printable ASCII characters without spaces",
        default: "",
        secret: true,
    },
    Setting {
        name: "SMTP_URL",
        flag: "smtp-url",
        help: "Mail server; without it mail stays in the outbox",
        accepted: "smtp://user:password@host:587?tls=required or smtps://user:password@host, together with MAIL_FROM",
        default: "",
        secret: true,
    },
    Setting {
        name: "MAIL_FROM",
        flag: "mail-from",
        help: "Sender of all mail",
        accepted: "an address, as hall@example.com or Guildhall <hall@example.com>, together with SMTP_URL",
        default: "",
        secret: false,
    },
    Setting {
        name: "SIGNUP",
        flag: "signup",
        help: "Who may make an account: anyone, those with an invitation, or nobody",
        accepted: "open, invitation or closed",
        default: "invitation",
        secret: false,
    },
    Setting {
        name: "RATE_LIMITS",
        flag: "rate-limits",
        help: "Whether rate limits are applied; off is for load tests only",
        accepted: "on or off",
        default: "on",
        secret: false,
    },
    Setting {
        name: "TRUSTED_PROXIES",
        flag: "trusted-proxies",
        help: "Reverse proxies whose X-Forwarded-For is believed",
        accepted: "addresses or networks separated by commas, as 10.0.0.0/8,::1",
        default: "",
        secret: false,
    },
    Setting {
        name: "LOG",
        flag: "log",
        help: "What is logged",
        accepted: "a level (error, warn, info, debug, trace) or a filter such as info,service=debug",
        default: "info",
        secret: false,
    },
    Setting {
        name: "MASTER_KEY_FILE",
        flag: "master-key-file",
        help: "File with the server key, made at the first start; by default guildhall.key beside the database. Back it up with the database",
        accepted: "a path",
        default: "",
        secret: false,
    },
];

impl Setting {
    /// Its key in the file, as `public_url`.
    #[must_use]
    pub fn key(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// Its variable, as `GUILDHALL_PUBLIC_URL`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("GUILDHALL_{}", self.name)
    }

    /// Says where a value came from, in the spelling of that place.
    #[must_use]
    pub fn describe(&self, source: &Source) -> String {
        match source {
            Source::Flag => format!("--{}", self.flag),
            Source::Environment => self.variable(),
            Source::File(path) => format!("{} in {}", self.key(), path.display()),
            Source::Default => "default".to_owned(),
        }
    }

    fn help(&self) -> String {
        let mut help = format!("{} [{}] [env: {}]", self.help, self.accepted, self.variable());
        if !self.default.is_empty() {
            help.push_str(&format!(" [default: {}]", self.default));
        }
        help
    }
}

/// The settings given on the command line, unparsed: faults are reported together with those of the other sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags(BTreeMap<&'static str, String>);

impl Flags {
    /// The text given for a setting, by its name in capitals.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for setting in SETTINGS {
            if let Some(text) = matches.get_one::<String>(setting.name) {
                self.0.insert(setting.name, text.clone());
            }
        }
        Ok(())
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        command.args(SETTINGS.iter().map(|setting| {
            Arg::new(setting.name)
                .long(setting.flag)
                .value_name(if setting.secret { "SECRET" } else { "VALUE" })
                .help(setting.help())
                .help_heading("Settings (flag, then variable, then file, then default)")
                .global(true)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

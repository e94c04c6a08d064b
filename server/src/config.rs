//! The effective configuration: what was given, where it came from, and what is wrong with it.
//!
//! A setting is looked up on the command line, then in the environment, then in the file, then in the defaults; the
//! first that has it wins. Every fault of every setting is reported at once, and nothing is opened before all are right.
//!
//! A new setting is one row in [`settings::SETTINGS`], one field of [`Config`] and one line in [`Config::load`].

mod public_url;
pub mod settings;
mod values;

use std::{
    collections::BTreeMap,
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use contract::administration::InstanceSetting;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};

pub use public_url::PublicUrl;
pub use settings::{Flags, SETTINGS, Setting};
pub use values::{DatabaseUrl, Signup, Smtp};

/// The file that is read when no other is named, if it exists.
pub const DEFAULT_FILE: &str = "guildhall.toml";

/// Everything the server can be told from outside, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address and port to listen on.
    pub addr: SocketAddr,
    /// The address under which browsers reach the server; every link is built from it.
    pub public_url: PublicUrl,
    /// The database.
    pub database_url: DatabaseUrl,
    /// Bearer token of `/admin/v1`; without one those routes answer 404.
    pub admin_token: Option<SecretString>,
    /// Where mail goes; without it mail stays in the outbox.
    pub smtp: Option<Smtp>,
    /// Who may make an account.
    pub signup: Signup,
    /// Whether rate limits are applied.
    pub rate_limits: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Filter of the log, in the syntax of `tracing_subscriber::EnvFilter`.
    pub log: String,
    /// The file with the server key.
    pub master_key_file: PathBuf,
    values: BTreeMap<&'static str, Value>,
}

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A flag of the command line.
    Flag,
    /// A variable of the environment.
    Environment,
    /// The configuration file.
    File(PathBuf),
    /// Nobody gave one.
    Default,
}

#[derive(Debug, Clone)]
struct Value {
    text: String,
    source: Source,
}

/// Everything that is wrong with the configuration, at least one fault.
#[derive(Debug, thiserror::Error)]
pub struct ConfigError(pub Vec<Fault>);

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The setting, as it is spelled where it was given.
    pub setting: String,
    /// What was given; never a secret.
    pub given: String,
    /// What would be accepted.
    pub accepted: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} is not accepted. Accepted: {}.", self.setting, self.given, self.accepted)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the configuration has {} fault(s):", self.0.len())?;
        self.0.iter().try_for_each(|fault| writeln!(f, "  {fault}"))
    }
}

impl Config {
    /// Reads flags, the process's environment and the file, and checks all of it.
    ///
    /// # Errors
    /// Every fault at once: values that are not accepted, unknown keys of the file, a named file that cannot be read.
    pub fn load(flags: &Flags, file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::from_sources(flags, |name| std::env::var(name).ok(), file)
    }

    /// As [`Config::load`], with the environment given as a function. An empty variable counts as absent.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_sources(
        flags: &Flags,
        env: impl Fn(&str) -> Option<String>,
        file: Option<&Path>,
    ) -> Result<Self, ConfigError> {
        let mut reader = Reader { values: BTreeMap::new(), faults: Vec::new() };
        reader.read_file(file);
        for setting in SETTINGS {
            if let Some(text) = env(&setting.variable()).filter(|text| !text.is_empty()) {
                reader.values.insert(setting.name, Value { text, source: Source::Environment });
            }
            if let Some(text) = flags.get(setting.name) {
                reader.values.insert(setting.name, Value { text: text.to_owned(), source: Source::Flag });
            }
        }
        reader.into_config()
    }

    /// The configuration as it is after binding: with port 0 and no `PUBLIC_URL`, links carry the port that was given.
    #[must_use]
    pub fn bound_to(mut self, addr: SocketAddr) -> Self {
        self.addr = addr;
        if !self.values.contains_key("PUBLIC_URL") {
            self.public_url = PublicUrl::of_addr(addr);
        }
        self
    }

    /// One line a setting: its effective value and where it came from. Secrets are masked.
    #[must_use]
    pub fn describe(&self) -> String {
        let line = |InstanceSetting { name, value, source }| format!("{name:<16} = {value:<44} ({source})\n");
        self.settings().into_iter().map(line).collect()
    }

    /// Each setting with its effective value and where it came from. Secrets are masked.
    #[must_use]
    pub fn settings(&self) -> Vec<InstanceSetting> {
        let shown = |setting: &Setting| {
            let source = self.values.get(setting.name).map_or(&Source::Default, |value| &value.source);
            InstanceSetting {
                name: setting.name.to_owned(),
                value: self.shown(setting),
                source: setting.describe(source),
            }
        };
        SETTINGS.iter().map(shown).collect()
    }

    fn shown(&self, setting: &Setting) -> String {
        let text = match setting.name {
            "PUBLIC_URL" => self.public_url.origin().to_owned(),
            "DATABASE_URL" => self.database_url.to_string(),
            "SMTP_URL" => self.smtp.as_ref().map(|smtp| values::mask_url(smtp.url.expose_secret())).unwrap_or_default(),
            "MASTER_KEY_FILE" => self.master_key_file.display().to_string(),
            _ if setting.secret => {
                self.values.get(setting.name).map(|_| "(set, not shown)".to_owned()).unwrap_or_default()
            }
            _ => self.values.get(setting.name).map_or(setting.default, |value| value.text.as_str()).to_owned(),
        };
        if text.is_empty() { "(not set)".to_owned() } else { text }
    }
}

/// Gathers values and faults.
struct Reader {
    values: BTreeMap<&'static str, Value>,
    faults: Vec<Fault>,
}

impl Reader {
    fn read_file(&mut self, named: Option<&Path>) {
        let path = named.unwrap_or(Path::new(DEFAULT_FILE));
        let fault = |given: String, accepted: &str| Fault {
            setting: "configuration file".to_owned(),
            given: format!("{} ({given})", path.display()),
            accepted: accepted.to_owned(),
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => {
                self.faults.push(fault(error.to_string(), "a readable file"));
                return;
            }
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                // The message alone: the excerpt that belongs to it may hold a secret.
                self.faults.push(fault(error.message().to_owned(), "TOML"));
                return;
            }
        };
        for (key, value) in table {
            match SETTINGS.iter().find(|setting| setting.key() == key) {
                None => self.faults.push(Fault {
                    setting: key,
                    given: format!("this key in {}", path.display()),
                    accepted: SETTINGS.iter().map(|setting| setting.key()).collect::<Vec<_>>().join(", "),
                }),
                Some(setting) => match values::from_toml(&value) {
                    Some(text) => {
                        self.values.insert(setting.name, Value { text, source: Source::File(path.to_owned()) });
                    }
                    None => self.faults.push(Fault {
                        setting: format!("{key} in {}", path.display()),
                        given: format!("a value of the kind {}", value.type_str()),
                        accepted: setting.accepted.to_owned(),
                    }),
                },
            }
        }
    }

    /// Parses one setting; a fault is noted and gives `None`, as does an absent setting without a default.
    fn parse<T>(&mut self, name: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let setting = SETTINGS.iter().find(|setting| setting.name == name)?;
        let value = self.values.get(name);
        let text = value.map_or(setting.default, |value| value.text.as_str());
        if text.is_empty() && value.is_none() {
            return None;
        }
        let parsed = parse(text);
        if parsed.is_none() {
            let source = value.map_or(&Source::Default, |value| &value.source);
            self.faults.push(Fault {
                setting: format!("{name} ({})", setting.describe(source)),
                given: if setting.secret {
                    format!("a value of {} characters (not shown)", text.chars().count())
                } else {
                    format!("{text:?}")
                },
                accepted: setting.accepted.to_owned(),
            });
        }
        parsed
    }

    fn into_config(mut self) -> Result<Config, ConfigError> {
        let addr: Option<SocketAddr> = self.parse("ADDR", |text| text.parse().ok());
        let given_url = self.parse("PUBLIC_URL", PublicUrl::parse);
        let database_url = self.parse("DATABASE_URL", DatabaseUrl::parse);
        let admin_token = self.parse("ADMIN_TOKEN", values::admin_token);
        let smtp_url = self.parse("SMTP_URL", values::smtp_url);
        let mail_from = self.parse("MAIL_FROM", values::mail_from);
        let signup = self.parse("SIGNUP", Signup::parse);
        let rate_limits = self.parse("RATE_LIMITS", values::on_off);
        let trusted_proxies = self.parse("TRUSTED_PROXIES", values::networks).unwrap_or_default();
        let log = self.parse("LOG", values::log_filter);
        let master_key_file = self.parse("MASTER_KEY_FILE", values::path);

        if !self.values.contains_key("PUBLIC_URL") && addr.is_some_and(|addr| !addr.ip().to_canonical().is_loopback()) {
            self.faults.push(Fault {
                setting: "PUBLIC_URL".to_owned(),
                given: "nothing, while ADDR is not a loopback address,".to_owned(),
                accepted: "the https address under which browsers reach the server".to_owned(),
            });
        }
        let (has_smtp, has_from) = (self.values.contains_key("SMTP_URL"), self.values.contains_key("MAIL_FROM"));
        if has_smtp != has_from {
            let (given, missing) = if has_smtp { ("SMTP_URL", "MAIL_FROM") } else { ("MAIL_FROM", "SMTP_URL") };
            self.faults.push(Fault {
                setting: missing.to_owned(),
                given: format!("nothing, while {given} is set,"),
                accepted: "both of SMTP_URL and MAIL_FROM, or none".to_owned(),
            });
        }

        // From here on the texts serve `describe` alone, which shows no secret: keep none.
        for setting in SETTINGS.iter().filter(|setting| setting.secret) {
            if let Some(value) = self.values.get_mut(setting.name) {
                value.text.clear();
            }
        }

        match (addr, database_url, signup, rate_limits, log) {
            (Some(addr), Some(database_url), Some(signup), Some(rate_limits), Some(log)) if self.faults.is_empty() => {
                Ok(Config {
                    addr,
                    public_url: given_url.unwrap_or_else(|| PublicUrl::of_addr(addr)),
                    master_key_file: master_key_file.unwrap_or_else(|| database_url.beside("guildhall.key")),
                    database_url,
                    admin_token,
                    smtp: smtp_url.zip(mail_from).map(|(url, from)| Smtp { url, from }),
                    signup,
                    rate_limits,
                    trusted_proxies,
                    log,
                    values: self.values,
                })
            }
            _ => Err(ConfigError(self.faults)),
        }
    }
}

#[cfg(test)]
mod tests;

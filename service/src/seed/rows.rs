//! Rows that wait to be written.

use super::SeedReport;
use crate::audit::chain::{Hash, Link, START};
use std::collections::HashMap;
use uuid::Uuid;

/// How much one transaction writes: memberships, and rows of everything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    memberships: usize,
    others: usize,
}

impl Limits {
    /// Few rows on PostgreSQL: each membership changes its organization's counters, and an update walks over all versions
    /// of the row that its own transaction left behind. Many on SQLite: a commit writes every page of every index that
    /// was touched, and rows with random ids touch most of them.
    pub(super) fn of(postgres: bool) -> Self {
        if postgres { Self { memberships: 500, others: 20_000 } } else { Self { memberships: 10_000, others: 100_000 } }
    }
}

/// A user, who may become a member of several organizations.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) verified: bool,
    pub(super) super_admin: bool,
    pub(super) created_at: i64,
}

pub(super) struct Organization {
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) name_key: String,
    pub(super) timezone: &'static str,
    pub(super) billing_email: Option<String>,
    pub(super) plan: &'static str,
    pub(super) metadata: &'static str,
    pub(super) created_at: i64,
}

pub(super) struct Membership {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) user: String,
    pub(super) role: String,
    pub(super) suspended: bool,
    pub(super) email_key: String,
    pub(super) name_key: String,
    pub(super) joined_at: i64,
    pub(super) last_active_at: Option<i64>,
}

pub(super) struct Project {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) environments: i64,
    pub(super) blueprints: i64,
    pub(super) created_at: i64,
}

pub(super) struct Role {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) permissions: i64,
    pub(super) created_at: i64,
}

pub(super) struct Key {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) project: Option<Uuid>,
    pub(super) env: &'static str,
    pub(super) name: String,
    pub(super) prefix: String,
    pub(super) last_four: String,
    pub(super) digest: [u8; 32],
    pub(super) permissions: i64,
    pub(super) created_by: String,
    pub(super) created_at: i64,
    pub(super) expires_at: Option<i64>,
    pub(super) enabled: bool,
    pub(super) revoked_at: Option<i64>,
    pub(super) last_used_at: Option<i64>,
}

pub(super) struct Invitation {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) email: String,
    pub(super) role: String,
    pub(super) message: &'static str,
    pub(super) token_digest: [u8; 32],
    pub(super) status: &'static str,
    pub(super) invited_by: String,
    pub(super) lifetime: i64,
    pub(super) created_at: i64,
    pub(super) answered_at: Option<i64>,
    pub(super) answered_by: Option<String>,
}

pub(super) struct JoinCode {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) lookup: [u8; 32],
    pub(super) sealed: Vec<u8>,
    pub(super) role: String,
    pub(super) max_uses: Option<i64>,
    pub(super) use_count: i64,
    pub(super) email_domain: Option<String>,
    pub(super) created_by: String,
    pub(super) created_at: i64,
    pub(super) expires_at: Option<i64>,
    pub(super) revoked_at: Option<i64>,
}

pub(super) struct JoinCodeUse {
    pub(super) code: Uuid,
    pub(super) user: String,
    pub(super) used_at: i64,
}

pub(super) struct UserToken {
    pub(super) id: Uuid,
    pub(super) user: String,
    pub(super) digest: [u8; 32],
    pub(super) last_four: String,
    pub(super) created_at: i64,
}

pub(super) struct Session {
    pub(super) digest: [u8; 32],
    pub(super) id: Uuid,
    pub(super) user: String,
    pub(super) data: String,
    pub(super) created_at: i64,
    pub(super) seen_at: i64,
    pub(super) expires_at: i64,
    pub(super) ip: String,
}

pub(super) struct UsageDay {
    pub(super) org: Uuid,
    pub(super) day: i64,
    pub(super) principals: i64,
    pub(super) requests: i64,
}

pub(super) struct UsageMonth {
    pub(super) org: Uuid,
    pub(super) month: i64,
    pub(super) user: String,
}

pub(super) struct Event {
    pub(super) id: Uuid,
    pub(super) org: Uuid,
    pub(super) at: i64,
    pub(super) actor_id: String,
    pub(super) actor_name: String,
    pub(super) action: &'static str,
    pub(super) target_kind: &'static str,
    pub(super) target_id: String,
    pub(super) target_name: String,
    pub(super) changes: String,
    pub(super) ip: String,
    pub(super) request_id: String,
    pub(super) surface: &'static str,
    /// Place and hash in the organization's chain, given when it is written.
    pub(super) seq: i64,
    pub(super) hash: Hash,
}

impl Event {
    fn link(&self) -> Link<'_> {
        let texts = [
            Some("user"),
            Some(self.actor_id.as_str()),
            Some(self.actor_name.as_str()),
            None,
            Some(self.action),
            Some(self.target_kind),
            Some(self.target_id.as_str()),
            Some(self.target_name.as_str()),
            Some(self.changes.as_str()),
            Some(self.ip.as_str()),
            Some(super::credentials::BROWSER),
            Some(self.request_id.as_str()),
            Some(self.surface),
        ];
        Link { org: self.org, seq: self.seq, id: self.id, at: self.at, texts }
    }
}

/// The end of an organization's chain of events.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) org: Uuid,
    pub(super) events: i64,
    pub(super) hash: Hash,
}

/// What one transaction writes, in the order of the tables' references.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) users: Vec<Person>,
    pub(super) organizations: Vec<Organization>,
    pub(super) memberships: Vec<Membership>,
    pub(super) projects: Vec<Project>,
    pub(super) roles: Vec<Role>,
    pub(super) keys: Vec<Key>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) join_codes: Vec<JoinCode>,
    pub(super) join_code_uses: Vec<JoinCodeUse>,
    pub(super) tokens: Vec<UserToken>,
    pub(super) sessions: Vec<Session>,
    pub(super) usage_days: Vec<UsageDay>,
    pub(super) usage_months: Vec<UsageMonth>,
    pub(super) events: Vec<Event>,
}

impl Rows {
    /// Whether it is time to write.
    pub(super) fn full(&self, limits: Limits) -> bool {
        let others = self.keys.len()
            + self.invitations.len()
            + self.sessions.len()
            + self.usage_days.len()
            + self.usage_months.len()
            + self.events.len();
        self.memberships.len() >= limits.memberships || others >= limits.others
    }

    /// Gives every event its place in its organization's chain; returns the new ends of the chains that grew.
    pub(super) fn link(&mut self, chains: &mut HashMap<Uuid, Head>) -> Vec<Head> {
        let mut grown = HashMap::new();
        for event in &mut self.events {
            let head = chains.entry(event.org).or_insert(Head { org: event.org, events: 0, hash: START });
            event.seq = head.events + 1;
            event.hash = event.link().hash(&head.hash);
            *head = Head { org: event.org, events: event.seq, hash: event.hash };
            grown.insert(event.org, *head);
        }
        grown.into_values().collect()
    }

    /// Adds what is here to the report.
    pub(super) fn count(&self, report: &mut SeedReport) {
        for (total, more) in [
            (&mut report.users, self.users.len()),
            (&mut report.organizations, self.organizations.len()),
            (&mut report.members, self.memberships.len()),
            (&mut report.projects, self.projects.len()),
            (&mut report.roles, self.roles.len()),
            (&mut report.api_keys, self.keys.len()),
            (&mut report.invitations, self.invitations.len()),
            (&mut report.join_codes, self.join_codes.len()),
            (&mut report.sessions, self.sessions.len()),
            (&mut report.usage_days, self.usage_days.len()),
            (&mut report.audit_events, self.events.len()),
        ] {
            *total += more as u64;
        }
    }
}

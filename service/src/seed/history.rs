//! A year of usage and of audit events.

use super::{
    people::{Made, Maker},
    rows::{Event, Person, UsageDay, UsageMonth},
};
use crate::audit::chain::START;
use contract::{
    OrgId, PermissionSet, ProjectId, Timestamp,
    permissions::{MEMBER, OWNER},
    time::HOUR,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Days of usage.
const DAYS: i64 = 365;
/// How many of the people of an organization's last year have an event for joining.
const JOINED_EVENTS: u32 = 1_000;

/// What an event is about.
pub(super) struct About<'a> {
    action: &'static str,
    kind: &'static str,
    id: &'a str,
    name: &'a str,
}

/// `action` of a target of `kind`.
pub(super) fn event<'a>(action: &'static str, kind: &'static str, id: &'a str, name: &'a str) -> About<'a> {
    About { action, kind, id, name }
}

impl Maker<'_> {
    /// Records what `actor` did at `at`; `changes` maps fields to `[before, after]`.
    pub(super) fn record(&mut self, made: &Made, actor: &Person, at: i64, about: About<'_>, changes: &Value) {
        let id = self.id(at);
        let ip = self.address();
        self.rows.events.push(Event {
            id,
            org: made.id,
            at,
            actor_id: actor.id.clone(),
            actor_name: actor.name.clone(),
            action: about.action,
            target_kind: about.kind,
            target_id: about.id.to_owned(),
            target_name: about.name.to_owned(),
            changes: changes.to_string(),
            ip,
            request_id: format!("example-{}", id.as_simple()),
            surface: if self.dice.percent(70) { "console" } else { "api" },
            seq: 0,
            hash: START,
        });
    }

    pub(super) fn created(&mut self, made: &Made) {
        let name = self.rows.organizations.last().map(|organization| organization.name.clone()).unwrap_or_default();
        let id = OrgId(made.id).to_string();
        let changes = json!({"name": [null, name], "slug": [null, made.slug]});
        let about = event("organization.created", "organization", &id, &name);
        self.record(made, &made.owner, made.created_at, about, &changes);
    }

    pub(super) fn project_created(&mut self, made: &Made, id: Uuid, name: &str, at: i64) {
        let id = ProjectId(id).to_string();
        let changes = json!({"name": [null, name]});
        self.record(made, &made.owner, at, event("project.created", "project", &id, name), &changes);
    }

    pub(super) fn role_created(&mut self, made: &Made, name: &str, permissions: i64, at: i64) {
        let changes = json!({"permissions": [null, PermissionSet::from_bits(permissions)]});
        self.record(made, &made.owner, at, event("role.created", "role", name, name), &changes);
    }

    /// Joining, and being suspended later. Older than a year, or in a crowd, it is left out.
    pub(super) fn member_joined(&mut self, made: &Made, person: &Person, role: &str, at: i64, suspended: bool) {
        if role == OWNER || made.members > JOINED_EVENTS || at < self.ago(DAYS) {
            return;
        }
        let about = || event("member.joined", "member", &person.id, &person.name);
        self.record(made, person, at, about(), &json!({"role": [null, role]}));
        if suspended {
            let about = event("member.suspended", "member", &person.id, &person.name);
            let later = self.dice.between(at, self.start.0);
            self.record(made, &made.owner, later, about, &json!({"status": ["active", "suspended"]}));
        }
    }

    /// Everyday changes, spread over the year.
    pub(super) fn changes(&mut self, made: &Made) {
        let first = made.created_at.max(self.ago(DAYS)) + HOUR;
        let organization = OrgId(made.id).to_string();
        for n in 0..20 + (made.plan.members / 10).min(400) {
            let at = self.dice.between(first, self.start.0);
            let Some(joined) = made.sample.get(self.dice.below(u32::try_from(made.sample.len()).unwrap_or(0)) as usize)
            else {
                continue;
            };
            let person = &joined.person;
            if n % 4 == 0 || joined.joined_at >= at || person.id == made.owner.id {
                let about = event("organization.updated", "organization", &organization, &made.slug);
                let zones = json!({"timezone": ["UTC", "Europe/Berlin"]});
                self.record(made, &made.owner, at, about, &zones);
            } else {
                let roles = json!({"role": [made.roles.first().unwrap_or(&MEMBER), MEMBER]});
                let about = event("member.role_changed", "member", &person.id, &person.name);
                self.record(made, &made.owner, at, about, &roles);
            }
        }
    }

    /// In which months of the last year the person was there.
    pub(super) fn active_months(&mut self, made: &Made, person: &Person, joined_at: i64) {
        if made.plan.of_everywhere {
            return;
        }
        let now = self.start.month();
        let first = Timestamp(joined_at).month().max(now - 11);
        for month in first..=now {
            if self.calendar.percent(35) {
                self.rows.usage_months.push(UsageMonth { org: made.id, month, user: person.id.clone() });
            }
        }
    }

    /// People and requests a day, growing with the organization, quiet at weekends. Ends yesterday: the server counts
    /// today by itself.
    pub(super) fn usage(&mut self, made: &Made) {
        let today = self.start.day();
        let born = Timestamp(made.created_at).day();
        let age = (today - born).max(1);
        for day in (today - DAYS).max(born)..today {
            // 1970-01-01 was a Thursday.
            let weekend = (day + 3) % 7 >= 5;
            let members = (i64::from(made.members) * (day - born + 1) / age).max(1);
            let busy = if weekend { self.calendar.between(2, 9) } else { self.calendar.between(25, 46) };
            let principals = members * busy / 100;
            if principals == 0 && (weekend || self.calendar.percent(60)) {
                continue;
            }
            let principals = principals.max(1);
            let requests = principals * self.calendar.between(15, 120);
            self.rows.usage_days.push(UsageDay { org: made.id, day, principals, requests });
        }
    }
}

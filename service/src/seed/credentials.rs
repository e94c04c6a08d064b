//! Keys, invitations and join codes in every state, and what load tests sign in with.

use super::{
    history::event,
    people::{Made, Maker},
    report::{BenchKey, BenchOrganization, BenchUser},
    rows::{Invitation, JoinCode, JoinCodeUse, Key, Person, Session, UserToken},
};
use crate::{Result, secret};
use contract::{
    ApiKeyId, InvitationId, JoinCodeId, OrgId, Permission, PermissionSet, UserId,
    api_keys::KeyEnv,
    permissions::MEMBER,
    time::{DAY, HOUR, MINUTE},
};
use data_encoding::BASE64URL_NOPAD;

/// The browser of everybody.
pub(super) const BROWSER: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
/// Characters of a key that stay readable.
const PREFIX: usize = 12;
/// How long an invitation lasts.
const LIFETIME: i64 = 7 * DAY;
/// Sessions, addresses and keys of an organization that a report shows.
const SHOWN_SESSIONS: usize = 200;
const SHOWN_KEYS: usize = 20;

const KEYS: &[&str] =
    &["Deploy pipeline", "Nightly export", "Monitoring", "CRM sync", "Résumé parser", "Staging", "データ連携"];
const MESSAGES: &[&str] = &["", "Welcome aboard! Your projects are waiting.", "See you on Monday."];

/// A user token without an end.
pub(super) fn user_token(maker: &mut Maker<'_>, person: &Person) -> BenchUser {
    let token = secret::new_user_token(&maker.secrets);
    let created_at = maker.start.0;
    let id = maker.id(created_at);
    maker.rows.tokens.push(UserToken {
        id,
        user: person.id.clone(),
        digest: secret::digest(&token),
        last_four: secret::last_four(&token),
        created_at,
    });
    BenchUser { id: UserId::stored(person.id.clone()), email: person.email.clone(), token }
}

/// The large organization as a load test sees it.
pub(super) fn bench_organization(made: &Made, owner: BenchUser, api_keys: Vec<BenchKey>) -> BenchOrganization {
    let member = made.sample.iter().map(|joined| &joined.person).find(|person| person.id != made.owner.id);
    BenchOrganization {
        id: OrgId(made.id),
        slug: made.slug.clone(),
        members: u64::from(made.members),
        owner,
        member_id: UserId::stored(member.unwrap_or(&made.owner).id.clone()),
        api_keys,
    }
}

/// What a key of the example may do; verifying other keys is among it.
fn key_permissions(n: u32) -> PermissionSet {
    use Permission as P;
    let read = [P::OrganizationRead, P::UsersRead, P::RolesRead, P::ProjectsRead, P::ApiKeysList, P::DashboardView];
    let set: PermissionSet = read.into_iter().collect();
    if n % 4 == 3 { set.with(P::ProjectsCreate).with(P::ProjectsUpdate).with(P::UsersInvite) } else { set }
}

impl Maker<'_> {
    /// Native keys: used lately, long unused, switched off, expired, revoked, never used; in turn. Returns some that live.
    pub(super) fn keys(&mut self, made: &Made) -> Vec<BenchKey> {
        let mut clear = Vec::new();
        for n in 0..made.plan.keys {
            let state = n % 6;
            let env = if n % 3 == 2 { KeyEnv::Test } else { KeyEnv::Live };
            let secret = secret::new_api_key(&self.secrets, env);
            let created_at = match state {
                5 => self.start.0 - self.dice.between(HOUR, 20 * DAY),
                _ => self.days_ago(115, 145),
            };
            let id = self.id(created_at);
            let name = match n / 6 {
                0 => self.dice.pick(KEYS).to_owned(),
                _ => format!("{} {}", self.dice.pick(KEYS), n / 6 + 1),
            };
            let revoked_at = (state == 4).then(|| self.days_ago(5, 60));
            let last_used_at = match state {
                0 => Some(self.start.0 - self.dice.between(MINUTE, 2 * DAY)),
                1 => Some(self.days_ago(92, 112)),
                2..=4 => Some(self.days_ago(61, 90)),
                _ => None,
            };
            let expires_at = match state {
                3 => Some(self.days_ago(1, 60)),
                5 => Some(created_at + 90 * DAY),
                _ => None,
            };
            let project = if n % 5 == 4 { made.projects.last().copied() } else { None };
            self.rows.keys.push(Key {
                id,
                org: made.id,
                project,
                env: env.as_str(),
                name: name.clone(),
                prefix: secret.chars().take(PREFIX).collect(),
                last_four: secret::last_four(&secret),
                digest: secret::digest(&secret),
                permissions: key_permissions(n).bits(),
                created_by: made.owner.id.clone(),
                created_at,
                expires_at,
                enabled: state != 2,
                revoked_at,
                last_used_at,
            });
            let target = ApiKeyId(id).to_string();
            let made_of = serde_json::json!({"name": [null, name], "permissions": [null, key_permissions(n)]});
            self.record(made, &made.owner, created_at, event("api_key.created", "api_key", &target, &name), &made_of);
            if let Some(at) = revoked_at {
                let status = serde_json::json!({"status": ["active", "revoked"]});
                self.record(made, &made.owner, at, event("api_key.revoked", "api_key", &target, &name), &status);
            }
            if state == 2 {
                let switch = serde_json::json!({"enabled": [true, false]});
                let at = self.ago(60);
                self.record(made, &made.owner, at, event("api_key.disabled", "api_key", &target, &name), &switch);
            }
            if matches!(state, 0 | 5) && project.is_none() && clear.len() < SHOWN_KEYS {
                clear.push(BenchKey { id: ApiKeyId(id), key: secret });
            }
        }
        clear
    }

    /// Invitations: pending, pending past their time, accepted, declined, revoked, expired; in turn.
    pub(super) fn invitations(&mut self, made: &Made) {
        for n in 0..6 + (made.plan.members / 20).min(60) {
            let joined = match n % 6 {
                // The first of the sample is the owner, whom nobody invited.
                2 => match made.sample.get(1 + n as usize / 6) {
                    Some(joined) => Some(joined.clone()),
                    None => continue,
                },
                _ => None,
            };
            let created_at = match (n % 6, &joined) {
                (2, Some(joined)) => made.created_at.max(joined.joined_at - self.dice.between(HOUR, 3 * DAY)),
                (0, _) => self.start.0 - self.dice.between(MINUTE, 6 * DAY),
                _ => self.days_ago(10, 140),
            };
            let (_, local) = super::names::person(&mut self.dice);
            let email = joined.as_ref().map_or_else(
                || format!("{local}.{n}@invited-{}.example", made.slug),
                |joined| joined.person.email.clone(),
            );
            let later = created_at + self.dice.between(HOUR, 2 * DAY);
            let (status, answered_at) = match n % 6 {
                0 | 1 => ("pending", None),
                2 => ("accepted", joined.as_ref().map(|joined| joined.joined_at)),
                3 => ("declined", Some(later)),
                4 => ("revoked", Some(later)),
                _ => ("expired", None),
            };
            let id = self.id(created_at);
            let role = if n % 5 == 0 { made.roles.first().copied().unwrap_or(MEMBER) } else { MEMBER };
            self.rows.invitations.push(Invitation {
                id,
                org: made.id,
                email: email.clone(),
                role: role.to_owned(),
                message: self.dice.pick(MESSAGES),
                token_digest: secret::digest(&secret::new_invitation_token(&self.secrets)),
                status,
                invited_by: made.owner.id.clone(),
                lifetime: LIFETIME,
                created_at,
                answered_at,
                answered_by: joined.map(|joined| joined.person.id),
            });
            let target = InvitationId(id).to_string();
            let sent = serde_json::json!({"email": [null, email], "role": [null, role]});
            self.record(
                made,
                &made.owner,
                created_at,
                event("invitation.created", "invitation", &target, &email),
                &sent,
            );
            if status == "revoked" {
                let ended = serde_json::json!({"status": ["pending", "revoked"]});
                self.record(
                    made,
                    &made.owner,
                    later,
                    event("invitation.revoked", "invitation", &target, &email),
                    &ended,
                );
            }
        }
    }

    /// Join codes: in use, used up, expired, revoked.
    pub(super) fn join_codes(&mut self, made: &Made) -> Result<()> {
        for state in 0..4 {
            let created_at = made.created_at + DAY;
            let code = secret::new_join_code(&self.secrets, false);
            let id = self.id(created_at);
            // Members whom nobody invited: the invited ones are the first of the sample.
            let uses: Vec<_> = if state < 2 {
                let users = made.sample.iter().skip(20 + 5 * state).take(5);
                users.filter(|joined| joined.joined_at > created_at).cloned().collect()
            } else {
                Vec::new()
            };
            let use_count = i64::try_from(uses.len()).unwrap_or(0);
            let key = &self.services.config.server_key;
            self.rows.join_codes.push(JoinCode {
                id,
                org: made.id,
                lookup: key.lookup(&code),
                // Not from the seeded generator: one server key must never meet one nonce twice.
                sealed: key.seal(&self.services.context, "join_code", code.as_bytes())?,
                role: MEMBER.to_owned(),
                max_uses: match state {
                    1 if use_count > 0 => Some(use_count),
                    2 => Some(25),
                    _ => None,
                },
                use_count,
                email_domain: (state == 0).then(|| format!("{}.example", made.slug)),
                created_by: made.owner.id.clone(),
                created_at,
                expires_at: (state == 2).then(|| created_at + 30 * DAY),
                revoked_at: (state == 3).then(|| created_at + 12 * DAY),
            });
            for joined in uses {
                self.rows.join_code_uses.push(JoinCodeUse {
                    code: id,
                    user: joined.person.id,
                    used_at: joined.joined_at,
                });
            }
            let target = JoinCodeId(id).to_string();
            let made_of = serde_json::json!({"role": [null, MEMBER]});
            self.record(
                made,
                &made.owner,
                created_at,
                event("join_code.created", "join_code", &target, MEMBER),
                &made_of,
            );
        }
        Ok(())
    }

    /// A session of the last hours. The cookie holds the id's bytes in base64url.
    pub(super) fn session(&mut self, person: &Person) {
        let bytes = self.secrets.random::<16>();
        let created_at = self.start.0 - self.dice.between(MINUTE, 12 * HOUR);
        let ip = self.address();
        let data = serde_json::json!({"user_id": person.id, "ip": ip, "user_agent": BROWSER}).to_string();
        let id = self.id(created_at);
        self.rows.sessions.push(Session {
            digest: secret::digest_bytes(&bytes),
            id,
            user: person.id.clone(),
            data,
            created_at,
            seen_at: created_at,
            expires_at: created_at + crate::sessions::ABSOLUTE_LIFETIME,
            ip,
        });
        if self.bench.sessions.len() < SHOWN_SESSIONS {
            self.bench.sessions.push(BASE64URL_NOPAD.encode(&bytes));
        }
    }

    /// An address of the block for examples.
    pub(super) fn address(&mut self) -> String {
        format!("198.51.100.{}", self.dice.between(1, 255))
    }
}

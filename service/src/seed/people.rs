//! Organizations with their roles, projects and members.

use super::{
    credentials,
    dice::{Dice, SEED},
    names,
    plan::OrganizationPlan,
    report::{BenchReport, BenchUser},
    rows::{Membership, Organization, Person, Project, Role, Rows},
};
use crate::{
    Result, Services,
    context::{Context, ManualClock, SeededRandom},
    email::search_key,
    organizations::slug,
};
use contract::{
    Permission, PermissionSet, Timestamp,
    permissions::{ADMIN, MEMBER, OWNER, system_role},
    time::{DAY, HOUR, MINUTE, SECOND},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The address of the super admin.
pub(super) const ADMINISTRATOR: &str = "admin@guildhall.example";
/// The project that every organization has.
pub(super) const DEFAULT_PROJECT: &str = "default";
/// People who may join a further organization.
const POOL: usize = 512;
/// Members of an organization that its other rows are made of.
const SAMPLE: usize = 400;

const ZONES: &[&str] = &["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Lagos", "Asia/Kolkata"];
const PROJECTS: &[(&str, &str)] = &[
    ("website", "The public site and its shop."),
    ("mobile-app", "The app for customers."),
    ("data-platform", "Collects, cleans and reports."),
    ("billing", ""),
    ("Kundenportal Süd", "Portal für die südlichen Regionen."),
    ("internal-tools", "What the support team works with."),
];

fn set(permissions: &[Permission]) -> i64 {
    permissions.iter().copied().collect::<PermissionSet>().bits()
}

/// Custom roles: name, description, permissions.
fn custom_roles() -> [(&'static str, &'static str, i64); 6] {
    use Permission as P;
    [
        (
            "developer",
            "Builds and ships.",
            set(&[
                P::OrganizationRead,
                P::UsersRead,
                P::ProjectsRead,
                P::ProjectsCreate,
                P::ProjectsUpdate,
                P::ApiKeysList,
                P::ApiKeysCreate,
                P::DashboardView,
            ]),
        ),
        (
            "support",
            "Helps people in.",
            set(&[P::OrganizationRead, P::UsersRead, P::UsersInvite, P::UsersUpdate, P::RolesRead, P::DashboardView]),
        ),
        (
            "auditor",
            "Looks at everything, changes nothing.",
            set(&[P::OrganizationRead, P::UsersRead, P::RolesRead, P::ProjectsRead, P::ApiKeysList, P::AuditRead]),
        ),
        ("billing manager", "Sees usage and pays.", set(&[P::OrganizationRead, P::BillingView, P::DashboardView])),
        ("Stagiaire d été", "", set(&[P::OrganizationRead, P::ProjectsRead])),
        (
            "release:manager",
            "Owns projects and their keys.",
            set(&[
                P::OrganizationRead,
                P::ProjectsRead,
                P::ProjectsCreate,
                P::ProjectsUpdate,
                P::ProjectsDelete,
                P::ApiKeysList,
                P::ApiKeysCreate,
                P::ApiKeysRevoke,
            ]),
        ),
    ]
}

/// A member as the other rows of the organization need it.
#[derive(Debug, Clone)]
pub(super) struct Joined {
    pub(super) person: Person,
    pub(super) joined_at: i64,
}

/// An organization in the making.
pub(super) struct Made {
    pub(super) plan: OrganizationPlan,
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) created_at: i64,
    pub(super) owner: Person,
    pub(super) projects: Vec<Uuid>,
    pub(super) roles: Vec<&'static str>,
    /// Some active members, in the order of joining; the owner is the first.
    pub(super) sample: Vec<Joined>,
    pub(super) members: u32,
    /// How many addresses begin alike.
    locals: HashMap<String, u32>,
    /// Members who came from other organizations.
    guests: HashSet<String>,
}

/// Makes everything up, row by row, into `rows`.
pub(super) struct Maker<'a> {
    pub(super) services: &'a Services,
    pub(super) start: Timestamp,
    pub(super) dice: Dice,
    /// For what depends on months and weekdays, so that the rest is the same on every day.
    pub(super) calendar: Dice,
    pub(super) secrets: Context,
    pub(super) rows: Rows,
    pub(super) bench: BenchReport,
    slugs: HashSet<String>,
    pool: Vec<Person>,
    administrator: Option<Person>,
    everywhere: Option<Person>,
    number: usize,
}

impl<'a> Maker<'a> {
    pub(super) fn new(services: &'a Services) -> Self {
        // Whole seconds: runs within one second make the same times, too.
        let start = Timestamp(services.now().0 / SECOND * SECOND);
        let secrets = Context {
            clock: Box::new(ManualClock::new(start)),
            random: Box::new(SeededRandom::new(SEED)),
            touches: Default::default(),
        };
        Self {
            services,
            start,
            dice: Dice::new(),
            calendar: Dice::new(),
            secrets,
            rows: Rows::default(),
            bench: BenchReport::default(),
            slugs: HashSet::new(),
            pool: Vec::new(),
            administrator: None,
            everywhere: None,
            number: 0,
        }
    }

    pub(super) fn secrets(&self) -> &Context {
        &self.secrets
    }

    pub(super) fn into_bench(self) -> BenchReport {
        self.bench
    }

    /// `days` ago.
    pub(super) fn ago(&self, days: i64) -> i64 {
        self.start.0 - days * DAY
    }

    /// Between `low` and `high` days ago.
    pub(super) fn days_ago(&mut self, low: i64, high: i64) -> i64 {
        self.start.0 - self.dice.between(low * DAY, high * DAY)
    }

    pub(super) fn id(&mut self, at: i64) -> Uuid {
        self.dice.id(at, self.start)
    }

    /// The super admin, and for load tests the user of many organizations.
    pub(super) fn administrator(&mut self, bench: bool) {
        let oldest = self.ago(1_200);
        let mut administrator = self.person("Ada Guildhall", ADMINISTRATOR.to_owned(), oldest);
        administrator.super_admin = true;
        self.rows.users.push(administrator.clone());
        self.administrator = Some(administrator);
        if bench {
            let person = self.person("Eve Everywhere", "everywhere@guildhall.example".to_owned(), oldest);
            self.rows.users.push(person.clone());
            self.bench.everywhere = Some(self.with_token(&person));
            self.everywhere = Some(person);
        }
    }

    fn person(&mut self, name: &str, email: String, created_at: i64) -> Person {
        Person {
            id: contract::UserId::generated(self.id(created_at)).to_string(),
            email,
            name_key: search_key(name),
            name: name.to_owned(),
            verified: true,
            super_admin: false,
            created_at,
        }
    }

    /// Somebody new with an address of the organization.
    fn newcomer(&mut self, slug: &str, locals: &mut HashMap<String, u32>, at: i64) -> Person {
        let (name, local) = names::person(&mut self.dice);
        let namesakes = locals.entry(local.clone()).or_default();
        *namesakes += 1;
        let email = match *namesakes {
            1 => format!("{local}@{slug}.example"),
            n => format!("{local}{n}@{slug}.example"),
        };
        let mut person = self.person(&name, email, at - 5 * MINUTE);
        person.verified = !self.dice.percent(3);
        person
    }

    /// An organization with its owner, projects and roles.
    pub(super) fn organization(&mut self, plan: &OrganizationPlan) -> Made {
        let created_at = self.days_ago(150, 1_100);
        let (name, latin) = names::organization(&mut self.dice, self.number);
        self.number += 1;
        let slug = self.free_slug(&latin);
        let id = self.id(created_at);
        let billing = self.dice.percent(60);
        self.rows.organizations.push(Organization {
            id,
            name_key: search_key(&name),
            name,
            timezone: self.dice.pick(ZONES),
            billing_email: billing.then(|| format!("billing@{slug}.example")),
            plan: match plan.members {
                0..50 => "free",
                50..1_000 => "pro",
                _ => "enterprise",
            },
            metadata: if billing { r#"{"region":"eu","crm":"A-1042"}"# } else { "{}" },
            slug: slug.clone(),
            created_at,
        });
        let mut locals = HashMap::new();
        let owner = match &self.administrator {
            Some(administrator) if plan.of_administrator => administrator.clone(),
            _ => {
                let mut owner = self.newcomer(&slug, &mut locals, created_at);
                owner.verified = true;
                self.rows.users.push(owner.clone());
                owner
            }
        };
        let mut made = Made {
            plan: plan.clone(),
            id,
            slug,
            created_at,
            owner: owner.clone(),
            projects: Vec::new(),
            roles: Vec::new(),
            sample: Vec::new(),
            members: 0,
            locals,
            guests: HashSet::new(),
        };
        self.created(&made);
        self.join(&mut made, owner, OWNER.to_owned(), created_at, false);
        self.projects(&mut made);
        if !plan.of_everywhere {
            self.roles(&mut made);
        }
        made
    }

    fn free_slug(&mut self, latin: &str) -> String {
        let derived = slug::derive(latin);
        let mut slug = derived.clone();
        let mut ending = 2;
        while !self.slugs.insert(slug.clone()) {
            slug = slug::with_ending(&derived, &ending.to_string());
            ending += 1;
        }
        slug
    }

    fn projects(&mut self, made: &mut Made) {
        let more = if made.plan.of_everywhere { 0 } else { self.dice.below(5) as usize };
        let skipped = self.dice.below(3) as usize;
        let named = PROJECTS.iter().copied().skip(skipped).take(more.min(PROJECTS.len() - skipped));
        for (n, (name, description)) in std::iter::once((DEFAULT_PROJECT, "")).chain(named).enumerate() {
            let created_at = made.created_at + i64::try_from(n).unwrap_or(0) * 9 * DAY;
            let id = self.id(created_at);
            made.projects.push(id);
            let runs = n % 2 == 1;
            self.rows.projects.push(Project {
                id,
                org: made.id,
                name,
                description,
                environments: if runs { self.dice.between(1, 6) } else { 0 },
                blueprints: if runs { self.dice.between(0, 12) } else { 0 },
                created_at,
            });
            if n > 0 {
                self.project_created(made, id, name, created_at);
            }
        }
    }

    fn roles(&mut self, made: &mut Made) {
        let count = 2 + self.dice.below(3) as usize;
        let skipped = self.dice.below(3) as usize;
        let shadows = self.dice.percent(35);
        let own = custom_roles().into_iter().skip(skipped).take(if shadows { count - 1 } else { count });
        let bits = system_role(MEMBER).unwrap_or_default().with(Permission::ApiKeysList).without(Permission::RolesRead);
        let shadow = shadows.then_some((MEMBER, "Ordinary colleagues here see keys, and no roles.", bits.bits()));
        for (name, description, permissions) in own.chain(shadow).collect::<Vec<_>>() {
            let created_at = made.created_at + 3 * DAY;
            let id = self.id(created_at);
            self.rows.roles.push(Role { id, org: made.id, name, description, permissions, created_at });
            self.role_created(made, name, permissions, created_at);
            if name != MEMBER {
                made.roles.push(name);
            }
        }
    }

    /// One more member.
    pub(super) fn member(&mut self, made: &mut Made) {
        let joined_at = self.dice.between(made.created_at + HOUR, self.start.0 - HOUR);
        if made.plan.of_everywhere
            && let Some(person) = self.everywhere.clone()
        {
            let role = if made.id.as_bytes()[15].is_multiple_of(2) { ADMIN } else { MEMBER };
            self.join(made, person, role.to_owned(), joined_at, false);
            self.bench.everywhere_organizations += 1;
            return;
        }
        let role = match self.dice.below(100) {
            0 if made.members >= 10 => OWNER,
            0..4 => ADMIN,
            4..20 if !made.roles.is_empty() => self.dice.pick(&made.roles),
            _ => MEMBER,
        };
        let suspended = self.dice.percent(2);
        let person = self.guest(made, joined_at).unwrap_or_else(|| {
            let slug = made.slug.clone();
            let person = self.newcomer(&slug, &mut made.locals, joined_at);
            self.rows.users.push(person.clone());
            self.offer(&person);
            person
        });
        self.join(made, person, role.to_owned(), joined_at, suspended);
    }

    /// Now and then somebody of an earlier organization.
    fn guest(&mut self, made: &mut Made, joined_at: i64) -> Option<Person> {
        if self.pool.is_empty() || !self.dice.percent(3) {
            return None;
        }
        let person = self.dice.pick(&self.pool);
        let fits = person.created_at < joined_at
            && !person.email.ends_with(&format!("@{}.example", made.slug))
            && made.guests.insert(person.id.clone());
        fits.then_some(person)
    }

    /// Remembers somebody for later organizations.
    fn offer(&mut self, person: &Person) {
        if self.pool.len() < POOL {
            self.pool.push(person.clone());
        } else if self.dice.percent(10) {
            let place = self.dice.below(u32::try_from(POOL).unwrap_or(u32::MAX)) as usize;
            self.pool[place] = person.clone();
        }
    }

    fn join(&mut self, made: &mut Made, person: Person, role: String, joined_at: i64, suspended: bool) {
        let never = made.members > 0 && self.dice.percent(8);
        let since = joined_at.max(self.ago(if suspended { 90 } else { 20 }));
        let last_active_at = (!never).then(|| self.dice.between(since, self.start.0));
        self.member_joined(made, &person, &role, joined_at, suspended);
        self.active_months(made, &person, joined_at);
        if made.members < made.plan.sessions {
            self.session(&person);
        }
        let id = self.id(joined_at);
        self.rows.memberships.push(Membership {
            id,
            org: made.id,
            user: person.id.clone(),
            role,
            suspended,
            email_key: person.email.clone(),
            name_key: person.name_key.clone(),
            joined_at,
            last_active_at,
        });
        if !suspended && made.sample.len() < SAMPLE {
            made.sample.push(Joined { person, joined_at });
        }
        made.members += 1;
    }

    /// Keys, invitations, join codes and history, after the last member.
    pub(super) fn finish(&mut self, mut made: Made) -> Result<()> {
        made.sample.sort_by_key(|joined| joined.joined_at);
        if made.plan.of_everywhere {
            return Ok(());
        }
        let clear = self.keys(&made);
        self.invitations(&made);
        self.join_codes(&made)?;
        self.changes(&made);
        self.usage(&made);
        if self.everywhere.is_some() {
            let owner = self.with_token(&made.owner);
            self.bench.organizations.push(credentials::bench_organization(&made, owner, clear));
            let emails = made.sample.iter().map(|joined| joined.person.email.clone()).take(100);
            self.bench.emails.extend(emails);
        }
        Ok(())
    }

    fn with_token(&mut self, person: &Person) -> BenchUser {
        credentials::user_token(self, person)
    }
}

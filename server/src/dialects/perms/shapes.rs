//! Answers as REST prints them: the names of the messages' fields as they are, zero values included, an unset message left out.

use buffa_types::google::protobuf::{Empty, Timestamp as Time};
use contract::Timestamp;
use serde::Serialize;

use crate::rpc::proto::{
    pagination::PaginationResponse,
    permio::organisation::v1::{self as pb, APIKeyAccess},
};

/// An answer message that has a REST form.
pub trait Shape {
    /// The form.
    fn shape(&self) -> impl Serialize;
}

/// A field that holds a message.
type Field<M> = buffa::MessageField<M, buffa::Inline<M>>;

fn time(field: &Field<Time>) -> Option<Timestamp> {
    let time = field.as_option()?;
    Some(Timestamp(time.seconds * 1_000_000 + i64::from(time.nanos) / 1000))
}

#[derive(Serialize)]
struct Organisation<'a> {
    id: &'a str,
    name: &'a str,
    users: Vec<User<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_customer: Option<BillingCustomer<'a>>,
}

#[derive(Serialize)]
struct User<'a> {
    id: &'a str,
    email: &'a str,
}

#[derive(Serialize)]
struct BillingCustomer<'a> {
    id: &'a str,
    organisation_id: &'a str,
    name: &'a str,
    email: &'a str,
}

impl<'a> From<&'a pb::Organisation> for Organisation<'a> {
    fn from(m: &'a pb::Organisation) -> Self {
        Self {
            id: &m.id,
            name: &m.name,
            users: m.users.iter().map(|user| User { id: &user.id, email: &user.email }).collect(),
            created_at: time(&m.created_at),
            updated_at: time(&m.updated_at),
            billing_customer: m.billing_customer.as_option().map(|c| BillingCustomer {
                id: &c.id,
                organisation_id: &c.organisation_id,
                name: &c.name,
                email: &c.email,
            }),
        }
    }
}

#[derive(Serialize)]
struct Project<'a> {
    organisation_id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
}

impl<'a> From<&'a pb::Project> for Project<'a> {
    fn from(m: &'a pb::Project) -> Self {
        Self { organisation_id: &m.organisation_id, name: &m.name, created_at: time(&m.created_at) }
    }
}

#[derive(Serialize)]
struct Key<'a> {
    id: &'a str,
    name: &'a str,
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
    invalidated: bool,
    access: &'static str,
}

impl<'a> From<&'a pb::APIKey> for Key<'a> {
    fn from(m: &'a pb::APIKey) -> Self {
        let access = match m.access.as_known() {
            Some(APIKeyAccess::API_KEY_ACCESS_CHECK) => "API_KEY_ACCESS_CHECK",
            Some(APIKeyAccess::API_KEY_ACCESS_FULL) => "API_KEY_ACCESS_FULL",
            Some(APIKeyAccess::API_KEY_ACCESS_UNSPECIFIED) | None => "API_KEY_ACCESS_UNSPECIFIED",
        };
        let created_at = time(&m.created_at);
        Self { id: &m.id, name: &m.name, key: &m.key, created_at, invalidated: m.invalidated, access }
    }
}

#[derive(Serialize)]
struct Pagination<'a> {
    next_cursor: &'a str,
}

fn pagination(field: &Field<PaginationResponse>) -> Option<Pagination<'_>> {
    field.as_option().map(|m| Pagination { next_cursor: &m.next_cursor })
}

/// An answer with one message in it.
macro_rules! holder {
    ($($message:ident, $field:ident: $shape:ident;)+) => {
        $(impl Shape for pb::$message {
            fn shape(&self) -> impl Serialize {
                #[derive(Serialize)]
                struct Holder<'a> {
                    #[serde(skip_serializing_if = "Option::is_none")]
                    $field: Option<$shape<'a>>,
                }
                Holder { $field: self.$field.as_option().map($shape::from) }
            }
        })+
    };
}

holder! {
    CreateOrganisationResponse, organisation: Organisation;
    GetOrganisationResponse, organisation: Organisation;
    UpdateOrganisationResponse, organisation: Organisation;
    CreateProjectResponse, project: Project;
    GetProjectResponse, project: Project;
    CreateAPIKeyResponse, api_key: Key;
}

/// An answer with a page of messages in it.
macro_rules! page {
    ($($message:ident, $field:ident: $shape:ident;)+) => {
        $(impl Shape for pb::$message {
            fn shape(&self) -> impl Serialize {
                #[derive(Serialize)]
                struct Page<'a> {
                    $field: Vec<$shape<'a>>,
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pagination: Option<Pagination<'a>>,
                }
                Page { $field: self.$field.iter().map($shape::from).collect(), pagination: pagination(&self.pagination) }
            }
        })+
    };
}

page! {
    GetProjectsForOrganisationResponse, projects: Project;
    ListAPIKeysResponse, api_keys: Key;
}

impl Shape for Empty {
    fn shape(&self) -> impl Serialize {
        serde_json::Map::new()
    }
}

impl Shape for pb::GetOrganisationDashboardResponse {
    fn shape(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct Dashboard {
            total_roles: i32,
            total_permissions: i32,
            total_principals: i32,
            total_users: i32,
        }
        Dashboard {
            total_roles: self.total_roles,
            total_permissions: self.total_permissions,
            total_principals: self.total_principals,
            total_users: self.total_users,
        }
    }
}

impl Shape for pb::GetPrincipalUsageStatsResponse {
    fn shape(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct Usage<'a> {
            current_count: i32,
            included_count: i32,
            usage_percentage: i32,
            overage: i32,
            overage_rate: f64,
            estimated_overage_cost: f64,
            current_billing_period: &'a str,
            days_left_in_billing_period: i32,
        }
        Usage {
            current_count: self.current_count,
            included_count: self.included_count,
            usage_percentage: self.usage_percentage,
            overage: self.overage,
            overage_rate: self.overage_rate,
            estimated_overage_cost: self.estimated_overage_cost,
            current_billing_period: &self.current_billing_period,
            days_left_in_billing_period: self.days_left_in_billing_period,
        }
    }
}

impl Shape for pb::GetUsageHistoryResponse {
    fn shape(&self) -> impl Serialize {
        #[derive(Serialize)]
        struct History<'a> {
            history: Vec<Point<'a>>,
        }
        #[derive(Serialize)]
        struct Point<'a> {
            date: &'a str,
            count: i32,
        }
        History { history: self.history.iter().map(|m| Point { date: &m.date, count: m.count }).collect() }
    }
}

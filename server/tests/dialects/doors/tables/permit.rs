//! Permit.

use serde_json::{Value, json};
use server::dialects::Surface;

use super::super::call::{Call, Names, Wire};
use crate::doors::{needs::Needs, who::Things};

type Row = (&'static str, &'static str, Names, Needs, fn(&Things) -> Value);

const ORG: Names = Names::Field("org_id");

#[rustfmt::skip]
const ROWS: [Row; 10] = [
    ("GET", "/v2/orgs", Names::Nothing, Needs::OwnList, |_| json!({})),
    ("POST", "/v2/orgs", Names::Nothing, Needs::PersonOrOrganizationKey, |_| json!({ "key": "pier-nine", "name": "Pier Nine" })),
    ("GET", "/v2/orgs/active/org", Names::Header, Needs::Permission("organization.read"), |_| json!({})),
    ("GET", "/v2/orgs/{org_id}", ORG, Needs::Permission("organization.read"), |t| json!({ "org_id": t.org })),
    ("GET", "/v2/orgs/{org_id}", ORG, Needs::Permission("organization.read"), |t| json!({ "org_id": t.slug })),
    ("PATCH", "/v2/orgs/{org_id}", ORG, Needs::Permission("organization.update"), |t| json!({ "org_id": t.org, "name": "Renamed" })),
    ("DELETE", "/v2/orgs/{org_id}", ORG, Needs::Permission("organization.delete"), |t| json!({ "org_id": t.org })),
    ("GET", "/v2/orgs/{org_id}/stats", ORG, Needs::Permission("organization.read"), |t| json!({ "org_id": t.org })),
    ("GET", "/v2/api-key/scope", Names::Header, Needs::Access, |_| json!({})),
    ("GET", "/v2/projects", Names::Header, Needs::Permission("projects.read"), |_| json!({})),
];

pub fn calls() -> Vec<Call> {
    let call = |row: &Row| Call {
        surface: Surface::Permit,
        wire: Wire::Rest(row.0, row.1),
        needs: row.3,
        names: row.2,
        message: row.4,
        refusal: None,
    };
    ROWS.iter().map(call).collect()
}

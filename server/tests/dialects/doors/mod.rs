//! All five surfaces at once: no call without a row, who may do what, and that a stranger learns nothing.

mod call;
#[path = "../../api/matrix/copies.rs"]
mod copies;
mod coverage;
#[path = "../../api/matrix/keys.rs"]
mod keys;
mod matrix;
mod missing;
mod needs;
mod outcome;
#[expect(dead_code, reason = "the native API's tests use more of it")]
#[path = "../../api/matrix/principals.rs"]
mod principals;
mod tables;
mod who;

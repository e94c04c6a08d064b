//! Every call of the surfaces. A new one gets its row here; `coverage` fails until it has one.

mod adrifact;
mod permit;
mod perms;
mod teabar;
mod tours;

use buffa::Message;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;

/// All of them.
pub fn calls() -> Vec<Call> {
    [perms::calls(), teabar::calls(), permit::calls(), adrifact::calls(), tours::calls()].concat()
}

/// The binary message that a JSON one is; none of what is no such message.
fn binary<M: Message + DeserializeOwned>(message: &Value) -> Option<Vec<u8>> {
    serde_json::from_value::<M>(message.clone()).ok().map(|message| message.encode_to_vec())
}

//! Server functions of the page where one joins by a code.

use crate::accounts::rpc::Visitor;
use contract::{ApiError, Packed, join_codes::JoinPreview};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A code that was entered, and who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenCode {
    /// What the code leads to, or why it does not; absent while none was entered.
    pub preview: Option<Result<JoinPreview, ApiError>>,
    /// Who looks.
    pub visitor: Visitor,
    /// What joining carries, so that it is by this code.
    pub shown: String,
}

/// What the code leads to that was entered or whose link was followed.
#[server(protocol = Packed)]
pub async fn read_code() -> Result<SeenCode, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status, cookies, code) = (caller()?, page_status(), cookies(), link_token("join"));
    let preview = match &code {
        Some(code) => Some(status.of(join_preview(&s, &actor, &cookies, code).await)),
        None => None,
    };
    let visitor = status.of(visitor(&s, &actor).await)?;
    Ok(SeenCode { preview, visitor, shown: shown_mark(&code.unwrap_or_default()) })
}

/// Remembers a code for this page. It travels in a cookie and reaches no address.
#[server(protocol = Packed)]
pub async fn enter_code(code: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    if code.is_empty() {
        return Err(ApiError::invalid("code", "required", "Enter the code."));
    }
    set_cookie(&crate::links::cookie_name("join"), &code, CODE_REMEMBERED);
    redirect("/join", false);
    Ok(())
}

/// Forgets the code that was entered.
#[server(protocol = Packed)]
pub async fn forget_code() -> Result<(), ApiError> {
    use crate::ssr::*;
    clear_link_token("join");
    redirect("/join", false);
    Ok(())
}

/// Joins by the code that was entered and leads into the organization.
#[server(protocol = Packed)]
pub async fn join(
    /// [`SeenCode::shown`].
    #[server(default)]
    shown: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, actor), code) = (caller()?, link_token("join").unwrap_or_default());
    check_shown(&code, &shown, "code")?;
    let request = contract::join_codes::JoinRequest { code };
    let joined = actor.answer(service::join_codes::join(&s, &actor, request).await)?;
    let org = actor.answer(service::organizations::context(&s, &actor, &joined.organization_id.into()).await)?;
    clear_link_token("join");
    redirect(&format!("/o/{}", org.organization.slug), false);
    Ok(())
}

//! How the console is to be for its user: language and keys.

use super::{no_such_user, sql};
use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
};
use contract::accounts::{Preferences, PreferencesPatch};

impl sql::Account {
    pub(super) fn preferences(&self) -> Preferences {
        Preferences { locale: self.locale.clone(), single_key_shortcuts: self.single_key_shortcuts }
    }
}

/// My preferences.
pub async fn preferences(s: &Services, actor: &Actor) -> Result<Preferences> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let account = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?;
    Ok(account.preferences())
}

/// Changes my preferences. Fails with `validation_failed` for a language that the console does not speak.
pub async fn update_preferences(s: &Services, actor: &Actor, patch: PreferencesPatch) -> Result<Preferences> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let old = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?.preferences();
    let new = Preferences {
        locale: patch.locale.unwrap_or_else(|| old.locale.clone()),
        single_key_shortcuts: patch.single_key_shortcuts.unwrap_or(old.single_key_shortcuts),
    };
    let entry = Entry::new("user.updated", "user", &user.id, &user.name)
        .change("locale", old.locale.as_deref(), new.locale.as_deref())
        .change("single_key_shortcuts", old.single_key_shortcuts, new.single_key_shortcuts);
    if entry.is_empty() {
        return Ok(old);
    }
    if !sql::prefer(&mut tx, &user.id, &new).await? {
        return Err(no_such_user());
    }
    audit::record_person(&mut tx, None, &user, entry).await?;
    tx.commit().await?;
    Ok(new)
}

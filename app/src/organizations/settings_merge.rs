//! What a change of the settings becomes when somebody else changed them since they were read: field by field one's own
//! value or theirs.

use super::settings::to_lines;
use crate::{
    messages as t,
    ui::{Alert, Tone, kept_value},
};
use contract::organizations::Organization;
use leptos::prelude::*;

/// The texts of the fields, as a form has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Side {
    name: String,
    logo: String,
    timezone: String,
    billing_email: String,
    metadata: String,
}

impl Side {
    /// As the organization is.
    pub(super) fn of(organization: &Organization) -> Self {
        Self {
            name: organization.name.clone(),
            logo: organization.logo.clone().unwrap_or_default(),
            timezone: organization.timezone.clone(),
            billing_email: organization.billing_email.clone().unwrap_or_default(),
            metadata: to_lines(&organization.metadata),
        }
    }

    /// As it was sent.
    pub(super) fn sent(fields: &crate::remote::Sent) -> Self {
        Self {
            name: fields.text("name"),
            logo: fields.text("logo"),
            timezone: fields.text("timezone"),
            billing_email: fields.text("billing_email"),
            metadata: fields.text("metadata"),
        }
    }

    /// As it comes back after a plain form post; `None` outside the form.
    fn kept() -> Option<Self> {
        Some(Self {
            name: kept_value("name")?,
            logo: kept_value("logo").unwrap_or_default(),
            timezone: kept_value("timezone").unwrap_or_default(),
            billing_email: kept_value("billing_email").unwrap_or_default(),
            metadata: kept_value("metadata").unwrap_or_default(),
        })
    }

    /// The fields by their names in the form, with their values.
    fn fields(&self) -> [(&'static str, String); 5] {
        let trimmed = |text: &str| text.trim().replace("\r\n", "\n");
        [
            ("name", trimmed(&self.name)),
            ("logo", trimmed(&self.logo)),
            ("timezone", trimmed(&self.timezone)),
            ("billing_email", trimmed(&self.billing_email)),
            ("metadata", trimmed(&self.metadata)),
        ]
    }
}

/// What becomes of one field.
#[derive(Debug, PartialEq, Eq)]
enum Merged {
    /// Nobody has to be asked.
    Settled(String),
    /// Both changed it, or nobody knows who did.
    Asked { mine: String, theirs: String },
}

/// The fields, merged as far as what was read before tells who changed what.
fn merged(mine: &Side, theirs: &Side, before: Option<&Side>) -> Vec<(&'static str, Merged)> {
    let before = before.map(Side::fields);
    let both = mine.fields().into_iter().zip(theirs.fields()).enumerate();
    both.map(|(place, ((name, mine), (_, theirs)))| {
        let before = before.as_ref().map(|fields| &fields[place].1);
        let merged = if mine == theirs || before == Some(&mine) {
            Merged::Settled(theirs)
        } else if before == Some(&theirs) {
            Merged::Settled(mine)
        } else {
            Merged::Asked { mine, theirs }
        };
        (name, merged)
    })
    .collect()
}

/// The fields of the form, each with its value or the two to choose from. Stands inside the form.
pub(super) fn choices(mine: Option<Side>, theirs: &Side, before: Option<&Side>) -> impl IntoView + use<> {
    let mine = mine.or_else(Side::kept);
    let lost = mine.is_none();
    let fields = merged(&mine.unwrap_or_else(|| theirs.clone()), theirs, before);
    let asked = fields.iter().any(|(_, merged)| matches!(merged, Merged::Asked { .. }));
    let text = match (lost, asked) {
        (true, _) => t::settings::stale_lost(),
        (false, true) => t::settings::stale_choose(),
        (false, false) => t::settings::stale_settled(),
    };
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, merged)| match merged {
            Merged::Settled(value) => view! { <input type="hidden" name=name value=value/> }.into_any(),
            Merged::Asked { mine, theirs } => ask(name, mine, theirs).into_any(),
        })
        .collect();
    view! {
        <Alert tone=Tone::Warning title=t::settings::stale_title()>
            {text}
        </Alert>
        {fields}
    }
}

fn ask(name: &'static str, mine: String, theirs: String) -> impl IntoView {
    let legend = match name {
        "name" => t::common::name(),
        "logo" => t::settings::logo(),
        "timezone" => t::settings::timezone(),
        "billing_email" => t::settings::billing_address(),
        _ => t::settings::metadata(),
    };
    let card = |value: String, whose: &'static str| {
        let shown = if value.is_empty() { t::settings::nothing().to_owned() } else { value.replace('\n', ", ") };
        view! {
            <label class="choice choice-card">
                <input class="check" type="radio" name=name value=value required=true/>
                <span class="strong">{whose}</span>
                <span class="hint">{shown}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <div class="grid" data-min="medium">
                {card(mine, t::settings::mine())} {card(theirs, t::settings::theirs())}
            </div>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, logo: &str) -> Side {
        Side { name: name.to_owned(), logo: logo.to_owned(), timezone: "UTC".to_owned(), ..Side::default() }
    }

    #[test]
    fn what_only_one_side_changed_needs_no_question() {
        let before = side("Harbor", "");
        let found = merged(&side("Harbor Labs", ""), &side("Harbor", "https://a.example/l.png"), Some(&before));
        assert_eq!(found[0], ("name", Merged::Settled("Harbor Labs".to_owned())));
        assert_eq!(found[1], ("logo", Merged::Settled("https://a.example/l.png".to_owned())));
    }

    #[test]
    fn what_both_changed_or_nobody_knows_is_asked() {
        let asked = |before: Option<&Side>| {
            let found = merged(&side("A", ""), &side("B", ""), before);
            found
                .into_iter()
                .filter(|(_, merged)| matches!(merged, Merged::Asked { .. }))
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        assert_eq!(asked(Some(&side("C", ""))), ["name"]);
        assert_eq!(asked(None), ["name"]);
        assert!(asked(Some(&side("A", ""))).is_empty());
    }

    #[test]
    fn a_question_shows_both_values() {
        let html = Owner::new().with(|| choices(Some(side("A", "")), &side("B", ""), None).into_any().to_html());
        assert!(html.contains("value=\"A\"") && html.contains("value=\"B\""), "{html}");
        assert_eq!(html.matches("type=\"hidden\"").count(), 4, "{html}");
    }
}

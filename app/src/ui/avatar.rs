use super::Icon;
use leptos::prelude::*;

/// Size of an [`Avatar`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 20 px.
    Small,
    /// 28 px.
    #[default]
    Medium,
    /// 40 px.
    Large,
    /// 64 px.
    Huge,
}

/// First letters of the first and the last word of a name, upper case; at most two.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A colour number from 1 to 8, always the same for the same id.
pub fn tint(id: &str) -> u8 {
    let sum = id.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    u8::try_from(sum % 8).unwrap_or_default() + 1
}

/// Initials on a colour: people round, organizations and projects square. Hidden from screen readers, the name stands beside it.
///
/// Props: `name`, `id` (decides the colour, else the name), `square`, `size`, `icon` (instead of initials, without colour).
///
/// Example: `<Avatar name="Harbor Labs" id="org_…" square=true/>`
#[component]
pub fn Avatar(
    /// Whose initials.
    #[prop(into)]
    name: String,
    /// What decides the colour.
    #[prop(optional, into)]
    id: Option<String>,
    /// For things instead of people.
    #[prop(optional)]
    square: bool,
    /// Size.
    #[prop(optional)]
    size: AvatarSize,
    /// Icon instead of initials.
    #[prop(optional)]
    icon: Option<&'static str>,
) -> impl IntoView {
    let colour = icon.is_none().then(|| tint(id.as_deref().unwrap_or(&name)).to_string());
    let size = match size {
        AvatarSize::Small => Some("small"),
        AvatarSize::Medium => None,
        AvatarSize::Large => Some("large"),
        AvatarSize::Huge => Some("huge"),
    };
    let inside = match icon {
        Some(name) => view! { <Icon name/> }.into_any(),
        None => initials(&name).into_any(),
    };
    view! {
        <span class="avatar" aria-hidden="true" data-tint=colour data-shape=square.then_some("square") data-size=size>
            {inside}
        </span>
    }
}

/// Avatar, name and second line: a person, organization or project in a row. Long names are cut with an ellipsis.
///
/// Props: `name`, `id` (decides the colour), `sub` (second line, mail address), `href` (makes the name a link), `square`, `note` (quiet word behind the name, "(you)").
///
/// Example: `<Person name="Ana Lindqvist" id="usr_…" sub="ana@harborlabs.example"/>`
#[component]
pub fn Person(
    /// The name.
    #[prop(into)]
    name: String,
    /// What decides the colour.
    #[prop(optional, into)]
    id: Option<String>,
    /// Second line.
    #[prop(optional, into)]
    sub: Option<String>,
    /// Makes the name a link.
    #[prop(optional, into)]
    href: Option<String>,
    /// For things instead of people.
    #[prop(optional)]
    square: bool,
    /// Quiet word behind the name.
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let words = name.clone();
    let note = note.map(|note| view! { " " <span class="faint">{note}</span> });
    let title = match href {
        Some(href) => view! { <a class="name" href=href>{words} {note}</a> }.into_any(),
        None => view! { <span class="name">{words} {note}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <Avatar name id square/>
            {title}
            {sub.map(|sub| view! { <span class="sub">{sub}</span> })}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_last_word_in_any_script() {
        assert_eq!(initials("Ana Lindqvist"), "AL");
        assert_eq!(initials("María-Fernanda de la Concepción Villanueva"), "MV");
        assert_eq!(initials("Νίκη"), "Ν");
        assert_eq!(initials("  (beta) ødegård "), "BØ");
        assert_eq!(initials("…"), "");
    }

    #[test]
    fn the_colour_of_an_id_never_changes_and_stays_in_range() {
        assert_eq!(tint("org_a"), tint("org_a"));
        assert!((0..1000).all(|n| (1..=8).contains(&tint(&n.to_string()))));
    }
}

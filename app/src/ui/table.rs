use super::Icon;
use crate::messages as t;
use leptos::prelude::*;

/// Surface of a list: toolbar, table, pagination, one below the other.
///
/// Props: only children: `Toolbar`, `Table`, `Pagination`.
///
/// Example: `<TableCard><Toolbar>..</Toolbar><Table ..>..</Table><Pagination ../></TableCard>`
#[component]
pub fn TableCard(
    /// The parts.
    children: Children,
) -> impl IntoView {
    view! { <div class="table-card">{children()}</div> }
}

/// Search, filters and actions above a table.
///
/// Props: only children: `SearchBox`, `FilterChip`, buttons.
///
/// Example: `<Toolbar><SearchBox label="Find member"/></Toolbar>`
#[component]
pub fn Toolbar(
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! { <div class="toolbar">{children()}</div> }
}

/// A table that turns every row into a card on narrow screens. Cells: `class="cell-main"` heads the card, `cell-actions` keeps the corner, `cell-lg` leaves first, `num` is right-aligned; `data-label` names a value that needs a name. The keys `J` and `K` move among the rows, by the first link of each; `X` ticks its first checkbox.
///
/// Props: `caption` for screen readers, `head` (the `th`s: `SortHeader` or `<th scope="col">`), `compact`; children are the `tr`s.
///
/// Example: `<Table caption="Members" head=|| view! { <th scope="col">"Name"</th> }><tr>..</tr></Table>`
#[component]
pub fn Table(
    /// What the table lists.
    #[prop(into)]
    caption: String,
    /// The column headings.
    #[prop(into)]
    head: ViewFnOnce,
    /// Lower rows.
    #[prop(optional)]
    compact: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <table class="table" data-density=compact.then_some("compact")>
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>{head.run()}</tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
}

/// Direction in which a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// Heading of a column that can be sorted: a link to the same list in another order.
///
/// Props: `label`, `href`, `sorted` (how it is sorted now, absent for the other columns), `num` (right-aligned), `lg` (leaves under 960 px).
///
/// Example: `<SortHeader label="Name" href="?sort=-name" sorted=Some(Direction::Ascending)/>`
#[component]
pub fn SortHeader(
    /// Words.
    #[prop(into)]
    label: String,
    /// The list in the order this heading leads to.
    #[prop(into)]
    href: String,
    /// How the list is sorted by this column now.
    #[prop(default = None)]
    sorted: Option<Direction>,
    /// Right-aligned numbers.
    #[prop(optional)]
    num: bool,
    /// Leaves on narrower screens.
    #[prop(optional)]
    lg: bool,
) -> impl IntoView {
    let (state, icon) = match sorted {
        Some(Direction::Ascending) => (Some("ascending"), "arrow-up"),
        Some(Direction::Descending) => (Some("descending"), "arrow-down"),
        None => (None, "arrow-up-down"),
    };
    let class = match (num, lg) {
        (true, true) => "num cell-lg",
        (true, false) => "num",
        (false, true) => "cell-lg",
        (false, false) => "",
    };
    view! {
        <th scope="col" class=class aria-sort=state>
            <a class="sort" href=href>
                {label}
                <Icon name=icon/>
            </a>
        </th>
    }
}

/// Foot of a table with keyset pages: one goes on, or back to the start. There are no page numbers.
///
/// Props: `text` ("50 of 18,204 members"), `next` and `first` (addresses, absent when there is nothing).
///
/// Example: `<Pagination text="50 of 1,204 members" next=page.next.map(|c| format!("?cursor={c}"))/>`
#[component]
pub fn Pagination(
    /// What is shown.
    #[prop(into)]
    text: String,
    /// The next page.
    #[prop(default = None)]
    next: Option<String>,
    /// The first page, when this is a later one.
    #[prop(default = None)]
    first: Option<String>,
) -> impl IntoView {
    view! {
        <nav class="pagination" aria-label=t::ui::pages()>
            <span>{text}</span>
            <div class="cluster">
                {first
                    .map(|href| {
                        view! {
                            <a class="button" data-size="small" href=href>
                                <Icon name="chevron-left"/>
                                {t::ui::page_first()}
                            </a>
                        }
                    })}
                {next
                    .map(|href| {
                        view! {
                            <a class="button" data-size="small" rel="next" href=href>
                                {t::ui::page_next()}
                                <Icon name="chevron-right"/>
                            </a>
                        }
                    })}
            </div>
        </nav>
    }
}

/// The heading over the menus at the end of rows: read aloud, not seen.
///
/// Props: none.
///
/// Example: `head=|| view! { <th scope="col">"Name"</th> <ActionsHead/> }`
#[component]
pub fn ActionsHead() -> impl IntoView {
    view! {
        <th scope="col">
            <span class="visually-hidden">{t::common::actions()}</span>
        </th>
    }
}

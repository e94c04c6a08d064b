//! What would become of each row of a list, before anything is sent.

use super::{
    import::Chosen,
    import_rpc::{CheckedList, ImportPeople},
};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{
        Badge, Button, FormProblem, LinkButton, PostForm, Problem, Stat, Stats, Table, TableCard, Tone, Toolbar,
        Variant, action_error, dom,
    },
};
use contract::{
    ApiError,
    invitations::{BulkOutcome, BulkResult, BulkVerdict},
};
use leptos::{ev::MouseEvent, prelude::*};

/// The heading, which takes the focus.
const HEADING: &str = "import-checked";

/// The counts, the rows, and the button that sends.
pub(super) fn checked(slug: String, found: CheckedList, chosen: Chosen, action: FormAction<ImportPeople>) -> AnyView {
    let CheckedList { outcome, suggestions } = found;
    let BulkOutcome { results, created, already_member, already_invited, invalid } = outcome;
    let all = results.len();
    let back = format!("/o/{slug}/invitations");
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let text = match chosen.file.get_untracked() {
        Some(file) => t::invitations::checked_file(&file, all),
        None => t::invitations::checked_rows(all),
    };
    let left_out = match i64::try_from(all).unwrap_or(i64::MAX) - created {
        0 => t::invitations::all_run().to_owned(),
        left_out => t::invitations::some_left_out(left_out),
    };
    let rows = results.into_iter().zip(suggestions).map(|(row, suggestion)| line(row, suggestion)).collect_view();
    let list = chosen.list.get_untracked().unwrap_or_default();
    let cancel = back.clone();
    // The form with the button is gone.
    Effect::new(move |_| {
        // It is part of the page in the next frame. Fails only without a window.
        let _ = request_animation_frame(|| dom::focus(HEADING));
    });
    view! {
        <div class="stack">
            <div class="cluster" data-align="between">
                <div>
                    <h2 id=HEADING tabindex="-1">
                        {t::invitations::checked_title()}
                    </h2>
                    <p class="muted small">{text}</p>
                </div>
                {another(&slug, chosen)}
            </div>
            <Stats>
                <Stat label=t::invitations::to_invite() value=count(created)/>
                <Stat label=t::invitations::members_already() value=count(already_member)/>
                <Stat label=t::invitations::invited_already() value=count(already_invited)/>
                <Stat label=t::invitations::faults() value=count(invalid)/>
            </Stats>
            <TableCard>
                <Toolbar>
                    <Shown all=all good=count(created) bad=count(invalid)/>
                </Toolbar>
                <Table
                    compact=true
                    caption=t::invitations::rows_of_list()
                    head=|| {
                        view! {
                            <th scope="col">{t::invitations::email()}</th>
                            <th scope="col" class="num">
                                {t::invitations::row()}
                            </th>
                            <th scope="col">{t::common::role()}</th>
                            <th scope="col">{t::invitations::result()}</th>
                            <th scope="col">{t::invitations::why()}</th>
                        }
                    }
                >
                    {rows}
                </Table>
            </TableCard>
            <FormProblem error=action_error(action)/>
            <PostForm action attr:id="import-form">
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="list" value=list/>
                <input type="hidden" name="back" value=back/>
            </PostForm>
            <div class="save-bar">
                <span>{left_out}</span>
                <LinkButton href=cancel>{t::common::cancel()}</LinkButton>
                <Button
                    submit=true
                    variant=Variant::Primary
                    busy=action.pending()
                    disabled={created == 0}
                    attr:form="import-form"
                >
                    {t::invitations::import(created)}
                </Button>
            </div>
        </div>
    }
    .into_any()
}

/// Which rows are shown: plain radio buttons, which the stylesheet follows.
#[component]
fn Shown(all: usize, good: u64, bad: u64) -> impl IntoView {
    let choices = [
        ("all", t::invitations::show_all(all)),
        ("bad", t::invitations::show_faults(bad)),
        ("good", t::invitations::show_good(good)),
    ];
    let choices = choices.into_iter().map(|(value, words)| {
        view! {
            <label>
                <input type="radio" name="shown" value=value checked={value == "all"}/>
                {words}
            </label>
        }
    });
    view! {
        <div class="segments" role="radiogroup" aria-label=t::invitations::show()>
            {choices.collect_view()}
        </div>
    }
}

fn line(row: BulkResult, suggestion: Option<String>) -> impl IntoView {
    let (word, tone, shown) = match row.result {
        BulkVerdict::Created => (t::invitations::will_invite(), Tone::Success, "good"),
        BulkVerdict::AlreadyMember | BulkVerdict::AlreadyInvited => {
            (t::invitations::will_skip(), Tone::Neutral, "other")
        }
        BulkVerdict::Invalid => (t::invitations::fault(), Tone::Danger, "bad"),
    };
    let reason = match row.result {
        BulkVerdict::AlreadyMember => t::invitations::is_member().to_owned(),
        BulkVerdict::AlreadyInvited => t::invitations::is_invited().to_owned(),
        _ => row.reason.map(|reason| t::sentence(&reason)).unwrap_or_default(),
    };
    let meant = suggestion.map(|suggestion| t::invitations::did_you_mean(&suggestion));
    let why =
        [Some(reason), meant].into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    view! {
        <tr data-shown=shown>
            <td class="cell-main">
                <span class="mono small">{row.email}</span>
            </td>
            <td class="num" data-label=t::invitations::row()>
                <span>{t::number(row.row)}</span>
            </td>
            <td>{row.role}</td>
            <td>
                <Badge tone>{word}</Badge>
            </td>
            <td>{why}</td>
        </tr>
    }
}

/// A list that cannot be read, and the way back to the form.
pub(super) fn unreadable(slug: &str, error: ApiError, chosen: Chosen) -> AnyView {
    view! {
        <div class="stack">
            <Problem error/>
            <div class="cluster">{another(slug, chosen)}</div>
        </div>
    }
    .into_any()
}

/// The way back to the form, which still holds what was typed.
fn another(slug: &str, chosen: Chosen) -> impl IntoView + use<> {
    let on_click = move |event: MouseEvent| {
        event.prevent_default();
        chosen.list.set(None);
    };
    view! {
        <LinkButton href=format!("/o/{slug}/invitations/import") icon="upload" on:click=on_click>
            {t::invitations::another_list()}
        </LinkButton>
    }
}

//! The parts every page is built from: each draws one element of the design and knows no feature.
//!
//! Props are plain values and children. Native HTML does the work (`<dialog>`, `popover`, `<details>`, plain forms and links), so
//! everything is usable before the Wasm arrives. Events and further attributes go on the component: `<Button on:click=.. attr:name=".."/>`.
//! Each component has its stylesheet in `style/components/`; `/dev/components` shows them all in development builds.

mod alert;
mod avatar;
mod badge;
mod brand;
mod button;
mod card;
mod chart;
mod choice;
pub(crate) mod clock;
mod code;
mod dialog;
mod diff;
pub(crate) mod dom;
mod empty;
mod facts;
mod field;
mod filter;
mod form_dialog;
mod frame;
mod icon;
pub(crate) mod letters;
mod matrix;
mod menu;
mod page_head;
mod post_form;
mod problem;
mod select;
mod sign_card;
mod sign_footer;
mod skeleton;
mod stat;
mod table;
mod tabs;
mod theme_menu;
mod toast;
mod tone;

pub use alert::Alert;
pub use avatar::{Avatar, AvatarSize, Person, initials, tint};
pub use badge::{Badge, Count, Status};
pub use brand::Brand;
pub use button::{Button, LinkButton};
pub use card::{Card, Row, Tile};
pub use chart::{Bar, Chart, Meter};
pub use choice::{Checkbox, ChoiceCard, ChoiceGroup, Radio, Setting, Switch};
pub use clock::{Now, Time};
pub use code::{CodeBlock, CopyButton, Id, Secret};
pub use dialog::{Dialog, DialogSize};
pub use diff::{Change, Diff};
pub use empty::{Empty, NoMore};
pub use facts::{Fact, Facts};
pub use field::{Field, TextArea};
pub use filter::{FilterChip, SearchBox, Segment, Segments};
pub use form_dialog::{FormDialog, ReadDialog};
pub use frame::{Crumb, Frame, FrameUser, NavGroup, NavItem, OrgLink};
pub use icon::Icon;
pub use matrix::Matrix;
pub use menu::{Menu, MenuItem, MenuLabel, MenuLine, MenuLink};
pub use page_head::PageHead;
pub(crate) use post_form::{ForgetAfterNavigation, kept_value, provide_kept_form};
pub use post_form::{ForgetKept, KeptForm, PostForm};
pub(crate) use problem::Home;
pub use problem::{
    ErrorPage, FieldProblem, FormError, FormProblem, PageProblem, Problem, action_error, failures, field_error,
    since_opened, successes,
};
pub use select::{Choice, Select};
pub use sign_card::{Seal, SignButton, SignCard};
pub use skeleton::{Skeleton, SkeletonForm, SkeletonOverview, SkeletonPage, SkeletonRows};
pub use stat::{Stat, Stats};
pub use table::{ActionsHead, Direction, Pagination, SortHeader, Table, TableCard, Toolbar};
pub use tabs::{Tab, Tabs};
pub use theme_menu::ThemeMenu;
pub use toast::{Toaster, Toasts, toast_success};
pub use tone::{Size, Tone, Variant};

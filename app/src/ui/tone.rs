//! The few words by which components vary; they become data attributes that the stylesheets know.

/// Colour of a state. Never the only sign of it: an icon or a word goes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No colour.
    #[default]
    Neutral,
    /// The product's own colour.
    Accent,
    /// It works, it is active.
    Success,
    /// It needs attention soon.
    Warning,
    /// It failed or destroys.
    Danger,
    /// Worth knowing.
    Info,
    /// Over, expired, switched off.
    Off,
}

impl Tone {
    /// Value of `data-tone`.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Tone::Neutral => None,
            Tone::Accent => Some("accent"),
            Tone::Success => Some("success"),
            Tone::Warning => Some("warning"),
            Tone::Danger => Some("danger"),
            Tone::Info => Some("info"),
            Tone::Off => Some("off"),
        }
    }

    /// The icon that goes with the colour in alerts and toasts.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Tone::Success => "circle-check",
            Tone::Warning => "triangle-alert",
            Tone::Danger => "circle-alert",
            _ => "info",
        }
    }
}

/// Weight of a button: one primary a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// Outlined.
    #[default]
    Plain,
    /// Filled: the one main action of a view.
    Primary,
    /// Without an edge, for rows and toolbars.
    Ghost,
    /// Filled red: the last step of destroying something.
    Danger,
    /// Outlined red: opens the dialog that destroys.
    DangerQuiet,
}

impl Variant {
    /// Value of `data-variant`.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Variant::Plain => None,
            Variant::Primary => Some("primary"),
            Variant::Ghost => Some("ghost"),
            Variant::Danger => Some("danger"),
            Variant::DangerQuiet => Some("danger-quiet"),
        }
    }
}

/// Size of a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 28 px, in rows and beside text.
    Small,
    /// 32 px.
    #[default]
    Medium,
    /// 40 px, on public pages.
    Large,
}

impl Size {
    /// Value of `data-size`.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Size::Small => Some("small"),
            Size::Medium => None,
            Size::Large => Some("large"),
        }
    }
}

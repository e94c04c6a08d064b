//! What a key means. Knows no browser: a press goes in, a command comes out.

/// Until this many milliseconds after `G` a second letter leads somewhere.
const WAITS: f64 = 1_500.0;

/// A key that was pressed, and where.
#[derive(Clone, Debug, Default)]
pub(super) struct Press {
    /// As `KeyboardEvent.key` says it.
    pub(super) key: String,
    /// Control, or the command key.
    pub(super) command: bool,
    /// Alt, which makes other letters on many keyboards.
    pub(super) alt: bool,
    /// Shift.
    pub(super) shift: bool,
    /// A text can be typed where the focus is.
    pub(super) in_field: bool,
    /// A dialog or a menu is open: it has keys of its own.
    pub(super) covered: bool,
    /// Milliseconds of a clock.
    pub(super) at: f64,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Search and commands.
    Palette,
    /// The list of keys.
    Help,
    /// The search of the list.
    Search,
    /// A destination of the sidebar, by how its address ends behind the organization.
    Go(&'static str),
    /// What the page makes.
    Create,
    /// The next row.
    Next,
    /// The row before.
    Previous,
    /// Ticks the row.
    Tick,
    /// Ticks all rows from the one ticked last.
    TickRange,
    /// Removes all ticks.
    ClearTicks,
}

/// Letters behind `G`, and how the address of their page ends.
pub(super) const DESTINATIONS: [(&str, &str); 8] = [
    ("o", ""),
    ("m", "/members"),
    ("r", "/roles"),
    ("p", "/projects"),
    ("k", "/keys"),
    ("j", "/join-codes"),
    ("a", "/audit"),
    ("s", "/settings"),
];

/// Remembers that `G` was pressed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys {
    going: Option<f64>,
}

impl Keys {
    /// What this key asks for. `single_keys` says whether keys without Control count.
    pub(super) fn press(&mut self, press: &Press, single_keys: bool) -> Option<Command> {
        let going = self.going.take().is_some_and(|since| press.at - since <= WAITS);
        let key = press.key.to_ascii_lowercase();
        if press.command {
            return (key == "k" && !press.alt && !press.shift).then_some(Command::Palette);
        }
        if press.alt || press.in_field || press.covered {
            return None;
        }
        if key == "escape" {
            return Some(Command::ClearTicks);
        }
        if !single_keys {
            return None;
        }
        if going && let Some((_, path)) = DESTINATIONS.iter().find(|(letter, _)| *letter == key) {
            return Some(Command::Go(path));
        }
        match (key.as_str(), press.shift) {
            // Where these signs lie, and whether with Shift, differs between keyboards.
            ("?", _) => Some(Command::Help),
            ("/", _) => Some(Command::Search),
            ("g", false) => {
                self.going = Some(press.at);
                None
            }
            ("c", false) => Some(Command::Create),
            ("j", false) => Some(Command::Next),
            ("k", false) => Some(Command::Previous),
            ("x", false) => Some(Command::Tick),
            ("x", true) => Some(Command::TickRange),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> Press {
        Press { key: key.to_owned(), ..Press::default() }
    }

    fn pressed(press: &Press) -> Option<Command> {
        Keys::default().press(press, true)
    }

    #[test]
    fn the_palette_opens_from_everywhere() {
        let ctrl_k = Press { command: true, in_field: true, covered: true, ..key("k") };
        assert_eq!(Keys::default().press(&ctrl_k, false), Some(Command::Palette));
        assert_eq!(pressed(&Press { command: true, ..key("j") }), None, "Ctrl J is the browser's");
        assert_eq!(pressed(&Press { command: true, ..key("/") }), None);
    }

    #[test]
    fn single_keys_are_off_in_fields_dialogs_and_for_those_who_do_not_want_them() {
        for one in ["?", "/", "c", "j", "k", "x"] {
            assert!(pressed(&key(one)).is_some(), "{one}");
            assert_eq!(pressed(&Press { in_field: true, ..key(one) }), None, "{one}");
            assert_eq!(pressed(&Press { covered: true, ..key(one) }), None, "{one}");
            assert_eq!(pressed(&Press { alt: true, ..key(one) }), None, "{one}");
            assert_eq!(Keys::default().press(&key(one), false), None, "{one}");
        }
        assert_eq!(Keys::default().press(&key("Escape"), false), Some(Command::ClearTicks));
    }

    #[test]
    fn g_and_a_letter_go_somewhere_when_they_follow_each_other() {
        let mut keys = Keys::default();
        assert_eq!(keys.press(&key("g"), true), None);
        assert_eq!(keys.press(&Press { at: 900.0, ..key("k") }, true), Some(Command::Go("/keys")));
        assert_eq!(keys.press(&key("k"), true), Some(Command::Previous), "only once");
        keys.press(&key("g"), true);
        assert_eq!(keys.press(&Press { at: 5_000.0, ..key("m") }, true), None, "too late");
        keys.press(&key("g"), true);
        assert_eq!(keys.press(&key("q"), true), None);
        assert_eq!(keys.press(&key("m"), true), None, "another letter came between");
    }

    #[test]
    fn shift_ticks_a_range() {
        assert_eq!(pressed(&key("x")), Some(Command::Tick));
        assert_eq!(pressed(&Press { shift: true, ..key("X") }), Some(Command::TickRange));
        assert_eq!(pressed(&Press { shift: true, ..key("C") }), None);
    }
}

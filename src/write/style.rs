//! How the entries of a list are written, so that a new one looks like its neighbours.

use crate::model::span::Span;
use crate::read::entry::read_entry;
use crate::read::layout::{Body, Layout};
use crate::read::tree::{Node, Value};

use super::lines::{column, content_end, line_before, line_end, line_start, newline};

/// How an entry is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Style {
    /// What ends a line.
    pub(super) newline: &'static str,
    /// The form of the entry itself.
    pub(super) form: Form,
    /// The columns before the dash.
    pub(super) dash: usize,
    /// The columns from the dash to the keys.
    pub(super) gap: usize,
    /// The columns from a key to the dashes of the list under it.
    pub(super) nested: usize,
    /// Whether lists of ids stand between brackets.
    pub(super) brackets: bool,
    /// Whether the mappings inside an entry stand between braces.
    pub(super) braces: bool,
    /// Whether a blank line stands between two entries.
    pub(super) apart: bool,
    /// How texts of several lines are written.
    pub(super) texts: Texts,
}

/// The form of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// A line for each key.
    Block,
    /// Between braces.
    Flow,
    /// Between braces, with every key between quotes.
    Json,
}

/// How a text of several lines is written in an entry that is not between braces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Texts {
    /// On lines of their own.
    OnLines,
    /// Between quotes, on one line.
    Quoted,
}

/// As in the canonical layout.
impl Default for Style {
    fn default() -> Self {
        Self {
            newline: "\n",
            form: Form::Block,
            dash: 2,
            gap: 2,
            nested: 2,
            brackets: true,
            braces: true,
            apart: true,
            texts: Texts::OnLines,
        }
    }
}

impl Style {
    /// The style of the text as a whole: its line ends.
    pub(super) fn of_text(text: &str) -> Self {
        Self {
            newline: newline(text),
            ..Self::default()
        }
    }

    /// The style of the first list without brackets, for a list that has no entries to look like.
    #[must_use]
    pub(super) fn of_other_lists(self, text: &str, layout: &Layout) -> Self {
        let first = layout
            .sections
            .iter()
            .find_map(|section| match &section.body {
                Body::List {
                    is_flow: false,
                    entries,
                    ..
                } => entries.first(),
                Body::List { .. } | Body::Value { .. } => None,
            });
        let Some(dash) = first.and_then(|entry| dash_before(text, entry.start as usize)) else {
            return self;
        };
        Self {
            dash: column(text, dash),
            ..self
        }
    }

    /// The style of an entry, with what `self` has where the entry does not say.
    #[must_use]
    pub(super) fn of_entry(self, text: &str, entry: Span) -> Self {
        let mut style = self;
        let start = entry.start as usize;
        if let Some(dash) = dash_before(text, start) {
            style.dash = column(text, dash);
            style.gap = column(text, start).saturating_sub(style.dash).max(2);
        }
        let Some(node) = read_entry(text, entry) else {
            return style;
        };
        style.form = form(text, &node);
        if let Value::Map(pairs) = &node.value {
            for (key, value) in pairs {
                style.learn(text, key, value);
            }
        }
        style
    }

    /// Takes over whether a blank line stands between two neighbours.
    #[must_use]
    pub(super) fn between(self, text: &str, first: Span, second: Span) -> Self {
        let end = line_end(text, content_end(text, first));
        let gap = text.get(end..second.start as usize).unwrap_or("");
        let apart = gap
            .lines()
            .flat_map(|line| line.split('\r'))
            .any(|line| line.trim().is_empty());
        Self { apart, ..self }
    }

    fn learn(&mut self, text: &str, key: &Node, value: &Node) {
        let Value::List { items, flow } = &value.value else {
            if let Value::Map(_) = value.value {
                self.braces = is_flow(text, value);
            }
            return;
        };
        let holds_mappings = items.iter().any(|item| matches!(item.value, Value::Map(_)));
        if *flow {
            self.brackets |= !holds_mappings;
            self.braces |= holds_mappings;
            return;
        }
        if let Some(first) = items.first() {
            if let Some(dash) = dash_before(text, first.span.start as usize) {
                let key = column(text, key.span.start as usize);
                self.nested = column(text, dash).saturating_sub(key);
            }
            if holds_mappings {
                self.braces = items.iter().any(|item| is_flow(text, item));
            } else {
                self.brackets = false;
            }
        }
    }
}

/// The form in which a mapping is written.
pub(super) fn form(text: &str, node: &Node) -> Form {
    if !is_flow(text, node) {
        return Form::Block;
    }
    let first_key = match &node.value {
        Value::Map(pairs) => pairs.first().map(|(key, _)| key.span.start as usize),
        Value::Scalar { .. } | Value::List { .. } => None,
    };
    match first_key.and_then(|start| text.as_bytes().get(start)) {
        Some(b'"') => Form::Json,
        Some(_) | None => Form::Flow,
    }
}

pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    let first = text.as_bytes().get(node.span.start as usize);
    matches!(first, Some(b'{' | b'['))
}

/// The dash before an entry of a list without brackets.
pub(super) fn dash_before(text: &str, start: usize) -> Option<usize> {
    let mut line = line_start(text, start);
    let before = text.get(line..start)?.trim_end();
    if before.ends_with('-') {
        return Some(line + before.len() - 1);
    }
    if !before.is_empty() {
        return None;
    }
    // The dash may stand farther up, with nothing but comments and blank lines between.
    while let Some(above) = line_before(text, line) {
        let written = text.get(above..line)?.trim_start();
        if let Some(rest) = written.strip_prefix('-') {
            let rest = rest.trim_start();
            let is_alone = rest.is_empty() || rest.starts_with('#');
            return is_alone.then(|| line - written.len());
        }
        if !written.is_empty() && !written.starts_with('#') {
            return None;
        }
        line = above;
    }
    None
}

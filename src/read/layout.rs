//! Where the sections of a ledger and their entries stand in its text.

use crate::model::span::Span;

use super::tree::{Node, Value};

/// Where the sections of a ledger and their entries stand: what an edit needs to know of the text
/// that the [`Ledger`](crate::model::ledger::Ledger) does not say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// Whether the outermost mapping stands between braces, as in JSON.
    pub is_flow: bool,
    /// Its keys with what they hold, in the order of the text.
    pub sections: Vec<Section>,
}

/// A key of the outermost mapping and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The key.
    pub key: Box<str>,
    /// Where the key stands.
    pub span: Span,
    /// What it holds.
    pub body: Body,
}

/// What a key of the outermost mapping holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// One value, or nothing at all.
    Value {
        /// Its place; empty, and somewhere behind the key, where nothing is written.
        span: Span,
        /// Whether it means nothing: an empty place, `~` or `null`.
        is_null: bool,
    },
    /// A list.
    List {
        /// From the first bracket to the last; where there are no brackets, empty and at the
        /// first entry.
        span: Span,
        /// Whether it stands between brackets.
        is_flow: bool,
        /// Its entries, without the dashes before them.
        entries: Vec<Span>,
    },
}

impl Layout {
    /// The section of a key.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| &*section.key == key)
    }

    /// The entries of a section; none if it is no list.
    pub fn entries(&self, key: &str) -> &[Span] {
        match self.section(key).map(|section| &section.body) {
            Some(Body::List { entries, .. }) => entries,
            Some(Body::Value { .. }) | None => &[],
        }
    }

    /// The same in a text that begins at a place of the whole one.
    #[must_use]
    pub fn within(&self, start: u32) -> Self {
        let moved = |span: Span| Span::new(span.start - start, span.end - start);
        let section = |section: &Section| Section {
            key: section.key.clone(),
            span: moved(section.span),
            body: match &section.body {
                Body::Value { span, is_null } => Body::Value {
                    span: moved(*span),
                    is_null: *is_null,
                },
                Body::List {
                    span,
                    is_flow,
                    entries,
                } => Body::List {
                    span: moved(*span),
                    is_flow: *is_flow,
                    entries: entries.iter().map(|entry| moved(*entry)).collect(),
                },
            },
        };
        Self {
            is_flow: self.is_flow,
            sections: self.sections.iter().map(section).collect(),
        }
    }

    /// The same with these entries in the list of a key.
    #[must_use]
    pub(crate) fn with_entries(&self, key: &str, new: Vec<Span>) -> Self {
        let mut layout = self.clone();
        let mut sections = layout.sections.iter_mut();
        if let Some(section) = sections.find(|section| &*section.key == key)
            && let Body::List { entries, .. } = &mut section.body
        {
            *entries = new;
        }
        layout
    }

    pub(crate) fn begin(&mut self, span: Span) {
        self.is_flow = span.start < span.end;
    }

    pub(crate) fn key(&mut self, node: &Node) {
        let key = match &node.value {
            Value::Scalar { text, .. } => text.clone(),
            Value::List { .. } | Value::Map(_) => Box::default(),
        };
        self.sections.push(Section {
            key,
            span: node.span,
            body: Body::Value {
                span: Span::at(node.span.end),
                is_null: true,
            },
        });
    }

    pub(crate) fn value(&mut self, node: &Node) {
        if let Some(section) = self.sections.last_mut() {
            section.body = Body::Value {
                span: node.span,
                is_null: node.is_null(),
            };
        }
    }

    pub(crate) fn list(&mut self, span: Span) {
        if let Some(section) = self.sections.last_mut() {
            section.body = Body::List {
                span,
                is_flow: span.start < span.end,
                entries: Vec::new(),
            };
        }
    }

    pub(crate) fn entry(&mut self, span: Span) {
        if let Some(Body::List { entries, .. }) =
            self.sections.last_mut().map(|section| &mut section.body)
        {
            entries.push(span);
        }
    }

    /// The places of the entries of a section, by its place among the sections, for more to be added; `None` if it
    /// is no list.
    pub(crate) fn entries_of(&mut self, section: usize) -> Option<&mut Vec<Span>> {
        match &mut self.sections.get_mut(section)?.body {
            Body::List { entries, .. } => Some(entries),
            Body::Value { .. } => None,
        }
    }

    pub(crate) fn list_end(&mut self, end: Span) {
        if let Some(Body::List { span, is_flow, .. }) =
            self.sections.last_mut().map(|section| &mut section.body)
            && *is_flow
        {
            *span = Span::new(span.start, end.start + 1);
        }
    }
}

impl Section {
    /// The end of what the section holds, without what blanks and comments follow.
    pub fn end(&self) -> u32 {
        match &self.body {
            Body::Value { span, .. } => span.end.max(self.span.end),
            Body::List {
                span,
                is_flow: true,
                ..
            } => span.end,
            Body::List {
                span,
                is_flow: false,
                entries,
            } => entries.last().map_or(span.end, |last| last.end),
        }
    }
}

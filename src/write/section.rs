//! New entries for one of a ledger's lists: where their text goes, whatever form the list has.

use crate::model::span::Span;
use crate::read::layout::{Body, Layout, Section};

use super::keys::Keys;
use super::lines::{
    before_line_end, column, comment_column, comments_above, content_end, deep_comment_follows,
    line_end, line_start,
};
use super::splice::Splice;
use super::style::{Form, Style, Texts, dash_before};
use super::yaml::{block_entry, flow_mapping};

/// Why entries cannot be put into a list.
pub(super) const IN_BRACES: &str =
    "the ledger stands between braces and has no list for it yet; add an empty one";
pub(super) const NO_LIST: &str = "what the key holds is no list";
pub(super) const COMMENT_INSIDE: &str = "the empty list has a comment inside its brackets";

/// Finds the splices that put entries into the list of a key.
///
/// `entries` holds, for the place before each entry of the file (counted from 0) or behind the last
/// of them, what is to stand there. `before` names a section that a new one is put before.
///
/// # Errors
///
/// Why it cannot be done safely.
pub(super) fn insert(
    text: &str,
    layout: &Layout,
    key: &str,
    entries: &[(usize, Vec<Keys>)],
    before: Option<&str>,
) -> Result<Vec<Splice>, &'static str> {
    let list = List {
        text,
        layout,
        style: Style::of_text(text).of_other_lists(text, layout),
    };
    let all = || entries.iter().flat_map(|(_, entries)| entries);
    match layout.section(key) {
        None if layout.is_flow => Err(IN_BRACES),
        None => Ok(vec![list.new_section(key, all(), before)]),
        Some(section) => match &section.body {
            Body::Value { is_null: false, .. } => Err(NO_LIST),
            Body::Value { span, .. } => {
                if layout.is_flow {
                    return Err(IN_BRACES);
                }
                list.first_entries(section, *span, all())
            }
            Body::List {
                span,
                is_flow: true,
                entries: old,
            } if old.is_empty() => {
                if layout.is_flow {
                    Ok(vec![list.in_empty_brackets(*span, all())])
                } else {
                    list.first_entries(section, *span, all())
                }
            }
            Body::List {
                span,
                is_flow,
                entries: old,
            } => {
                let splices = entries.iter().map(|(gap, new)| {
                    if *is_flow {
                        list.between_brackets(*span, old, *gap, new)
                    } else {
                        vec![list.among(old, *gap, new)]
                    }
                });
                Ok(splices.flatten().collect())
            }
        },
    }
}

struct List<'a> {
    text: &'a str,
    layout: &'a Layout,
    style: Style,
}

impl List<'_> {
    /// The column at which the keys of the outermost mapping stand.
    fn root(&self) -> usize {
        let first = self.layout.sections.first();
        first.map_or(0, |section| column(self.text, section.span.start as usize))
    }

    /// A section that the ledger does not have yet.
    fn new_section<'m>(
        &self,
        key: &str,
        entries: impl Iterator<Item = &'m Keys>,
        before: Option<&str>,
    ) -> Splice {
        let newline = self.style.newline;
        let indent = " ".repeat(self.root());
        let section = |at| {
            let lines = self.lines(at, entries, &self.style);
            format!("{indent}{key}:{newline}{lines}")
        };
        if let Some(next) = before.and_then(|key| self.layout.section(key)) {
            let next = line_start(self.text, next.span.start as usize);
            let at = comments_above(self.text, next, self.root());
            return Splice::insert(at, format!("{}{newline}", section(at)));
        }
        let end = self.layout.sections.iter().map(Section::end).max();
        let end = Span::new(0, end.unwrap_or(0));
        let at = self.below_comments(content_end(self.text, end), self.root());
        if self
            .text
            .get(..at)
            .is_some_and(|above| above.trim().is_empty())
        {
            return Splice::insert(at, section(at));
        }
        self.after_line(at, &format!("{newline}{}", section(at)))
    }

    /// The first entries of a section that holds nothing so far.
    fn first_entries<'m>(
        &self,
        section: &Section,
        nothing: Span,
        entries: impl Iterator<Item = &'m Keys>,
    ) -> Result<Vec<Splice>, &'static str> {
        let key_end = section.span.end as usize;
        let rest = self.text.get(key_end..).unwrap_or("");
        let colon = key_end + rest.find(':').map_or(0, |colon| colon + 1);
        let mut splices = Vec::new();
        let mut line = colon;
        let written = self.text.get(nothing.range()).unwrap_or("");
        if !written.is_empty() {
            if written.contains('#') {
                return Err(COMMENT_INSIDE);
            }
            line = nothing.end as usize;
            splices.push(self.without(nothing));
        }
        let at = self.below_comments(line, self.root());
        splices.push(self.after_line(at, &self.lines(at, entries, &self.style)));
        Ok(splices)
    }

    /// Takes away what stands for an empty list, with the blanks before it, or with its line.
    fn without(&self, nothing: Span) -> Splice {
        let (start, end) = (nothing.start as usize, nothing.end as usize);
        let line = line_start(self.text, start);
        let next = line_end(self.text, end);
        let before = self.text.get(line..start).unwrap_or("");
        let behind = self.text.get(end..next).unwrap_or("");
        let range = match (before.trim().is_empty(), behind.trim().is_empty()) {
            (false, _) => line + before.trim_end().len()..end,
            (true, false) => start..end,
            (true, true) if behind.ends_with(['\n', '\r']) => line..next,
            (true, true) => {
                let above = self.text.get(..line).and_then(before_line_end);
                above.map_or(line, str::len)..next
            }
        };
        Splice {
            at: range.start,
            removed: range.len(),
            text: String::new(),
        }
    }

    /// New lines between two entries of a list without brackets.
    fn among(&self, old: &[Span], gap: usize, new: &[Keys]) -> Splice {
        let style = self.style_at(old, gap);
        let lines = |at| self.lines(at, new, &style);
        let between = if style.apart { style.newline } else { "" };
        if let Some(before) = gap.checked_sub(1).and_then(|before| old.get(before)) {
            let at = self.below_comments(content_end(self.text, *before), style.dash);
            return self.after_line(at, &format!("{between}{}", lines(at)));
        }
        let first = old.first().map_or(0, |first| first.start as usize);
        let dash = dash_before(self.text, first).unwrap_or(first);
        let at = comments_above(self.text, line_start(self.text, dash), usize::MAX);
        Splice::insert(at, format!("{}{between}", lines(at)))
    }

    /// The style of the entries around a gap.
    fn style_at(&self, old: &[Span], gap: usize) -> Style {
        let neighbour = gap.saturating_sub(1).min(old.len().saturating_sub(1));
        let Some(entry) = old.get(neighbour) else {
            return self.style.clone();
        };
        let style = self.style.clone().of_entry(self.text, *entry);
        // The gap itself shows whether entries stand apart, else the one before or after it.
        let pair = [gap.checked_sub(1), gap.checked_sub(2), Some(gap)]
            .into_iter()
            .flatten()
            .find_map(|first| Some((*old.get(first)?, *old.get(first + 1)?)));
        match pair {
            Some((first, second)) => style.between(self.text, first, second),
            None => style,
        }
    }

    /// Entries of a list without brackets, as whole lines for a place of the text.
    fn lines<'m>(
        &self,
        at: usize,
        entries: impl IntoIterator<Item = &'m Keys>,
        style: &Style,
    ) -> String {
        // A comment that is indented as deep as a text above it would be read as its last line.
        let swallows = deep_comment_follows(self.text, at, style.dash);
        let style = Style {
            texts: if swallows { Texts::Quoted } else { style.texts },
            ..style.clone()
        };
        let entries: Vec<String> = entries
            .into_iter()
            .map(|entry| block_entry(entry, &style))
            .collect();
        entries.join(if style.apart { style.newline } else { "" })
    }

    /// Text for the line after another, which may be the last and without an end.
    fn after_line(&self, at: usize, lines: &str) -> Splice {
        let newline = self.style.newline;
        let above = self.text.get(..at);
        if above.is_some_and(|above| above.ends_with(['\n', '\r'])) {
            Splice::insert(at, lines.to_owned())
        } else {
            let lines = lines.strip_suffix(newline).unwrap_or(lines);
            Splice::insert(at, format!("{newline}{lines}"))
        }
    }

    /// The end of the line of an offset, and of the comments below it that belong to it: those
    /// that follow without a blank line and are indented deeper than what comes next.
    fn below_comments(&self, offset: usize, indent: usize) -> usize {
        let mut end = line_end(self.text, offset);
        while comment_column(self.text, end).is_some_and(|column| column > indent) {
            end = line_end(self.text, end);
        }
        end
    }

    /// The first entries between brackets that hold nothing so far.
    fn in_empty_brackets<'m>(
        &self,
        brackets: Span,
        entries: impl Iterator<Item = &'m Keys>,
    ) -> Splice {
        let quoted = self.layout.sections.first().is_some_and(|section| {
            self.text.as_bytes().get(section.span.start as usize) == Some(&b'"')
        });
        let form = if quoted { Form::Json } else { Form::Flow };
        let entries: Vec<String> = entries.map(|entry| flow_mapping(entry, form)).collect();
        Splice::insert(brackets.start as usize + 1, entries.join(", "))
    }

    /// New entries between two others, all between brackets.
    fn between_brackets(
        &self,
        brackets: Span,
        old: &[Span],
        gap: usize,
        new: &[Keys],
    ) -> Vec<Splice> {
        let neighbour = gap.min(old.len().saturating_sub(1));
        let Some(entry) = old.get(neighbour).copied() else {
            return Vec::new();
        };
        let form = match self.style.clone().of_entry(self.text, entry).form {
            Form::Json => Form::Json,
            Form::Block | Form::Flow => Form::Flow,
        };
        let new: Vec<String> = new.iter().map(|entry| flow_mapping(entry, form)).collect();
        let start = entry.start as usize;
        let line = line_start(self.text, start);
        // Entries that begin lines get lines of their own.
        let begins_line = self
            .text
            .get(line..start)
            .is_some_and(|before| before.trim().is_empty());
        let comma = if begins_line {
            let indent = self.text.get(line..start).unwrap_or("");
            format!(",{}{indent}", self.style.newline)
        } else {
            ", ".to_owned()
        };
        let new = new.join(&comma);
        if gap < old.len() {
            let above = comments_above(self.text, line, usize::MAX);
            return if begins_line && above < line {
                let indent = self.text.get(line..start).unwrap_or("");
                let newline = self.style.newline;
                vec![Splice::insert(above, format!("{indent}{new},{newline}"))]
            } else {
                vec![Splice::insert(start, format!("{new}{comma}"))]
            };
        }
        let end = entry.end as usize;
        let rest = self.text.get(end..brackets.end as usize).unwrap_or("");
        if !rest.contains('#') {
            return vec![Splice::insert(end, format!("{comma}{new}"))];
        }
        // The comment behind the last entry stays behind it.
        let indent = comma.trim_start_matches([',', ' ', '\r', '\n']).len();
        let indent = " ".repeat(indent.max(column(self.text, start)));
        let newline = self.style.newline;
        let has_comma = rest.trim_start().starts_with(',');
        let mut splices = Vec::new();
        if !has_comma {
            splices.push(Splice::insert(end, ",".to_owned()));
        }
        let line = format!("{indent}{new}{}{newline}", if has_comma { "," } else { "" });
        splices.push(Splice::insert(line_end(self.text, end), line));
        splices
    }
}

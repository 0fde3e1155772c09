//! From the reader's trees to slots: every comment finds the value that it belongs to.

use crate::model::span::Span;
use crate::read::format::{Field, Record, Shape};
use crate::read::tree::{Node, Value};

use super::gap::{Gap, Header, Line};
use super::share::{Next, between, close};
use super::slot::{Block, Content, Group, Pair, Slot};

/// Goes through a text from value to value.
pub(super) struct Walk<'t> {
    pub(super) text: &'t str,
    /// The end of what has been looked at.
    pub(super) at: usize,
    /// How many comments were found.
    pub(super) remarks: usize,
}

/// What a list or mapping needs to know of what comes before its first member.
struct Lead<'t> {
    /// The lines above its first member.
    above: Vec<Line<'t>>,
    /// The column of its first mark.
    mark: Option<usize>,
    header: Option<Header<'t>>,
}

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            remarks: 0,
        }
    }

    /// The gap from here to an offset, which is where the walk then stands.
    pub(super) fn gap(&mut self, to: usize) -> Gap<'t> {
        let gap = Gap::scan(self.text, self.at, to);
        self.remarks += gap.remarks();
        self.at = self.at.max(to);
        gap
    }

    /// Where a node's text begins, with no mark left before it.
    pub(super) fn start(&self, node: &Node) -> usize {
        match &node.value {
            Value::Scalar { text, plain: false } if text.is_empty() => {
                // An empty text at the very end has its `|` for a place.
                let is_mark =
                    self.byte(node.span) == Some(b'|') || self.byte(node.span) == Some(b'>');
                node.span.start as usize + usize::from(is_mark)
            }
            Value::List { items, flow: false } => items
                .first()
                .map_or(node.span.start as usize, |item| self.start(item)),
            Value::Map(pairs) if !self.is_flow(node) => pairs
                .first()
                .map_or(node.span.start as usize, |(key, _)| self.start(key)),
            Value::Scalar { .. } | Value::List { .. } | Value::Map(_) => node.span.start as usize,
        }
    }

    fn byte(&self, span: Span) -> Option<u8> {
        self.text.as_bytes().get(span.start as usize).copied()
    }

    /// Whether a list or mapping is written between brackets.
    fn is_flow(&self, node: &Node) -> bool {
        match &node.value {
            Value::Scalar { .. } => false,
            Value::List { flow, .. } => *flow,
            Value::Map(_) => self.byte(node.span) == Some(b'{'),
        }
    }

    /// How far an offset is from the beginning of its line.
    pub(super) fn column(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or("");
        before.len() - before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// The value of a key; the walk stands behind the key.
    pub(super) fn value(
        &mut self,
        node: Node,
        shape: Shape,
        above: Vec<Line<'t>>,
        parent: usize,
        within_flow: bool,
    ) -> Slot<'t> {
        let gap = self.gap(self.start(&node));
        let mut slot = Slot::new(above);
        let goes_on_below = match &node.value {
            Value::Scalar { .. } => false,
            Value::List { .. } | Value::Map(_) => !self.is_flow(&node),
        };
        let mut lead = Lead {
            above: Vec::new(),
            mark: gap.mark,
            header: gap.header,
        };
        let behind_key = gap.behind;
        let lines = gap.into_lines();
        if goes_on_below && !within_flow {
            slot.behind = behind_key;
            lead.above = lines;
        } else {
            // Between a key and its value there is no room left on the one line that they share.
            for line in behind_key.map(Line::Remark).into_iter().chain(lines) {
                if let Line::Remark(remark) = line {
                    slot.put_behind(remark);
                }
            }
        }
        self.fill(&mut slot, node, shape, lead, parent, within_flow);
        slot
    }

    /// An entry of a list; the walk stands where its text begins.
    pub(super) fn item(
        &mut self,
        node: Node,
        shape: Shape,
        above: Vec<Line<'t>>,
        header: Option<Header<'t>>,
        parent: usize,
        within_flow: bool,
    ) -> Slot<'t> {
        let mut slot = Slot::new(above);
        let lead = Lead {
            above: Vec::new(),
            mark: None,
            header,
        };
        self.fill(&mut slot, node, shape, lead, parent, within_flow);
        slot
    }

    fn fill(
        &mut self,
        slot: &mut Slot<'t>,
        node: Node,
        shape: Shape,
        lead: Lead<'t>,
        parent: usize,
        within_flow: bool,
    ) {
        let flow = within_flow || self.is_flow(&node);
        let span = node.span;
        let brackets = self.is_flow(&node);
        if brackets {
            self.at = span.start as usize + 1;
        }
        slot.content = match node.value {
            Value::Scalar { text, .. } => {
                if let Some(remark) = lead.header.and_then(|header| header.behind) {
                    slot.put_behind(remark);
                }
                self.scalar(&text, span, lead.header, parent)
            }
            Value::List { items, .. } => {
                let of = match shape {
                    Shape::List { of, .. } => *of,
                    Shape::Line
                    | Shape::Text
                    | Shape::Id
                    | Shape::Date
                    | Shape::Flag
                    | Shape::Number { .. }
                    | Shape::Word { .. }
                    | Shape::Form { .. }
                    | Shape::Mapping(_)
                    | Shape::IdOrMapping(_) => Shape::Line,
                };
                let list = self.list(slot, items, of, lead, flow);
                if matches!(shape, Shape::Date) {
                    set(slot, list)
                } else {
                    Content::List(list)
                }
            }
            Value::Map(pairs) => {
                let record = match shape {
                    Shape::Mapping(record) | Shape::IdOrMapping(record) => Some(record),
                    Shape::Line
                    | Shape::Text
                    | Shape::Id
                    | Shape::Date
                    | Shape::Flag
                    | Shape::Number { .. }
                    | Shape::Word { .. }
                    | Shape::Form { .. }
                    | Shape::List { .. } => None,
                };
                let column = if flow {
                    0
                } else {
                    self.column(span.start as usize)
                };
                let map = self.map(slot, pairs, record, lead.above, flow, column);
                Content::Map(map)
            }
        };
        if brackets {
            let gap = self.gap((span.end as usize).saturating_sub(1));
            close(slot, gap);
            self.at = span.end as usize;
        }
    }

    fn scalar(
        &mut self,
        value: &str,
        span: Span,
        header: Option<Header<'t>>,
        parent: usize,
    ) -> Content<'t> {
        let Some(header) = header else {
            self.at = span.end as usize;
            return Content::Written(self.text.get(span.range()).unwrap_or(""));
        };
        let body_start = header.end + 1;
        let written = self
            .text
            .get(body_start..span.end as usize)
            .filter(|_| !value.trim().is_empty())
            .unwrap_or("");
        // Blank lines at the end are no part of any text of a ledger.
        let body = written.trim_end_matches([' ', '\t', '\n']);
        self.at = if body.is_empty() {
            header.end
        } else {
            body_start + body.len()
        };
        let deeper = header.mark.bytes().find(u8::is_ascii_digit);
        let indent = match deeper {
            Some(digit) => parent + usize::from(digit - b'0'),
            None => body
                .split('\n')
                .find(|line| !line.trim_matches(' ').is_empty())
                .map_or(0, |line| line.len() - line.trim_start_matches(' ').len()),
        };
        Content::Block(Block {
            mark: header.mark,
            body,
            indent,
        })
    }

    fn list(
        &mut self,
        owner: &mut Slot<'t>,
        items: Vec<Node>,
        of: Shape,
        lead: Lead<'t>,
        flow: bool,
    ) -> Group<'t, Slot<'t>> {
        let column = lead.mark.unwrap_or(0);
        let mut members: Vec<Slot<'t>> = Vec::with_capacity(items.len());
        let mut lead = Some(lead);
        for node in items {
            let (above, header) = match lead.take() {
                Some(lead) if !flow => (lead.above, lead.header),
                Some(_) | None => {
                    let gap = self.gap(self.start(&node));
                    let header = gap.header;
                    (
                        between(owner, members.last_mut(), gap, Next::member(flow, column)),
                        header,
                    )
                }
            };
            let slot = self.item(node, of, above, header, column, flow);
            members.push(slot);
        }
        Group {
            members,
            flow,
            column,
            end: Vec::new(),
        }
    }

    fn map(
        &mut self,
        owner: &mut Slot<'t>,
        pairs: Vec<(Node, Node)>,
        record: Option<&'static Record>,
        above: Vec<Line<'t>>,
        flow: bool,
        column: usize,
    ) -> Group<'t, Pair<'t>> {
        let mut members: Vec<Pair<'t>> = Vec::with_capacity(pairs.len());
        let mut first = Some(above);
        for (key, node) in pairs {
            let above = match first.take() {
                Some(above) if !flow => above,
                Some(_) | None => {
                    let gap = self.gap(self.start(&key));
                    let before = members.last_mut().map(|pair| &mut pair.slot);
                    between(owner, before, gap, Next::member(flow, column))
                }
            };
            self.at = key.span.end as usize;
            // Every key is known in a ledger without errors, and no other is laid out.
            let Some((place, field)) = record.and_then(|record| find(record, &key)) else {
                continue;
            };
            let slot = self.value(node, field.shape, above, column, flow);
            members.push(Pair {
                place,
                key: field.key,
                slot,
            });
        }
        Group {
            members,
            flow,
            column,
            end: Vec::new(),
        }
    }
}

/// Which key of a mapping a node is.
fn find(record: &'static Record, key: &Node) -> Option<(usize, &'static Field)> {
    let Value::Scalar { text, .. } = &key.value else {
        return None;
    };
    let mut fields = record.fields.iter().enumerate();
    fields.find(|(_, field)| *field.key == **text)
}

/// A date between brackets; comments inside go above it, since it must stay on one line.
fn set<'t>(slot: &mut Slot<'t>, list: Group<'t, Slot<'t>>) -> Content<'t> {
    let mut members = Vec::with_capacity(list.members.len());
    for member in list.members {
        slot.above.extend(member.above);
        slot.above.extend(member.behind.map(Line::Remark));
        if let Content::Written(text) = member.content {
            members.push(text);
        }
    }
    Content::Set(members)
}
